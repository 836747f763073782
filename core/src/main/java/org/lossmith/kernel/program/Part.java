package org.lossmith.kernel.program;

/**
 * Positions of a result and of what rounding left off it.
 *
 * @param rest NONE where that is not known, or does not count
 */
public record Part(int result, int rest) {
    public static final int NONE = -1;
}
