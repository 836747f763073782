package org.lossmith.learn.data;

import java.util.Locale;

/** What sort of thing the target column holds, recognised from its values. */
public enum TargetKind {
    /** Numbers on a scale. */
    CONTINUOUS,
    /** Two distinct values, coded 0 and 1; 1 is the positive label. */
    BINARY,
    /** Small whole numbers from 0 up. */
    COUNTS,
    /** More than two labels without an order, coded 0 to K-1 in the order of {@link Dataset#labels()}. */
    CATEGORIES;

    /** The word that people and JSON see: {@code continuous}, {@code binary}, {@code counts}, {@code categories}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
