package org.lossmith.learn.fit.workingset;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.lossmith.learn.fit.design.TileArithmetic;

/**
 * What the last few looks at all columns say of the next one. Slopes by the columns are linear in the rows' slopes, and along
 * a path these hardly leave the span of what they were before; so both are put together from the earlier ones. By Cauchy and
 * Schwarz what the rows' slopes have outside the span moves a column's slope by at most the column's norm times its own.
 */
final class SlopeSpan {
    private static final int MOST = 3;
    /** A remainder below this share of the rows' slopes would bring more rounding into the span than news. */
    private static final double NEWS = 1e-4;
    /** Dividing by such a remainder leaves errors of about 1e-11. */
    private static final double ROUNDING = 1e-10;

    /** 1 / weight, but 0 for rows without weight, which have no slopes. */
    private final double[] inverse;

    private final TileArithmetic arithmetic;
    private final Deque<Look> looks = new ArrayDeque<>();
    /** The looks made orthogonal in the norm of the weights, each with square sum 1, the newest first. */
    private final double[][] rows = new double[MOST][];

    private final double[][] slopes = new double[MOST][];
    private final double[] shares = new double[MOST];
    private int size;
    private final double[] rest;
    private final double[] scaled;

    /** The rows' slopes, and the slopes by all columns that they give. */
    private record Look(double[] rows, double[] slopes) {}

    /** @param weight of the rows, with sum 1 */
    SlopeSpan(double[] weight, TileArithmetic arithmetic) {
        this.arithmetic = arithmetic;
        this.inverse = new double[weight.length];
        for (int i = 0; i < weight.length; i++) {
            inverse[i] = weight[i] > 0 ? 1 / weight[i] : 0;
        }
        this.rest = new double[weight.length];
        this.scaled = new double[weight.length];
    }

    /** Puts rows' slopes together from earlier ones; returns how far from them they stay, in the norm of the weights. */
    double express(double[] of) {
        System.arraycopy(of, 0, rest, 0, rest.length);
        double whole = norm();
        for (int k = 0; k < size; k++) {
            shares[k] = product(rows[k]);
            add(rows[k], -shares[k], rest);
        }
        return norm() + ROUNDING * whole;
    }

    /** Writes the slopes by all columns that go with what was expressed last. */
    void slopes(double[] into) {
        Arrays.fill(into, 0);
        arithmetic.add(slopes, size, shares, 0, into, into.length);
    }

    /** Takes in a look at all columns, and forgets the oldest if there are too many. */
    void add(double[] of, double[] theirs) {
        looks.addFirst(new Look(of.clone(), theirs.clone()));
        if (looks.size() > MOST) {
            looks.removeLast();
        }
        size = 0;
        for (Look look : looks) {
            System.arraycopy(look.rows, 0, rest, 0, rest.length);
            double whole = norm();
            double[] columns = look.slopes.clone();
            for (int k = 0; k < size; k++) {
                double share = product(rows[k]);
                add(rows[k], -share, rest);
                add(slopes[k], -share, columns);
            }
            double length = norm();
            if (length > NEWS * whole && length < Double.POSITIVE_INFINITY) {
                rows[size] = divided(rest, length);
                slopes[size++] = divided(columns, length);
            }
        }
    }

    private double norm() {
        return Math.sqrt(product(rest));
    }

    /** With the remainder, in the norm of the weights. */
    private double product(double[] other) {
        for (int i = 0; i < rest.length; i++) {
            scaled[i] = inverse[i] * rest[i];
        }
        return arithmetic.dot(scaled, other, rest.length);
    }

    private static void add(double[] values, double times, double[] to) {
        for (int i = 0; i < values.length; i++) {
            to[i] += times * values[i];
        }
    }

    private static double[] divided(double[] values, double by) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i] / by;
        }
        return result;
    }
}
