package org.lossmith.kernel;

/**
 * Positions of a result and of what rounding left off it.
 *
 * @param rest NONE where that is not known, or does not count
 */
record Part(int result, int rest) {
    static final int NONE = -1;
}
