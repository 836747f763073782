package org.lossmith.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.SparseMatrix;

/** A problem's matrix and targets in memory. */
record FitData(Matrix x, double[] target) {
    static FitData read(Path folder, FitProblem problem) throws IOException {
        double[] target = BinaryFiles.doubles(folder.resolve(problem.y()));
        return new FitData(problem.sparse() ? sparse(folder, problem) : dense(folder, problem), target);
    }

    private static Matrix sparse(Path folder, FitProblem problem) throws IOException {
        return new SparseMatrix(
                problem.columns(),
                BinaryFiles.ints(folder.resolve(problem.x() + ".starts.i32")),
                BinaryFiles.ints(folder.resolve(problem.x() + ".columns.i32")),
                BinaryFiles.doubles(folder.resolve(problem.x() + ".values.f64")));
    }

    private static Matrix dense(Path folder, FitProblem problem) throws IOException {
        DenseMatrix x = new DenseMatrix(problem.rows(), problem.columns());
        double[] column = new double[problem.rows()];
        for (int j = 0; j < problem.columns(); j++) {
            BinaryFiles.doubles(folder.resolve(problem.x() + ".f64"), (long) j * problem.rows(), column);
            for (int i = 0; i < column.length; i++) {
                x.set(i, j, column[i]);
            }
        }
        return x;
    }
}
