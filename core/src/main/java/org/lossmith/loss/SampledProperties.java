package org.lossmith.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.Kernel;
import org.lossmith.loss.GradientJumps.Interval;

/**
 * Properties of a formula found by sampling: its gradient over scores from -1e4 to 1e4, uniform in magnitude, at targets that
 * suit most losses. Convex if the gradient never falls, smooth if no jump of it survives bisection.
 */
final class SampledProperties {
    private static final double[] TARGETS = {0, 1, -1, 0.5, 2, 3.7, 10, -6.3};
    private static final double[] SCORES = scores();
    private static final double ROUNDING = 1e-9;

    private final Kernel kernel;
    private final double[] parameters;

    private SampledProperties(Kernel kernel, double[] parameters) {
        this.kernel = kernel;
        this.parameters = parameters;
    }

    static Properties of(Formula formula, Map<String, Double> values) {
        double[] array =
                values.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new SampledProperties(Kernel.of(formula, List.copyOf(values.keySet())), array).find();
    }

    private Properties find() {
        boolean convex = true;
        boolean flat = true;
        double lipschitz = 0;
        double curvature = 0;
        List<Interval> changes = new ArrayList<>();
        for (double target : TARGETS) {
            double[] targets = new double[SCORES.length];
            Arrays.fill(targets, target);
            double[] gradient = new double[SCORES.length];
            double[] hessian = new double[SCORES.length];
            kernel.hessian(SCORES, targets, null, parameters, gradient, hessian, 0, SCORES.length);
            for (int i = 1; i < SCORES.length; i++) {
                double scale = ROUNDING * (1 + Math.abs(gradient[i]) + Math.abs(gradient[i - 1]));
                convex &= !(gradient[i] < gradient[i - 1] - scale);
                if (Math.abs(gradient[i] - gradient[i - 1]) > scale) {
                    changes.add(new Interval(target, SCORES[i - 1], SCORES[i], gradient[i - 1], gradient[i]));
                }
                flat &= hessian[i] == 0;
                lipschitz = Math.max(lipschitz, Math.abs(gradient[i]));
                curvature = Math.max(curvature, hessian[i]);
            }
        }
        boolean smooth = !new GradientJumps(kernel, parameters).anyIn(changes);
        boolean piecewiseLinear = flat && !smooth;
        return new Properties(
                convex,
                smooth,
                piecewiseLinear,
                lipschitz < 100 ? lipschitz : Double.POSITIVE_INFINITY,
                curvature < 100 ? curvature : Double.POSITIVE_INFINITY,
                "",
                Learns.UNKNOWN);
    }

    private static double[] scores() {
        List<Double> list = new ArrayList<>();
        for (double exponent = 4; exponent >= -4; exponent -= 0.0625) {
            list.add(-Math.pow(10, exponent));
        }
        list.add(0.0);
        for (double exponent = -4; exponent <= 4; exponent += 0.0625) {
            list.add(Math.pow(10, exponent));
        }
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
