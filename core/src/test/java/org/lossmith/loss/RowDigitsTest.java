package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.Columns;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Reference;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.formula.Unrolling;

/**
 * Value, gradient, diagonal and whole Hessian of every loss of several scores to 1e-14, relative: scores to 1e4 of both signs, all equal,
 * one far above or below the others, and random. Against the plain derivatives of the formula as typed, with so many digits that what
 * cancels in them does not count.
 *
 * <p>Next to a root the error is relative to the largest term of the sum that cancels ({@link RowRoots} says where that is).
 */
class RowDigitsTest {
    private static final double TOLERANCE = 1e-14;
    private static final int ROWS = 16;
    private static final int WIDTH = 3;

    /** Plain derivatives are sums of terms of 1, which cancel down to 1e-290. */
    private static final int DIGITS = 330;

    private static final double NEGLIGIBLE = 1e-290;
}
