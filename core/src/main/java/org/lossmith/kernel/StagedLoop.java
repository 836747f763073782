package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a vector program over blocks of rows that stay in the first-level cache. Rows that do not fill a vector
 * are copied, padded with the last of them, and take the same way: a row's results do not depend on where it stands.
 */
final class StagedLoop implements Loop {
    /** Rows of a block: four kilobytes an array. */
    static final int BLOCK = 512;

    private final Program program;
    private final List<Stage> stages;
    private final Outputs outputs;
    private final int slots;
    private final int lanes;

    StagedLoop(StagePlan plan, List<Stage> stages, Outputs outputs, int lanes) {
        this.program = plan.program();
        this.stages = List.copyOf(stages);
        this.outputs = outputs;
        this.slots = plan.slots().size();
        this.lanes = lanes;
    }

    @Override
    public double run(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double @Nullable [] value,
            double @Nullable [] gradient,
            double @Nullable [] hessian,
            int from,
            int to) {
        double[] invariants = Invariants.of(program, parameters);
        double[] scratch = new double[slots * BLOCK];
        double[] sums = new double[lanes];
        double sum = 0;
        int whole = from + (to - from) / lanes * lanes;
        for (int start = from; start < whole; start += BLOCK) {
            int count = Math.min(BLOCK, whole - start);
            for (Stage stage : stages) {
                stage.run(score, target, weight, invariants, scratch, value, gradient, hessian, sums, start, count);
            }
            for (double lane : sums) {
                sum += lane;
            }
        }
        return whole == to
                ? sum
                : rest(score, target, weight, invariants, scratch, value, gradient, hessian, sums, whole, to, sum);
    }

    private double rest(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] invariants,
            double[] scratch,
            double @Nullable [] value,
            double @Nullable [] gradient,
            double @Nullable [] hessian,
            double[] sums,
            int from,
            int to,
            double sum) {
        double[] paddedScore = padded(score, from, to);
        double[] paddedTarget = padded(target, from, to);
        double[] paddedWeight = weight == null ? null : padded(weight, from, to);
        List<double[]> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            results.add(new double[lanes]);
        }
        for (Stage stage : stages) {
            stage.run(
                    paddedScore,
                    paddedTarget,
                    paddedWeight,
                    invariants,
                    scratch,
                    results.get(0),
                    results.get(1),
                    results.get(2),
                    sums,
                    0,
                    lanes);
        }
        int count = to - from;
        copy(outputs.writesValues(), results.get(0), value, from, count);
        copy(outputs.writesGradient(), results.get(1), gradient, from, count);
        copy(outputs.writesHessian(), results.get(2), hessian, from, count);
        double total = sum;
        for (int i = 0; i < count; i++) {
            total += sums[i];
        }
        return total;
    }

    private double[] padded(double[] array, int from, int to) {
        double[] padded = new double[lanes];
        System.arraycopy(array, from, padded, 0, to - from);
        java.util.Arrays.fill(padded, to - from, lanes, array[to - 1]);
        return padded;
    }

    private static void copy(boolean written, double[] result, double @Nullable [] out, int from, int count) {
        if (written && out != null) {
            System.arraycopy(result, 0, out, from, count);
        }
    }
}
