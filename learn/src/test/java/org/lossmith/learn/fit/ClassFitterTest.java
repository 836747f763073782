package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.Penalty;

/** Oracles: scikit-learn 1.9.1 and SciPy 1.17.1 (NumPy 2.4.6) on the same objective, closed forms, finite differences. */
class ClassFitterTest {
    private static final double[] CLASS = {0, 0, 1, 0, 2, 0, 1, 2, 1, 0, 2, 2};

    private static ClassFitResult fit(String loss, String penalty, Matrix x, double[] target, double[] weight) {
        int classes = (int) Arrays.stream(target).max().orElseThrow() + 1;
        return ClassFitter.of(RowLosses.parse(loss), classes)
                .withPenalty(Penalty.parse(penalty))
                .withThreads(2)
                .fit(x, target, weight, Rows.all(x.rows()));
    }

    private static ClassFitResult fit(String loss, String penalty) {
        return fit(loss, penalty, Examples.inputs(), CLASS, null);
    }

    private static void assertModel(
            ClassFitResult found, double tolerance, double[][] coefficients, double[] intercepts) {
        assertThat(found.converged()).as(found.toString()).isTrue();
        for (int k = 0; k < intercepts.length; k++) {
            assertThat(found.coefficients()[k]).containsExactly(coefficients[k], within(tolerance));
            assertThat(found.intercepts()[k]).isCloseTo(intercepts[k], within(30 * tolerance));
        }
    }

    /** LogisticRegression(C=1/(2 lambda n), solver="newton-cg", tol=1e-14) on standardised inputs, centred over the classes. */
    @Test
    void softmax_isTheModelOfScikitLearn() {
        ClassFitResult found = fit("softmax", "l2:lambda=0.05");
        double[][] coefficients = {
            {-0.167692424612231, -0.1691239702059524},
            {-0.01027182876500576, 0.10197832933617489},
            {0.1779642533772368, 0.06714564086977752}
        };
        assertModel(
                found, 1e-8, coefficients, new double[] {4.597973972205752, -2.144793575978515, -2.4531803962272365});
        assertThat(found.objective()).isCloseTo(0.7091158623170095, within(1e-12));
    }

    /** The same with sample_weight. */
    @Test
    void softmax_weighted_isTheModelOfScikitLearn() {
        ClassFitResult found = fit("softmax", "l2:lambda=0.05", Examples.inputs(), CLASS, Examples.WEIGHT);
        double[][] coefficients = {
            {-0.18316441472710757, -0.1618954692909343},
            {0.03782173105432065, 0.07569016755947272},
            {0.1453426836727869, 0.08620530173146158}
        };
        assertModel(
                found, 1e-8, coefficients, new double[] {4.463271406946063, -2.1224354257443507, -2.3408359812017125});
        assertThat(found.objective()).isCloseTo(0.7357271793203561, within(1e-12));
    }

    /** LogisticRegression(C=1/(lambda n), penalty="l1", solver="saga", tol=1e-12). */
    @Test
    void softmax_l1_isTheModelOfScikitLearn_withItsZeros() {
        ClassFitResult found = fit("softmax", "l1:lambda=0.05");
        double[][] coefficients = {
            {-0.22650494476315866, -0.3982950727356044}, {0.0, 0.008259812569213435}, {0.21989897632273056, 0.0}
        };
        assertModel(
                found, 1e-6, coefficients, new double[] {6.80092384244306, -2.8225203087505992, -3.9784035336924597});
        assertThat(found.objective()).isCloseTo(0.7133809754140942, within(1e-10));
        assertThat(found.coefficients()[1][0]).isEqualTo(0.0);
        assertThat(found.coefficients()[2][1]).isEqualTo(0.0);
    }

    /** scipy.optimize.minimize(method="BFGS", gtol=1e-13) with hand-written gradients, started at the softmax fit. */
    @ParameterizedTest
    @CsvSource({
        "softmax:label_smoothing=0.1, 0.7891648588586104, -0.14475466277665147, 0.15543966406473345",
        "softmax-focal:gamma=2,       0.25639091139604503, -0.10851362829932007, 0.11467677157427923",
        "generalised-cross-entropy:q=0.7, 0.5619174897686083, -0.15146805411670541, 0.16373398638665315",
        "poly-1:epsilon=1,            1.1080731690664183, -0.20817241239317352, 0.22092656599157562"
    })
    void otherLosses_haveTheOptimumOfScipy(String loss, double objective, double first, double third) {
        ClassFitResult found = fit(loss, "l2:lambda=0.05");
        assertThat(found.converged()).as(found.toString()).isTrue();
        assertThat(found.objective()).isCloseTo(objective, within(1e-11));
        assertThat(found.coefficients()[0][0]).isCloseTo(first, within(1e-7));
        assertThat(found.coefficients()[2][0]).isCloseTo(third, within(1e-7));
    }

    /** The hinge as a quadratic program with slacks, by scipy.optimize.minimize(method="SLSQP", ftol=1e-15). */
    @Test
    void hinge_hasTheOptimumOfTheQuadraticProgram() {
        ClassFitResult found = fit("multiclass-hinge", "l2:lambda=0.05");
        assertThat(found.converged()).as(found.toString()).isTrue();
        assertThat(found.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
        assertThat(found.objective()).isBetween(0.59664577713336 - 1e-9, 0.59664577713336 * (1 + 1e-4));
        assertThat(found.coefficients()[0][0]).isCloseTo(-0.17051510746334878, within(2e-3));
    }

    @Test
    void noInputs_giveTheClassesShares() {
        ClassFitResult found = fit("softmax", "none", new DenseMatrix(12, 0), CLASS, null);
        double[] logs = {Math.log(5), Math.log(3), Math.log(4)};
        double mean = Arrays.stream(logs).average().orElseThrow();
        for (int k = 0; k < 3; k++) {
            assertThat(found.intercepts()[k]).isCloseTo(logs[k] - mean, within(1e-10));
        }
        assertThat(found.converged()).isTrue();
    }

    @Test
    void twoClasses_areTheBinaryModel() {
        DenseMatrix x = Examples.random(300, 4, 3);
        double[] label = Examples.targets(Losses.parse("bce"), x, 4);
        FitResult binary = new Fitter(FitRequest.of(Losses.parse("bce"))).fit(x, label);
        ClassFitResult both = fit("softmax", "none", x, label, null);
        for (int j = 0; j < 4; j++) {
            assertThat(both.coefficients()[1][j]).isCloseTo(binary.coefficients()[j] / 2, within(1e-8));
            assertThat(both.coefficients()[0][j]).isCloseTo(-binary.coefficients()[j] / 2, within(1e-8));
        }
        assertThat(both.objective()).isCloseTo(binary.objective(), within(1e-12));
    }

    private static double[] classes(Matrix x, int count, long seed) {
        Random random = new Random(seed);
        double[] target = new double[x.rows()];
        for (int row = 0; row < target.length; row++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                double score = Math.sin(k + 1) * x.get(row, 0) + Math.cos(2 * k) * (x.get(row, 1) - 5) / 2;
                double noisy = score - Math.log(-Math.log(random.nextDouble()));
                target[row] = noisy > best ? k : target[row];
                best = Math.max(best, noisy);
            }
        }
        return target;
    }

    private static double mean(RowLoss loss, ClassFitResult model, Matrix x, double[] target) {
        double[][] score = new double[model.intercepts().length][x.rows()];
        model.scores(x, Rows.all(x.rows()), score);
        return loss.sum(score, new double[][] {target}, null, 0, x.rows()) / x.rows();
    }

    /** At the reported model the mean loss does not change to first order with any coefficient or intercept. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "softmax",
                "softmax:label_smoothing=0.2",
                "softmax-focal:gamma=3",
                "poly-1:epsilon=2",
                "generalised-cross-entropy:q=0.5",
                "symmetric-cross-entropy:alpha=0.5,beta=0.5"
            })
    void smoothLoss_isStationary_inOriginalUnits(String spec) {
        DenseMatrix x = Examples.random(2500, 3, 11);
        double[] target = classes(x, 4, 12);
        ClassFitResult model = fit(spec, "none", x, target, null);
        assertThat(model.converged()).as(model.toString()).isTrue();
        assertThat(model.iterations()).isLessThan(60);
        RowLoss loss = RowLosses.parse(spec);
        double step = 1e-4;
        for (int k = 0; k < 4; k++) {
            for (int j = 0; j < 3; j++) {
                double at = model.coefficients()[k][j];
                model.coefficients()[k][j] = at + step;
                double up = mean(loss, model, x, target);
                model.coefficients()[k][j] = at - step;
                double down = mean(loss, model, x, target);
                model.coefficients()[k][j] = at;
                assertThat((up - down) / (2 * step))
                        .as("class %d input %d", k, j)
                        .isCloseTo(0, within(2e-6));
            }
            assertThat(Arrays.stream(new int[] {0, 1, 2, 3})
                            .mapToDouble(c -> model.coefficients()[c][0])
                            .sum())
                    .isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void result_hasTheSameBits_forAnyNumberOfThreads() {
        DenseMatrix x = Examples.random(9000, 5, 21);
        double[] target = classes(x, 5, 22);
        for (String loss : new String[] {"softmax", "multiclass-hinge"}) {
            ClassFitter fitter = ClassFitter.of(RowLosses.named(loss), 5).withPenalty(Penalty.parse("l2:lambda=0.01"));
            ClassFitResult one = fitter.withThreads(1).fit(x, target, null, Rows.all(9000));
            ClassFitResult four = fitter.withThreads(4).fit(x, target, null, Rows.all(9000));
            assertThat(four.intercepts()).isEqualTo(one.intercepts());
            assertThat(four.coefficients()).isDeepEqualTo(one.coefficients());
            assertThat(one.converged()).as(one.toString()).isTrue();
        }
    }

    @Test
    void weightTwo_isTheRowTwice_andWeightZeroIsNone() {
        DenseMatrix x = Examples.random(200, 2, 31);
        double[] target = classes(x, 3, 32);
        double[] weight = new double[200];
        int[] repeated = new int[300];
        int size = 0;
        for (int row = 0; row < 200; row++) {
            weight[row] = row % 3;
            for (int copy = 0; copy < row % 3; copy++) {
                repeated[size++] = row;
            }
        }
        int[] rows = Arrays.copyOf(repeated, size);
        double[] targets = Arrays.stream(rows).mapToDouble(row -> target[row]).toArray();
        ClassFitResult weighted = fit("softmax", "l2:lambda=0.01", x, target, weight);
        ClassFitResult copied = fit("softmax", "l2:lambda=0.01", x.selectRows(rows), targets, null);
        for (int k = 0; k < 3; k++) {
            assertThat(weighted.coefficients()[k]).containsExactly(copied.coefficients()[k], within(1e-8));
        }
    }

    /** Hundreds of coefficients: L-BFGS first; the optimum is that of Newton on the same objective. */
    @Test
    void manyCoefficients_areFittedByLbfgs_toTheSameGradient() {
        DenseMatrix x = Examples.random(400, 60, 41);
        double[] target = classes(x, 7, 42);
        ClassFitResult found = fit("softmax", "l2:lambda=0.05", x, target, null);
        assertThat(found.solver()).startsWith("L-BFGS");
        assertThat(found.converged()).as(found.toString()).isTrue();
        assertThat(found.certificate().value()).isLessThan(1e-8);
    }

    /** Class 2 alone lies beyond 10, and x tells the others apart only by chance: its coefficients have no finite optimum. */
    @Test
    void oneClassApart_isSeparation_andSaid() {
        Random random = new Random(5);
        DenseMatrix x = new DenseMatrix(300, 1);
        double[] target = new double[300];
        for (int row = 0; row < 300; row++) {
            target[row] = row % 3;
            x.set(row, 0, random.nextDouble() * 8 + (row % 3 == 2 ? 10 : 0));
        }
        ClassFitResult found = fit("softmax", "none", x, target, null);
        assertThat(found.converged()).isFalse();
        assertThat(found.notes()).anyMatch(note -> note.startsWith("separation: the inputs tell some classes apart"));
        assertThat(fit("softmax", "l2:lambda=0.001", x, target, null).converged())
                .isTrue();
    }

    @Test
    void repeatedColumn_isNamed_andConstantOnesStayZero() {
        DenseMatrix x = new DenseMatrix(90, 3);
        Random random = new Random(6);
        double[] target = new double[90];
        for (int row = 0; row < 90; row++) {
            double a = random.nextGaussian();
            x.set(row, 0, a);
            x.set(row, 1, 2 * a);
            x.set(row, 2, 7);
            target[row] = random.nextInt(3);
        }
        ClassFitResult found = fit("softmax", "none", x, target, null);
        assertThat(found.converged()).as(found.toString()).isTrue();
        assertThat(found.notes())
                .anyMatch(note -> note.startsWith("collinear: input column 2 repeats"))
                .anyMatch(note -> note.contains("input column 3"));
        assertThat(found.coefficients()[0][2]).isEqualTo(0.0);
    }

    @Test
    void targetThatIsNoClass_isRefusedWithItsRow() {
        double[] target = CLASS.clone();
        target[4] = 1.5;
        assertThatThrownBy(() -> fit("softmax", "none", Examples.inputs(), target, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 5: the target is 1.5, but softmax")
                .hasMessageContaining("class numbers from 0 to 2");
    }
}
