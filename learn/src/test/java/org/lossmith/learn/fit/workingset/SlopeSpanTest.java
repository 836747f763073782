package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.fit.design.PlainArithmetic;

class SlopeSpanTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 11;

    private final Random random = new Random(31);
    private final double[][] x = new double[COLUMNS][];
    private final double[] weight = new double[ROWS];
    private final SlopeSpan span;

    SlopeSpanTest() {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            weight[i] = i % 7 == 3 ? 0 : 0.1 + random.nextDouble();
            sum += weight[i];
        }
        for (int i = 0; i < ROWS; i++) {
            weight[i] /= sum;
        }
        for (int j = 0; j < COLUMNS; j++) {
            x[j] = random.doubles(ROWS, -2, 2).toArray();
        }
        span = new SlopeSpan(weight, new PlainArithmetic());
    }

    /** Rows' slopes are their weights times something. */
    private double[] rows() {
        double[] rows = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = weight[i] * random.nextGaussian();
        }
        return rows;
    }

    private static double[] mixed(double a, double[] of, double b, double[] and) {
        double[] result = new double[of.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a * of[i] + b * and[i];
        }
        return result;
    }

    private double slope(int j, double[] rows) {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += x[j][i] * rows[i];
        }
        return sum;
    }

    private double[] slopes(double[] rows) {
        double[] slopes = new double[COLUMNS];
        for (int j = 0; j < COLUMNS; j++) {
            slopes[j] = slope(j, rows);
        }
        return slopes;
    }

    private double norm(int j) {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += weight[i] * x[j][i] * x[j][i];
        }
        return Math.sqrt(sum);
    }

    private void look(double[] rows) {
        span.add(rows, slopes(rows));
    }

    /** How far the estimates are from the slopes, in the columns' norms, at most. */
    private double error(double[] rows) {
        double[] estimates = new double[COLUMNS];
        span.slopes(estimates);
        double largest = 0;
        for (int j = 0; j < COLUMNS; j++) {
            largest = Math.max(largest, Math.abs(estimates[j] - slope(j, rows)) / norm(j));
        }
        return largest;
    }

    @Test
    void slopesInTheSpan_areKnown() {
        double[] first = rows();
        double[] second = rows();
        look(first);
        look(second);
        double[] between = mixed(-3, first, 0.5, second);
        assertThat(span.express(between)).isLessThan(1e-8);
        assertThat(error(between)).isLessThan(1e-13);
    }

    @Test
    void slopesOutsideTheSpan_areNoFurtherThanSaid() {
        double[] first = rows();
        double[] second = rows();
        look(first);
        look(second);
        double closest = Double.POSITIVE_INFINITY;
        for (double outside : new double[] {1, 1e-3, 1e-6}) {
            double[] rows = mixed(1, mixed(0.7, first, 0.4, second), outside, rows());
            double apart = span.express(rows);
            assertThat(error(rows)).isLessThanOrEqualTo(apart);
            closest = Math.min(closest, apart / error(rows));
        }
        assertThat(closest).isLessThan(4);
    }

    @Test
    void manyLooks_forgetTheOldestAndKeepTheBound() {
        for (int k = 0; k < 7; k++) {
            look(rows());
            double[] rows = rows();
            assertThat(span.express(rows)).isGreaterThanOrEqualTo(error(rows));
        }
        double[] last = rows();
        look(last);
        assertThat(span.express(last)).isLessThan(1e-8);
        assertThat(error(last)).isLessThan(1e-13);
    }

    @Test
    void looksThatRepeatEachOther_addNoRounding() {
        double[] first = rows();
        double[] other = rows();
        look(first);
        look(mixed(1, first, 1e-12, other));
        for (double share : new double[] {0, 1e-3, 1}) {
            double[] rows = mixed(1, first, share, other);
            double apart = span.express(rows);
            assertThat(error(rows)).isLessThanOrEqualTo(apart);
        }
        assertThat(span.express(first)).isLessThan(1e-8);
        assertThat(error(first)).isLessThan(1e-11);
    }

    @Test
    void noLooks_sayNothing() {
        double[] rows = rows();
        assertThat(span.express(rows)).isGreaterThanOrEqualTo(error(rows));
        assertThat(span.express(new double[ROWS])).isZero();
    }
}
