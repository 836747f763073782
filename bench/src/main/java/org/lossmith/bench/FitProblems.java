package org.lossmith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.learn.data.TableSource;

/** The problems on which fits are compared, written for all parties. The seed is fixed, so files that are there are kept. */
final class FitProblems {
    static final List<String> NAMES = List.of(
            "logistic-l2",
            "logistic-l1",
            "lasso-path",
            "huber",
            "quantile-20k",
            "quantile-1m",
            "cells-path",
            "spam-path",
            "words-path",
            "wide-lasso-path",
            "wide-logistic-path");

    private static final int TALL = 500_000;
    private static final long SEED = 20261125;
    /** Lets in what glmnet's and celer's default tolerances give on a path: 2e-4 and 9e-4 at the worst lambda of the wide lasso. */
    private static final double USUAL = 1e-3;

    private static final double HALF = 0.5;
    private static final double THIRD = 1.0 / 3;

    private final Path folder;

    FitProblems(Path folder) {
        this.folder = folder;
    }

    /** Writes those of the problems that are not there. */
    void write(List<String> names) throws IOException {
        Files.createDirectories(folder);
        List<String> missing = names.stream()
                .filter(name -> !Files.exists(FitProblem.file(folder, name)))
                .toList();
        if (missing.stream().anyMatch(List.of("logistic-l2", "logistic-l1", "lasso-path", "huber")::contains)) {
            tall();
        }
        if (missing.contains("quantile-20k")) {
            quantile("quantile-20k", 20_000, 0.01);
        }
        if (missing.contains("quantile-1m")) {
            quantile("quantile-1m", 1_000_000, Double.NaN);
        }
        if (missing.contains("cells-path")) {
            cells();
        }
        if (missing.contains("spam-path")) {
            spam();
        }
        if (missing.contains("words-path")) {
            SyntheticWords words = new SyntheticWords(5_000, 100_000, 50, SEED);
            sparse("words", words.matrix(), words.binary());
        }
        if (missing.contains("wide-lasso-path") || missing.contains("wide-logistic-path")) {
            wide();
        }
    }

    private void tall() throws IOException {
        SyntheticData data = new SyntheticData(TALL, 50, 2, SEED);
        double[] binary = data.binary();
        double[] gaussian = data.gaussian(3);
        BinaryFiles.writeDoubles(folder.resolve("tall.f64"), data.columns());
        double most = Lambdas.largest(data.columns(), binary);
        double[] ten = Lambdas.between(0.5 * most, 1e-3 * most, 10);
        double[] one = {1e-4};
        double[] none = {0};
        dense("logistic-l2", "tall", 50, binary, "bce", "l2", one, 1e-10, HALF);
        dense("logistic-l1", "tall", 50, binary, "bce", "l1", ten, USUAL, THIRD);
        double[] path = path(data.columns(), gaussian, 1e-3);
        dense("lasso-path", "tall", 50, gaussian, "half-squared-error", "l1", path, USUAL, HALF);
        dense("huber", "tall", 50, data.outliers(1), "huber:delta=1.35", "none", none, 1e-6, THIRD);
    }

    private void quantile(String name, int rows, double goal) throws IOException {
        SyntheticData data = new SyntheticData(rows, 20, 2, SEED + rows);
        BinaryFiles.writeDoubles(folder.resolve(name + ".f64"), data.columns());
        dense(name, name, 20, data.outliers(1), "quantile:q=0.9", "none", new double[] {0}, 1e-6, goal);
    }

    private void cells() throws IOException {
        ReadRequest request =
                ReadRequest.of(Path.of("examples/data/cells.csv.gz"), "class").withExclude(List.of("case"));
        try (Dataset cells = TableSource.read(request)) {
            double[][] columns = Standardised.columns(cells.x());
            BinaryFiles.writeDoubles(folder.resolve("cells.f64"), columns);
            double[] path = path(columns, cells.target(), 1e-4);
            dense("cells-path", "cells", columns.length, cells.target(), "bce", "l1", path, USUAL, HALF);
        }
    }

    private void spam() throws IOException {
        try (Dataset spam = TableSource.read(ReadRequest.of(Path.of("examples/data/spam.libsvm.gz"), "label"))) {
            sparse("spam", Standardised.scaled((SparseMatrix) spam.x()), spam.target());
        }
    }

    private void sparse(String name, SparseMatrix x, double[] target) throws IOException {
        BinaryFiles.writeInts(folder.resolve(name + ".starts.i32"), x.starts());
        BinaryFiles.writeInts(folder.resolve(name + ".columns.i32"), x.columnIndexes());
        BinaryFiles.writeDoubles(folder.resolve(name + ".values.f64"), x.values());
        String y = name + "-path.y.f64";
        BinaryFiles.writeDoubles(folder.resolve(y), target);
        double most = Lambdas.largest(x, target);
        double[] path = Lambdas.between(most, 0.01 * most, 100);
        new FitProblem(name + "-path", name, y, x.rows(), x.columns(), true, "bce", "l1", path, USUAL, HALF)
                .write(folder);
    }

    private void wide() throws IOException {
        SyntheticData data = new SyntheticData(250, 750, 50, SEED + 750);
        double[] gaussian = data.gaussian(1);
        double[] binary = data.binary();
        BinaryFiles.writeDoubles(folder.resolve("wide.f64"), data.columns());
        double[] lasso = path(data.columns(), gaussian, 0.01);
        double[] logistic = path(data.columns(), binary, 0.01);
        dense("wide-lasso-path", "wide", 750, gaussian, "half-squared-error", "l1", lasso, USUAL, HALF);
        dense("wide-logistic-path", "wide", 750, binary, "bce", "l1", logistic, USUAL, HALF);
    }

    /** A hundred lambdas down to a fraction of the first, as glmnet chooses them. */
    private static double[] path(double[][] columns, double[] target, double fraction) {
        double most = Lambdas.largest(columns, target);
        return Lambdas.between(most, fraction * most, 100);
    }

    private void dense(
            String name,
            String x,
            int columns,
            double[] target,
            String loss,
            String penalty,
            double[] lambdas,
            double equal,
            double goal)
            throws IOException {
        String y = name + ".y.f64";
        BinaryFiles.writeDoubles(folder.resolve(y), target);
        new FitProblem(name, x, y, target.length, columns, false, loss, penalty, lambdas, equal, goal).write(folder);
    }
}
