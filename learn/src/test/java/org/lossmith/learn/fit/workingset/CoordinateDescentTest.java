package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/** Sweeps without exact steps, on half of a sum of squares with correlated columns. */
class CoordinateDescentTest {
    private static final int SIZE = 40;
    private static final double REACH = 10;

    private final ScaledPenalty penalty = new ScaledPenalty(filled(0.05), filled(0));
    private final Looks model = new Looks();
    private final double[] start = new double[SIZE];

    private static double[] filled(double value) {
        double[] result = new double[SIZE];
        Arrays.fill(result, value);
        return result;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-4, 1e-8, 1e-10})
    void endsAtTheGapThatIsEnough(double enough) {
        double[] x = new CoordinateDescent(model, penalty, start, model.begin.clone(), REACH).solve(enough, null, null);

        assertThat(GapWithinReach.of(penalty, x, model.slopesAt(x), REACH)).isLessThanOrEqualTo(enough * (1 + 1e-9));
    }

    /** It went on to rounding, or a thousand sweeps, once few coefficients changed their signs. */
    @Test
    void sweepsNoFurtherThanThat() {
        new CoordinateDescent(model, penalty, start, model.begin.clone(), REACH).solve(1e-2, null, null);
        Looks exact = new Looks();
        new CoordinateDescent(exact, penalty, start, exact.begin.clone(), REACH).solve(1e-10, null, null);

        assertThat(model.moves).isBetween(SIZE / 2, exact.moves / 2);
        assertThat(exact.looks).isLessThan(150 * SIZE);
    }

    /** Rounding keeps a gap of nothing out of reach. */
    @Test
    void endsWhereNothingMovesAnyMore() {
        new CoordinateDescent(model, penalty, start, model.begin.clone(), REACH).solve(0, null, null);

        assertThat(model.looks).isLessThan(300 * SIZE);
    }

    /** Counts how often a slope is asked for and a coefficient moved. */
    private static final class Looks implements QuadraticModel {
        private final double[][] gram = new double[SIZE][SIZE];
        private final double[] begin = new double[SIZE];
        private final double[] slope;
        private double[] marked = new double[0];
        private int looks;
        private int moves;

        Looks() {
            Random random = new Random(4);
            double[][] columns = new double[SIZE][];
            double[] before = random.doubles(2 * SIZE, -1, 1).toArray();
            double[] target = random.doubles(2 * SIZE, -3, 3).toArray();
            for (int a = 0; a < SIZE; a++) {
                double[] column = new double[2 * SIZE];
                for (int i = 0; i < column.length; i++) {
                    column[i] = 0.7 * before[i] + random.nextGaussian();
                }
                columns[a] = column;
                before = column;
            }
            for (int a = 0; a < SIZE; a++) {
                for (int i = 0; i < target.length; i++) {
                    begin[a] -= columns[a][i] * target[i] / target.length;
                    for (int b = 0; b < SIZE; b++) {
                        gram[a][b] += columns[a][i] * columns[b][i] / target.length;
                    }
                }
            }
            slope = begin.clone();
        }

        double[] slopesAt(double[] x) {
            double[] slopes = begin.clone();
            for (int a = 0; a < SIZE; a++) {
                for (int b = 0; b < SIZE; b++) {
                    slopes[a] += gram[a][b] * x[b];
                }
            }
            return slopes;
        }

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public double slope(int a) {
            looks++;
            return slope[a];
        }

        @Override
        public double curvature(int a) {
            return gram[a][a];
        }

        @Override
        public void move(int a, double by) {
            moves++;
            for (int b = 0; b < SIZE; b++) {
                slope[b] += by * gram[a][b];
            }
        }

        @Override
        public void mark() {
            marked = slope.clone();
        }

        @Override
        public void back() {
            System.arraycopy(marked, 0, slope, 0, SIZE);
        }
    }
}
