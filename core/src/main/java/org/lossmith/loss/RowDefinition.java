package org.lossmith.loss;

import java.util.List;

/**
 * One entry of the catalogue: a loss of several scores a row.
 *
 * @param targetDomain what every target may be; {@link RowTargetDomain#CLASS} for one class per row
 * @param extraClasses how many classes there are beyond the length of the score vector
 * @param convex whether it is convex in all scores together, at all parameter values
 * @param conditioning what limits its accuracy where that is not a few ulps, else an empty text
 */
record RowDefinition(
        LossEntry entry,
        RowLink link,
        RowTargetDomain targetDomain,
        int extraClasses,
        boolean convex,
        String conditioning) {

    /** Builds a definition line by line. */
    static Builder named(String name, String... aliases) {
        return new Builder(name, List.of(aliases));
    }

    static final class Builder extends LossEntry.Builder<Builder> {
        private RowLink link = RowLink.IDENTITY;
        private RowTargetDomain targetDomain = RowTargetDomain.REAL;
        private int extraClasses;
        private boolean convex;
        private String conditioning = "";

        private Builder(String name, List<String> aliases) {
            super(name, aliases, "vectors");
        }

        @Override
        Builder self() {
            return this;
        }

        Builder classes(RowLink howScoresRead) {
            targetDomain = RowTargetDomain.CLASS;
            link = howScoresRead;
            return group("classes");
        }

        Builder extraClasses(int count) {
            extraClasses = count;
            return this;
        }

        Builder vectors(RowTargetDomain domain, RowLink howScoresRead) {
            targetDomain = domain;
            link = howScoresRead;
            return group("vectors");
        }

        Builder distribution(RowTargetDomain domain) {
            targetDomain = domain;
            link = RowLink.DISTRIBUTION;
            return group("distributions");
        }

        Builder convex() {
            convex = true;
            return this;
        }

        Builder conditioning(String text) {
            conditioning = text;
            return this;
        }

        RowDefinition source(String source) {
            return new RowDefinition(entry(source), link, targetDomain, extraClasses, convex, conditioning);
        }
    }
}
