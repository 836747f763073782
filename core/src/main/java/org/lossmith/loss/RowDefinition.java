package org.lossmith.loss;

import java.util.List;

/**
 * One entry of the catalogue of losses of several scores per row, before its parameters have values.
 *
 * @param group classes, vectors or distributions: where it is listed
 * @param targetDomain what every target may be; {@link RowTargetDomain#CLASS} for one class per row
 * @param extraClasses how many classes there are beyond the length of the score vector
 * @param convex whether it is convex in all scores together, at all parameter values
 * @param conditioning what limits its accuracy where that is not a few ulps, else an empty text
 */
record RowDefinition(
        String name,
        List<String> aliases,
        String group,
        String formula,
        List<Parameter> parameters,
        RowLink link,
        RowTargetDomain targetDomain,
        int extraClasses,
        boolean convex,
        String summary,
        String source,
        String notes,
        String conditioning) {

    boolean isNamed(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    RowDefinition inGroup(String other) {
        return new RowDefinition(
                name,
                aliases,
                other,
                formula,
                parameters,
                link,
                targetDomain,
                extraClasses,
                convex,
                summary,
                source,
                notes,
                conditioning);
    }

    static Builder named(String name, String... aliases) {
        return new Builder(name, List.of(aliases));
    }

    /** Builds a definition line by line. */
    static final class Builder {
        private final String name;
        private final List<String> aliases;
        private String formula = "";
        private List<Parameter> parameters = List.of();
        private RowLink link = RowLink.IDENTITY;
        private RowTargetDomain targetDomain = RowTargetDomain.REAL;
        private int extraClasses;
        private boolean convex;
        private String group = "vectors";
        private String summary = "";
        private String notes = "";
        private String conditioning = "";

        private Builder(String name, List<String> aliases) {
            this.name = name;
            this.aliases = aliases;
        }

        Builder formula(String text) {
            formula = text;
            return this;
        }

        Builder parameters(Parameter... list) {
            parameters = List.of(list);
            return this;
        }

        Builder classes(RowLink howScoresRead) {
            group = "classes";
            targetDomain = RowTargetDomain.CLASS;
            link = howScoresRead;
            return this;
        }

        Builder extraClasses(int count) {
            extraClasses = count;
            return this;
        }

        Builder vectors(RowTargetDomain domain, RowLink howScoresRead) {
            group = "vectors";
            targetDomain = domain;
            link = howScoresRead;
            return this;
        }

        Builder distribution(RowTargetDomain domain) {
            group = "distributions";
            targetDomain = domain;
            link = RowLink.DISTRIBUTION;
            return this;
        }

        Builder convex() {
            convex = true;
            return this;
        }

        Builder summary(String text) {
            summary = text;
            return this;
        }

        Builder notes(String text) {
            notes = text;
            return this;
        }

        Builder conditioning(String text) {
            conditioning = text;
            return this;
        }

        RowDefinition source(String source) {
            return new RowDefinition(
                    name,
                    aliases,
                    group,
                    formula,
                    parameters,
                    link,
                    targetDomain,
                    extraClasses,
                    convex,
                    summary,
                    source,
                    notes,
                    conditioning);
        }
    }
}
