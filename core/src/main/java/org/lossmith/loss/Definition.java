package org.lossmith.loss;

import java.util.List;
import java.util.function.Function;

/**
 * One entry of the catalogue: a loss of one score a row.
 *
 * @param properties what is true at given parameter values
 * @param errorBound how many ulps its value and derivatives may be off, away from roots
 * @param vectorErrorBound the same for many rows by vectors, whose functions are polynomials
 * @param softLabelsByLargerSide whether these are, for a target between two labels, ulps of the larger of the two sides that cancel
 * @param conditioning what more is known of its accuracy, else an empty text
 */
record Definition(
        LossEntry entry,
        Link link,
        TargetDomain targetDomain,
        Function<ParameterValues, Properties> properties,
        double errorBound,
        double vectorErrorBound,
        boolean softLabelsByLargerSide,
        String conditioning) {

    /** What every loss of the catalogue is held to, in ulps. */
    static final double USUAL_ERROR_BOUND = 4;

    /** Builds a definition line by line; what is not said has the default of a regression loss. */
    static Builder named(String name, String... aliases) {
        return new Builder(name, List.of(aliases));
    }

    static final class Builder extends LossEntry.Builder<Builder> {
        private Link link = Link.IDENTITY;
        private TargetDomain targetDomain = TargetDomain.REAL;
        private boolean softLabelsByLargerSide;
        private String conditioning = "";

        private Builder(String name, List<String> aliases) {
            super(name, aliases, "regression");
        }

        @Override
        Builder self() {
            return this;
        }

        Builder binary(TargetDomain domain, Link howScoresRead) {
            targetDomain = domain;
            link = howScoresRead;
            return group("binary");
        }

        Builder counts(TargetDomain domain) {
            targetDomain = domain;
            link = Link.LOG;
            return group("counts");
        }

        Builder conditioning(String text) {
            conditioning = text;
            return this;
        }

        /** For targets of 0 and 1 its errors are in ulps of the result, between them in ulps of the larger side. */
        Builder softLabelsByLargerSide() {
            softLabelsByLargerSide = true;
            return conditioning(
                    "for a target between 0 and 1, whose two sides cancel in part, in ulps of the larger side");
        }

        Definition source(String source, Function<ParameterValues, Properties> properties) {
            return new Definition(
                    entry(source),
                    link,
                    targetDomain,
                    properties,
                    USUAL_ERROR_BOUND,
                    USUAL_ERROR_BOUND,
                    softLabelsByLargerSide,
                    conditioning);
        }
    }
}
