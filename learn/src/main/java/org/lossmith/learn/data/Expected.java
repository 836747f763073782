package org.lossmith.learn.data;

import java.util.Set;

/**
 * What is known of a file before it is read.
 *
 * @param texts columns whose values are wanted as they are written, even where all of them look like numbers
 * @param maybeEmpty whether a file without a data row is fine
 */
record Expected(Set<String> texts, boolean maybeEmpty) {
    /** Nothing: types are found out, and there must be rows. */
    static final Expected NOTHING = new Expected(Set.of(), false);

    Expected {
        texts = Set.copyOf(texts);
    }
}
