package org.lossmith.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;

/**
 * The compiled form of one formula: value, gradient and Hessian of many rows in one pass. Parameters are arguments, so losses
 * that differ only in their parameters share a kernel. Loops are compiled when first used. Safe for use by many threads.
 *
 * <p>All methods work on rows {@code from <= i < to}, write only to the arrays named as outputs and return the sum of the
 * weighted values. A row of weight 0 counts as absent.
 */
public final class Kernel {
    /** Kernels kept for formulas seen lately; a dropped one is compiled again when needed. */
    private static final int KEPT = 256;

    private static final Map<Key, Kernel> CACHE = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kernel> eldest) {
            return size() > KEPT;
        }
    });

    private record Key(Expr value, List<String> parameters) {}

    private record Variant(Outputs outputs, boolean weighted) {}

    private final Formula formula;
    private final List<String> parameters;
    private final Map<Variant, Loop> loops = new ConcurrentHashMap<>();
    private final Map<Integer, Program> programs = new ConcurrentHashMap<>();

    private Kernel(Formula formula, List<String> parameters) {
        this.formula = formula;
        this.parameters = parameters;
    }

    /** @param parameters names, in the order in which the parameter arrays give their values */
    public static Kernel of(Formula formula, List<String> parameters) {
        List<String> names = List.copyOf(parameters);
        return CACHE.computeIfAbsent(new Key(formula.value(), names), key -> new Kernel(formula, names));
    }

    /** Writes value, gradient and Hessian. */
    public double all(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double[] value,
            double[] gradient,
            double[] hessian,
            int from,
            int to) {
        check(from, to, score, target, weight, value, gradient, hessian);
        return loop(Outputs.ALL, weight).run(score, target, weight, parameters, value, gradient, hessian, from, to);
    }

    public double values(
            double[] score, double[] target, double @Nullable [] weight, double[] parameters, double[] value, int from, int to) {
        check(from, to, score, target, weight, value);
        return loop(Outputs.VALUES, weight).run(score, target, weight, parameters, value, null, null, from, to);
    }

    public double sum(
            double[] score, double[] target, double @Nullable [] weight, double[] parameters, int from, int to) {
        check(from, to, score, target, weight);
        return loop(Outputs.SUM, weight).run(score, target, weight, parameters, null, null, null, from, to);
    }

    public double gradient(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double[] gradient,
            int from,
            int to) {
        check(from, to, score, target, weight, gradient);
        return loop(Outputs.GRADIENT, weight).run(score, target, weight, parameters, null, gradient, null, from, to);
    }

    public double hessian(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double[] gradient,
            double[] hessian,
            int from,
            int to) {
        check(from, to, score, target, weight, gradient, hessian);
        return loop(Outputs.HESSIAN, weight).run(score, target, weight, parameters, null, gradient, hessian, from, to);
    }

    private Loop loop(Outputs outputs, double @Nullable [] weight) {
        Variant variant = new Variant(outputs, weight != null);
        return loops.computeIfAbsent(
                variant, wanted -> LoopCompiler.compile(program(outputs.count()), outputs, wanted.weighted()));
    }

    private Program program(int outputs) {
        return programs.computeIfAbsent(outputs, count -> {
            List<Expr> wanted = List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian());
            return ProgramBuilder.build(wanted.subList(0, count), parameters);
        });
    }

    private static void check(int from, int to, double @Nullable []... arrays) {
        for (double[] array : arrays) {
            if (array != null) {
                Objects.checkFromToIndex(from, to, array.length);
            }
        }
    }
}
