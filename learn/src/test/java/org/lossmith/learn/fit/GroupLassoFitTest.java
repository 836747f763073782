package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.GroupLasso;
import org.lossmith.penalty.L1;

class GroupLassoFitTest {
    private static final List<List<Integer>> GROUPS = List.of(List.of(0, 4, 2), List.of(1, 3), List.of(5, 6, 7, 8));
    private static final ColumnPenalties COLUMNS = ColumnPenalties.none().withGroups(GROUPS);
    private static final int ROWS = 300;

    private static FitRequest request(Loss loss, double lambda) {
        return FitRequest.of(loss)
                .withPenalty(new GroupLasso(lambda))
                .withColumns(COLUMNS)
                .withThreads(1);
    }

    /** Ten inputs, of which the last is in no group: a group of its own. */
    private static DenseMatrix inputs(long seed) {
        return Examples.random(ROWS, 10, seed);
    }

    private static double[] part(double[] vector, List<Integer> members) {
        return members.stream().mapToDouble(j -> vector[j]).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "half-squared-error,0.4",
        "half-squared-error,0.02",
        "bce,0.06",
        "bce,0.01",
        "poisson,0.2",
        "poisson,0.05"
    })
    void fit_againstProximalGradient_isTheSameMinimum(String name, double lambda) {
        Loss loss = Losses.parse(name);
        DenseMatrix x = inputs(3);
        double[] target = Examples.targets(loss, x, 4);
        FitResult fit = new Fitter(request(loss, lambda)).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.certificate().kind()).isEqualTo(Certificate.Kind.SUBGRADIENT);
        double[] expected = proximalGradient(loss, new Outside(x), x, target, lambda);
        double[] found = new Outside(x).standardised(fit);
        for (int j = 0; j < 10; j++) {
            assertThat(found[j]).isCloseTo(expected[j], within(1e-7));
            assertThat(found[j] == 0).as("column " + j).isEqualTo(expected[j] == 0);
        }
    }

    @Test
    void fit_strongPenalty_dropsWholeGroups() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = inputs(3);
        double[] coefficients = new Fitter(request(loss, 0.06))
                .fit(x, Examples.targets(loss, x, 4))
                .coefficients();
        // The targets depend on columns 0 and 9 alone.
        assertThat(part(coefficients, GROUPS.get(0))).doesNotContain(0.0);
        assertThat(part(coefficients, GROUPS.get(1))).containsOnly(0.0);
        assertThat(part(coefficients, GROUPS.get(2))).containsOnly(0.0);
        assertThat(coefficients[9]).isNotEqualTo(0.0);
    }

    /** Accelerated proximal gradient (FISTA, with restarts) on standardised columns. */
    private static double[] proximalGradient(Loss loss, Outside view, DenseMatrix x, double[] target, double lambda) {
        int size = 11;
        double[][] rows = new double[ROWS][size];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 10; j++) {
                rows[i][j] = (x.get(i, j) - view.mean[j]) / view.deviation[j];
            }
            rows[i][10] = 1;
        }
        double[] w = new double[size];
        w[10] = new Fitter(FitRequest.of(loss))
                .fit(new DenseMatrix(ROWS, 0), target)
                .intercept();
        double[] ahead = w.clone();
        double momentum = 1;
        double step = loss.spec().startsWith("poisson") ? 0.02 : loss.spec().equals("bce") ? 1 : 0.2;
        for (int iteration = 0; iteration < 30_000; iteration++) {
            double[] gradient = new double[size];
            for (int i = 0; i < ROWS; i++) {
                double slope = loss.gradient(ProximalNewton.dot(rows[i], ahead), target[i]) / ROWS;
                for (int j = 0; j < size; j++) {
                    gradient[j] += slope * rows[i][j];
                }
            }
            double[] next = new double[size];
            for (int j = 0; j < size; j++) {
                next[j] = ahead[j] - step * gradient[j];
            }
            shrink(next, step, lambda);
            double uphill = 0;
            double change = 0;
            for (int j = 0; j < size; j++) {
                uphill += (ahead[j] - next[j]) * (next[j] - w[j]);
                change = Math.max(change, Math.abs(next[j] - w[j]));
            }
            double later = uphill > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            for (int j = 0; j < size; j++) {
                ahead[j] = next[j] + (uphill > 0 ? 0 : (momentum - 1) / later) * (next[j] - w[j]);
            }
            momentum = later;
            w = next;
            if (change < 1e-14) {
                break;
            }
        }
        return w;
    }

    private static void shrink(double[] w, double step, double lambda) {
        for (List<Integer> group : List.of(GROUPS.get(0), GROUPS.get(1), GROUPS.get(2), List.of(9))) {
            double norm = 0;
            for (int j : group) {
                norm += w[j] * w[j];
            }
            double keep = Math.max(0, 1 - step * lambda * Math.sqrt(group.size()) / Math.sqrt(norm));
            for (int j : group) {
                w[j] *= keep;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"bce,0.03,true", "bce,0.1,false", "poisson,0.1,true", "poisson,0.8,false", "gamma,0.05,true"})
    void fit_seenFromOutside_meetsTheOptimalityConditions(String name, double lambda, boolean standardise) {
        Loss loss = Losses.parse(name);
        DenseMatrix x = inputs(8);
        double[] target = Examples.targets(loss, x, 9);
        FitResult fit = new Fitter(request(loss, lambda).withStandardise(standardise)).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        Outside view = new Outside(x);
        double[] gradient = view.gradient(fit, loss, target);
        double[] coefficients = standardise ? view.standardised(fit) : fit.coefficients();
        double push = view.push(fit, loss, target);
        double cost = 0;
        int zeros = 0;
        for (List<Integer> group : List.of(GROUPS.get(0), GROUPS.get(1), GROUPS.get(2), List.of(9))) {
            double[] slopes = part(gradient, group);
            for (int a = 0; a < slopes.length && !standardise; a++) {
                slopes[a] *= view.deviation[group.get(a)];
            }
            double[] own = part(coefficients, group);
            zeros += own[0] == 0 ? 1 : 0;
            GroupLasso penalty = new GroupLasso(lambda);
            assertThat(penalty.subgradientDistance(own, slopes)).isLessThan(1e-6 * push * (standardise ? 1 : 20));
            cost += penalty.value(own);
        }
        assertThat(zeros).isBetween(1, 3);
        assertThat(gradient[10]).isCloseTo(0, within(1e-7 * push));
        assertThat(fit.objective()).isCloseTo(view.meanLoss(fit, loss, target) + cost, within(1e-11));
    }

    @Test
    void fit_groupsOfOne_isTheLasso() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = inputs(5);
        double[] target = Examples.targets(loss, x, 6);
        FitResult lasso = new Fitter(FitRequest.of(loss).withPenalty(new L1(0.03))).fit(x, target);
        FitResult grouped = new Fitter(request(loss, 0.03).withColumns(ColumnPenalties.none())).fit(x, target);
        assertThat(grouped.objective()).isCloseTo(lasso.objective(), within(1e-14));
        for (int j = 0; j < 10; j++) {
            assertThat(grouped.coefficients()[j]).isCloseTo(lasso.coefficients()[j], within(1e-9));
            assertThat(grouped.coefficients()[j] == 0).isEqualTo(lasso.coefficients()[j] == 0);
        }
    }

    /** All levels of a category, which add up to the intercept, and a constant column in its group. */
    @Test
    void fit_collinearGroup_converges() {
        Random random = new Random(2);
        DenseMatrix x = new DenseMatrix(200, 7);
        double[] target = new double[200];
        for (int i = 0; i < 200; i++) {
            int level = random.nextInt(5);
            x.set(i, level, 1);
            x.set(i, 5, 3);
            x.set(i, 6, random.nextGaussian());
            target[i] = level + random.nextGaussian();
        }
        FitRequest request = FitRequest.of(Losses.parse("squared-error"))
                .withPenalty(new GroupLasso(0.2))
                .withColumns(ColumnPenalties.none().withGroups(List.of(List.of(0, 1, 2, 3, 4, 5))));
        FitResult fit = new Fitter(request).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.coefficients()[5]).isEqualTo(0.0);
        assertThat(fit.coefficients()[6]).isEqualTo(0.0);
        assertThat(part(fit.coefficients(), List.of(0, 1, 2, 3, 4))).doesNotContain(0.0);
    }

    /** Every point nearby costs at least as much, but for the gap. */
    @Test
    void fit_lossWithKinks_isWithinItsGap() {
        Loss loss = Losses.parse("absolute-error");
        DenseMatrix x = inputs(11);
        double[] target = Examples.targets(loss, x, 12);
        FitResult fit = new Fitter(request(loss, 0.1)).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
        assertThat(part(fit.coefficients(), GROUPS.get(1))).containsOnly(0.0);
        FitResult looser = new Fitter(request(loss, 0.1).withGapTolerance(1e-7)).fit(x, target);
        assertThat(fit.objective() - looser.objective()).isBetween(-1e-7 * fit.objective(), 1e-4 * fit.objective());
    }

    @Test
    void fit_manyColumns_isNewtonsAlone() {
        Loss loss = Losses.parse("half-squared-error");
        DenseMatrix x = Examples.random(120, 320, 1);
        double[] target = Examples.targets(loss, x, 2);
        FitRequest request = request(loss, 0.5).withColumns(ColumnPenalties.none());
        FitResult fit = new Fitter(request).fit(x, target);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        assertThat(fit.reason()).isEqualTo("no other solver knows this penalty");
        FitResult lasso = new Fitter(request.withPenalty(new L1(0.5))).fit(x, target);
        assertThat(fit.objective()).isCloseTo(lasso.objective(), within(1e-8));
        DenseMatrix wide = Examples.random(20, 2100, 1);
        assertThatThrownBy(() -> new Fitter(request).fit(wide, Examples.targets(loss, wide, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2101 parameters")
                .hasMessageContaining("whole groups")
                .hasMessageContaining("choose fewer columns");
    }

    @Test
    void fit_impossibleRequests_areRefusedWithTheReason() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = inputs(5);
        double[] target = Examples.targets(loss, x, 6);
        FitRequest request = request(loss, 0.03);
        assertThatThrownBy(() -> new Fitter(request.withSolver(SolverName.LBFGS)).fit(x, target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steps in orthants of single coefficients")
                .hasMessageContaining("newton is used");
        assertThatThrownBy(() ->
                        new Fitter(request.withColumns(COLUMNS.withBounds(3, Bounds.NON_NEGATIVE))).fit(x, target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be combined with bounds");
        assertThatThrownBy(() -> new Fitter(request.withColumns(COLUMNS.withFactor(3, 2))).fit(x, target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("columns 2 and 4")
                .hasMessageContaining("give both the same");
        assertThatThrownBy(() -> new Fitter(request.withColumns(COLUMNS.withFactor(10, 2))).fit(x, target))
                .hasMessageContaining("column 10 of a matrix with 10 columns");
    }

    @Test
    void fit_groupWithFactors_isUnpenalisedOrLeftOut() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = inputs(5);
        double[] target = Examples.targets(loss, x, 6);
        ColumnPenalties columns = COLUMNS.withFactor(1, 0)
                .withFactor(3, 0)
                .withFactor(0, Double.POSITIVE_INFINITY)
                .withFactor(4, Double.POSITIVE_INFINITY)
                .withFactor(2, Double.POSITIVE_INFINITY);
        FitResult fit = new Fitter(request(loss, 0.03).withColumns(columns)).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(part(fit.coefficients(), GROUPS.get(0))).containsOnly(0.0);
        Outside view = new Outside(x);
        double[] gradient = view.gradient(fit, loss, target);
        assertThat(part(gradient, GROUPS.get(1))).containsExactly(new double[] {0, 0}, within(1e-8));
        assertThat(part(fit.coefficients(), GROUPS.get(1))).doesNotContain(0.0);
        assertThat(fit.notes()).isEmpty();
    }

    /** A class's coefficients of a group go together: in a group of one like the lasso's. */
    @Test
    void fit_classes_dropsAGroupForEachClass() {
        DenseMatrix x = inputs(5);
        double[] target = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            target[i] = x.get(i, 0) > 0.5 ? 2 : x.get(i, 0) > -0.5 ? 1 : 0;
        }
        ClassFitter fitter = ClassFitter.of(RowLosses.parse("softmax"), 3);
        Rows all = Rows.all(ROWS);
        ClassFitResult grouped = fitter.withPenalty(new GroupLasso(0.05)).fit(x, target, null, all);
        ClassFitResult lasso = fitter.withPenalty(new L1(0.05)).fit(x, target, null, all);
        assertThat(grouped.converged()).isTrue();
        assertThat(grouped.objective()).isCloseTo(lasso.objective(), within(1e-10));
        double[][] coefficients = fitter.withPenalty(new GroupLasso(0.05))
                .withColumns(COLUMNS)
                .fit(x, target, null, all)
                .coefficients();
        assertThat(part(coefficients[0], GROUPS.get(0))).doesNotContain(0.0);
        for (double[] own : coefficients) {
            assertThat(part(own, GROUPS.get(2))).containsOnly(0.0);
        }
        assertThatThrownBy(() -> fitter.withColumns(COLUMNS.withBounds(0, Bounds.NON_NEGATIVE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one score a row");
    }
}
