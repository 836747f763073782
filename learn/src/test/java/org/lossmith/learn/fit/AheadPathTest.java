package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.workingset.AheadPath;
import org.lossmith.learn.fit.workingset.Helper;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.L1;
import org.lossmith.penalty.Penalty;

/** Paths certified beside the fits, checked from outside with plain loops over the rows. */
class AheadPathTest {
    private static final int ROWS = 60;
    private static final int COLUMNS = 90;
    private static final double LARGEST = 0.8;

    private final DenseMatrix x = Examples.random(ROWS, COLUMNS, 3);
    private final double[] target = Examples.targets(Losses.parse("half-squared-error"), x, 4);

    /** What was told of, and how often a solution was found to be wrong. */
    private static final class Told {
        private final List<Solution> solutions = new ArrayList<>();
        private int misses;
        private int done;
    }

    private static List<Penalty> penalties(int count, double ratio) {
        return IntStream.range(0, count)
                .mapToObj(i -> (Penalty) new L1(LARGEST * Math.pow(ratio, i)))
                .toList();
    }

    private Told path(List<Penalty> penalties, double tolerance, int mostSteps, int end, boolean beside)
            throws InterruptedException {
        Told told = new Told();
        Helper helper = new Helper();
        Thread second = new Thread(helper::serve);
        if (beside) {
            second.start();
        }
        try (Workers workers = new Workers(1)) {
            FitRequest request = FitRequest.of(Losses.parse("half-squared-error"))
                    .withTolerance(tolerance)
                    .withMaxIterations(mostSteps)
                    .withPenalty(penalties.get(0));
            FitRun run = new FitRun(
                    ElementLoss.of(request.loss()),
                    FitSettings.of(request),
                    x,
                    Series.of(target),
                    null,
                    Rows.all(ROWS),
                    workers);
            Problem problem = run.problem();
            List<ScaledPenalty> scaled = penalties.stream()
                    .map(penalty -> run.under(penalty).problem().penalty())
                    .toList();
            told.done = new AheadPath(
                            problem,
                            DesignColumns.of(problem.objective().design()),
                            scaled,
                            run.start(run.plan(), null).point(),
                            helper,
                            (steps, value, optimality, wanted) -> {
                                told.misses++;
                                return false;
                            },
                            (index, solution) -> {
                                assertThat(index).isEqualTo(told.solutions.size());
                                told.solutions.add(solution);
                                return index + 1 == end;
                            },
                            workers)
                    .run();
        } finally {
            helper.close();
            second.join();
        }
        return told;
    }

    private Told path(int count, double ratio, boolean beside) throws InterruptedException {
        return path(penalties(count, ratio), 1e-8, 1000, count, beside);
    }

    /** A column less its mean, in units of its standard deviation. */
    private double[] standardised(int column) {
        double mean =
                IntStream.range(0, ROWS).mapToDouble(i -> x.get(i, column)).sum() / ROWS;
        double square = IntStream.range(0, ROWS)
                        .mapToDouble(i -> (x.get(i, column) - mean) * (x.get(i, column) - mean))
                        .sum()
                / ROWS;
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> (x.get(i, column) - mean) / Math.sqrt(square))
                .toArray();
    }

    private void assertOptimal(double[] parameters, double lambda) {
        double[][] columns =
                IntStream.range(0, COLUMNS).mapToObj(this::standardised).toArray(double[][]::new);
        double[] rest = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rest[i] = parameters[COLUMNS] - target[i];
            for (int j = 0; j < COLUMNS; j++) {
                rest[i] += parameters[j] * columns[j][i];
            }
        }
        for (int j = 0; j < COLUMNS; j++) {
            double slope = 0;
            for (int i = 0; i < ROWS; i++) {
                slope += rest[i] * columns[j][i] / ROWS;
            }
            if (parameters[j] == 0) {
                assertThat(Math.abs(slope)).isLessThanOrEqualTo(lambda * (1 + 1e-5));
            } else {
                assertThat(slope).isCloseTo(-lambda * Math.signum(parameters[j]), within(1e-5 * lambda));
            }
        }
    }

    /** Where lambda falls fast, columns come in that were far from it, so that solutions are wrong at first. */
    @ParameterizedTest
    @CsvSource({"60, 0.95, 0, 0", "25, 0.8, 0, 30", "9, 0.5, 1, 16", "5, 0.3, 1, 8"})
    void solutions_areOptimalOverAllColumns(int count, double ratio, int fewestMisses, int mostMisses)
            throws InterruptedException {
        Told told = path(count, ratio, false);
        assertThat(told.done).isEqualTo(count);
        assertThat(told.misses).isBetween(fewestMisses, mostMisses);
        for (int i = 0; i < count; i++) {
            Solution solution = told.solutions.get(i);
            assertThat(solution.outcome()).isEqualTo(Solution.Outcome.CONVERGED);
            assertThat(solution.optimality()).isLessThanOrEqualTo(1e-8);
            assertOptimal(solution.at().parameters(), LARGEST * Math.pow(ratio, i));
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 0.95", "25, 0.8", "9, 0.5", "5, 0.3"})
    void secondThread_doesNotChangeABit(int count, double ratio) throws InterruptedException {
        Told alone = path(count, ratio, false);
        for (int repeat = 0; repeat < 20; repeat++) {
            Told beside = path(count, ratio, true);
            assertThat(beside.misses).isEqualTo(alone.misses);
            for (int i = 0; i < count; i++) {
                Solution one = alone.solutions.get(i);
                Solution two = beside.solutions.get(i);
                assertThat(two.at().parameters()).containsExactly(one.at().parameters());
                assertThat(two.at().gradient()).containsExactly(one.at().gradient());
                assertThat(two.at().loss()).isEqualTo(one.at().loss());
                assertThat(two.optimality()).isEqualTo(one.optimality());
                assertThat(two.iterations()).isEqualTo(one.iterations());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "7, true", "20, true"})
    void pathThatIsOver_tellsOfNothingMore(int end, boolean beside) throws InterruptedException {
        Told told = path(penalties(20, 0.9), 1e-8, 1000, end, beside);
        assertThat(told.done).isEqualTo(end);
        assertThat(told.solutions).hasSize(end);
    }

    /** No gap is as small as that, and one step is not enough for a fast fall: what is left is for others. */
    @ParameterizedTest
    @CsvSource({"1e-300, 1000", "1e-12, 1"})
    void solutionThatCannotBeCertified_isNotToldOf(double tolerance, int mostSteps) throws InterruptedException {
        Told told = path(penalties(10, 0.3), tolerance, mostSteps, 10, true);
        assertThat(told.done).isEqualTo(told.solutions.size()).isLessThan(10);
    }
}
