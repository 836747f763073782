package org.lossmith.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lossmith.learn.data.Matrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/** The objective at anyone's coefficients, by the catalogue's loss and penalty. */
final class Objectives {
    private final FitProblem problem;
    private final FitData data;

    Objectives(FitProblem problem, FitData data) {
        this.problem = problem;
        this.data = data;
    }

    /** One for each lambda. */
    double[] of(double[][] coefficients) {
        Loss loss = Losses.parse(problem.loss());
        List<Penalty> penalties = problem.penalties();
        return IntStream.range(0, coefficients.length)
                .parallel()
                .mapToDouble(k -> of(loss, (SeparablePenalty) penalties.get(k), coefficients[k]))
                .toArray();
    }

    private double of(Loss loss, SeparablePenalty penalty, double[] interceptFirst) {
        double[] coefficients = Arrays.copyOfRange(interceptFirst, 1, interceptFirst.length);
        Matrix x = data.x();
        double[] score = new double[x.rows()];
        for (int row = 0; row < score.length; row++) {
            score[row] = interceptFirst[0] + x.dot(row, coefficients);
        }
        return loss.sum(score, data.target(), null, 0, score.length) / score.length + penalty.value(coefficients);
    }
}
