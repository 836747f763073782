package org.lossmith.loss;

import java.util.List;

/**
 * What the catalogue says of a loss before its parameters have values. The formula is the only place where its maths is
 * written; derivatives and kernel follow from it.
 *
 * @param name "huber", or "formula" for a loss that a user wrote
 * @param group where it is listed: regression, binary, counts, classes, vectors, distributions, or formula
 * @param summary what it is for, in a few words
 * @param source the paper or book that it comes from
 */
public record LossEntry(
        String name,
        List<String> aliases,
        String group,
        String formula,
        List<Parameter> parameters,
        String summary,
        String source,
        String notes) {
    /** Name and group of the losses that users write. */
    static final String FORMULA = "formula";

    public LossEntry {
        aliases = List.copyOf(aliases);
        parameters = List.copyOf(parameters);
    }

    boolean isNamed(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    /** Collects an entry line by line; those of the two kinds of losses add what is theirs. */
    abstract static class Builder<B extends Builder<B>> {
        private final String name;
        private final List<String> aliases;
        private String group;
        private String formula = "";
        private List<Parameter> parameters = List.of();
        private String summary = "";
        private String notes = "";

        Builder(String name, List<String> aliases, String group) {
            this.name = name;
            this.aliases = aliases;
            this.group = group;
        }

        abstract B self();

        B group(String text) {
            group = text;
            return self();
        }

        B formula(String text) {
            formula = text;
            return self();
        }

        B parameters(Parameter... list) {
            parameters = List.of(list);
            return self();
        }

        B summary(String text) {
            summary = text;
            return self();
        }

        B notes(String text) {
            notes = text;
            return self();
        }

        LossEntry entry(String source) {
            return new LossEntry(name, aliases, group, formula, parameters, summary, source, notes);
        }
    }
}
