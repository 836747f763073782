package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.AdaptiveL1;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.GroupLasso;
import org.lossmith.penalty.L2;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/** The table of losses, penalties and shapes on which solvers must agree, with the objective worked out from coefficients alone. */
final class AgreementTable {
    static final List<String> LOSSES = List.of(
            "squared-error",
            "bce",
            "poisson",
            "huber:delta=1.5",
            "log-cosh",
            "squared-hinge",
            "hinge",
            "epsilon-insensitive:epsilon=0.5",
            "absolute-error",
            "quantile:quantile=0.8");

    /** A penalty, and in what columns differ. */
    enum Setting {
        NONE("none"),
        L2("l2:lambda=0.01"),
        L1("l1:lambda=0.03"),
        ELASTIC_NET("elastic-net:lambda=0.03,alpha=0.5"),
        ADAPTIVE_L1("adaptive-l1:lambda=0.03"),
        /** Pairs of neighbours. */
        GROUPS("group-lasso:lambda=0.03") {
            @Override
            ColumnPenalties columns(int count) {
                return ColumnPenalties.none()
                        .withGroups(IntStream.range(0, count / 2)
                                .mapToObj(pair -> List.of(2 * pair, 2 * pair + 1))
                                .toList());
            }
        },
        /** The first column pays nothing, the last half, others more and more often double. */
        FACTORS("l1:lambda=0.03") {
            @Override
            ColumnPenalties columns(int count) {
                ColumnPenalties columns = ColumnPenalties.none();
                for (int j = 0; j < count; j++) {
                    columns = columns.withFactor(j, j == 0 ? 0 : j == count - 1 ? 0.5 : 1 + j % 2);
                }
                return columns;
            }
        },
        NON_NEGATIVE("l1:lambda=0.03") {
            @Override
            ColumnPenalties columns(int count) {
                return all(count, Bounds.NON_NEGATIVE);
            }
        },
        /** Falling with every input, which is the wrong way for the first. */
        MONOTONE("l2:lambda=0.01") {
            @Override
            ColumnPenalties columns(int count) {
                return all(count, Bounds.NON_POSITIVE);
            }
        },
        BOX("none") {
            @Override
            ColumnPenalties columns(int count) {
                ColumnPenalties columns = ColumnPenalties.none();
                for (int j = 0; j < count; j++) {
                    // Columns spread the wider the later they come; scores are to stay where losses are curved.
                    columns = columns.withBounds(j, new Bounds(-0.05 / (j + 1), 0.2 / (j + 1)));
                }
                return columns;
            }
        };

        private final String penalty;

        Setting(String penalty) {
            this.penalty = penalty;
        }

        Penalty penalty() {
            return Penalty.parse(penalty);
        }

        /** Of so many columns. */
        ColumnPenalties columns(int count) {
            return ColumnPenalties.none();
        }

        private static ColumnPenalties all(int count, Bounds bounds) {
            ColumnPenalties columns = ColumnPenalties.none();
            for (int j = 0; j < count; j++) {
                columns = columns.withBounds(j, bounds);
            }
            return columns;
        }
    }

    /** Rows, their weights, and a name. */
    record Shape(String name, BlockMatrix x, double @Nullable [] weight) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Case(String name, Setting setting, Shape shape) {
        Loss loss() {
            return Losses.parse(name);
        }

        double[] target() {
            return Examples.targets(loss(), shape.x(), 11);
        }

        FitRequest request() {
            return FitRequest.of(loss())
                    .withPenalty(setting.penalty())
                    .withColumns(setting.columns(shape.x().columns()))
                    .withThreads(1)
                    .withTolerance(1e-9)
                    .withGapTolerance(SolverAgreementTest.AGREEMENT)
                    .withMaxIterations(20_000);
        }

        @Override
        public String toString() {
            return name + ", " + setting + ", " + shape;
        }
    }

    private AgreementTable() {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Shape shape : shapes()) {
            for (String loss : LOSSES) {
                for (Setting setting : Setting.values()) {
                    Case given = new Case(loss, setting, shape);
                    if (!endless(given)) {
                        cases.add(given);
                    }
                }
            }
        }
        return cases;
    }

    /**
     * Whether there is no one minimum to agree on: without a penalty more columns than rows fit perfectly or for ever better,
     * and so does a constant for the one label, or the 0, of a single row.
     */
    private static boolean endless(Case given) {
        BlockMatrix x = given.shape().x();
        boolean free = given.setting() == Setting.NONE && x.rows() <= x.columns();
        boolean one =
                x.rows() == 1 && (given.name().equals("bce") || given.name().equals("poisson"));
        return free || one;
    }

    static List<Shape> shapes() {
        DenseMatrix tall = Examples.random(400, 5, 1);
        double[] counts = new double[400];
        Arrays.setAll(counts, row -> row % 4);
        return List.of(
                new Shape("tall", tall, null),
                new Shape("wide", Examples.random(30, 60, 2), null),
                new Shape("square", Examples.random(40, 40, 3), null),
                new Shape("collinear", withColumn(tall, row -> tall.get(row, 0) - 2 * tall.get(row, 3)), null),
                new Shape("one column", Examples.random(100, 1, 4), null),
                new Shape("one row", Examples.random(1, 3, 5), null),
                new Shape("constant column", withColumn(tall, row -> 7), null),
                new Shape("weights from 0 to 3", tall, counts));
    }

    private static DenseMatrix withColumn(DenseMatrix x, IntToDoubleFunction value) {
        DenseMatrix wider = new DenseMatrix(x.rows(), x.columns() + 1);
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < x.columns(); column++) {
                wider.set(row, column, x.get(row, column));
            }
            wider.set(row, x.columns(), value.applyAsDouble(row));
        }
        return wider;
    }

    /** Weighted mean loss plus the penalty of the coefficients per standard deviation. */
    static double objective(Case given, FitResult model) {
        double[] target = given.target();
        double[] weight = given.shape().weight();
        double[] value = new double[target.length];
        given.loss().values(model.scores(given.shape().x()), target, value, 0, value.length);
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < value.length; row++) {
            double w = weight == null ? 1 : weight[row];
            sum += w == 0 ? 0 : w * value[row];
            weights += w;
        }
        return sum / weights + penalty(given, weights, standardised(given.shape(), model));
    }

    private static double penalty(Case given, double weights, double[] coefficient) {
        Penalty penalty = given.setting().penalty();
        ColumnPenalties columns = given.setting().columns(coefficient.length);
        if (penalty instanceof GroupLasso lasso) {
            return groups(lasso, columns, coefficient);
        }
        double[] pilot = penalty instanceof AdaptiveL1 ? pilot(given, weights) : coefficient;
        double cost = 0;
        for (int j = 0; j < coefficient.length; j++) {
            double factor = columns.factor(j);
            if (penalty instanceof AdaptiveL1 adaptive) {
                factor *= coefficient[j] == 0 ? 0 : adaptive.factor(pilot[j]);
            }
            SeparablePenalty own =
                    penalty instanceof AdaptiveL1 adaptive ? adaptive.base() : (SeparablePenalty) penalty;
            cost += own.withLambda(own.lambda() * factor).value(coefficient[j]);
        }
        return cost;
    }

    static double groups(GroupLasso lasso, ColumnPenalties columns, double[] coefficient) {
        double cost = 0;
        boolean[] grouped = new boolean[coefficient.length];
        for (List<Integer> group : columns.groups()) {
            group.forEach(j -> grouped[j] = true);
            cost += lasso.value(group.stream().mapToDouble(j -> coefficient[j]).toArray());
        }
        for (int j = 0; j < coefficient.length; j++) {
            cost += grouped[j] ? 0 : lasso.value(new double[] {coefficient[j]});
        }
        return cost;
    }

    /** The coefficients that the documentation of adaptive-l1 promises to weigh by. */
    private static double[] pilot(Case given, double weights) {
        FitResult ridge = new Fitter(given.request().withPenalty(new L2(0.5 / weights)))
                .fit(given.shape().x(), given.target(), given.shape().weight());
        return standardised(given.shape(), ridge);
    }

    private static double[] standardised(Shape shape, FitResult model) {
        double[] result = model.coefficients().clone();
        for (int column = 0; column < result.length; column++) {
            result[column] *= deviation(shape.x(), column, shape.weight());
        }
        return result;
    }

    static double deviation(Matrix x, int column, double @Nullable [] weight) {
        double weights = 0;
        double mean = 0;
        for (int row = 0; row < x.rows(); row++) {
            double w = weight == null ? 1 : weight[row];
            weights += w;
            mean += w * x.get(row, column);
        }
        mean /= weights;
        double square = 0;
        for (int row = 0; row < x.rows(); row++) {
            square += (weight == null ? 1 : weight[row]) * Math.pow(x.get(row, column) - mean, 2);
        }
        return Math.sqrt(square / weights);
    }
}
