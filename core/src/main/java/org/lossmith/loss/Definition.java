package org.lossmith.loss;

import java.util.List;
import java.util.function.Function;

/**
 * One entry of the catalogue: a loss before its parameters have values. Its formula is the only place where its maths is
 * written; the gradient, the Hessian and the kernel follow from it.
 *
 * @param group regression, binary or counts: where it is listed
 * @param properties what is true at given parameter values
 * @param errorBound how many ulps its value and derivatives may be off, away from roots
 * @param vectorErrorBound the same for many rows by vectors, whose functions are polynomials
 */
record Definition(
        String name,
        List<String> aliases,
        String group,
        String formula,
        List<Parameter> parameters,
        Link link,
        TargetDomain targetDomain,
        Function<ParameterValues, Properties> properties,
        String summary,
        String source,
        String notes,
        double errorBound,
        double vectorErrorBound) {

    /** What is asked of a loss that states nothing else, in ulps. */
    static final double USUAL_ERROR_BOUND = 4;

    boolean isNamed(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    /** Builds a definition line by line; what is not said has the default of a regression loss. */
    static Builder named(String name, String... aliases) {
        return new Builder(name, List.of(aliases));
    }

    static final class Builder {
        private final String name;
        private final List<String> aliases;
        private String formula = "";
        private List<Parameter> parameters = List.of();
        private Link link = Link.IDENTITY;
        private TargetDomain targetDomain = TargetDomain.REAL;
        private String group = "regression";
        private String summary = "";
        private String notes = "";
        private double errorBound = USUAL_ERROR_BOUND;
        private double vectorErrorBound = USUAL_ERROR_BOUND;

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

        Builder binary(TargetDomain domain, Link howScoresRead) {
            group = "binary";
            targetDomain = domain;
            link = howScoresRead;
            return this;
        }

        Builder counts(TargetDomain domain) {
            group = "counts";
            targetDomain = domain;
            link = Link.LOG;
            return this;
        }

        Builder summary(String text) {
            summary = text;
            return this;
        }

        /** For a loss whose worst case is a longer product of rounded factors. */
        Builder errorBounds(double ulps, double ulpsByVectors) {
            errorBound = ulps;
            vectorErrorBound = ulpsByVectors;
            return this;
        }

        Builder notes(String text) {
            notes = text;
            return this;
        }

        Definition source(String source, Function<ParameterValues, Properties> properties) {
            return new Definition(
                    name,
                    aliases,
                    group,
                    formula,
                    parameters,
                    link,
                    targetDomain,
                    properties,
                    summary,
                    source,
                    notes,
                    errorBound,
                    vectorErrorBound);
        }
    }
}
