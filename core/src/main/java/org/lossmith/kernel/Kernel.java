package org.lossmith.kernel;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.loop.ChosenLoop;
import org.lossmith.kernel.loop.FormulaLoops;
import org.lossmith.kernel.loop.Loop;
import org.lossmith.kernel.loop.LoopForm;
import org.lossmith.kernel.loop.LoopPath;
import org.lossmith.kernel.loop.Outputs;
import org.lossmith.kernel.loop.VectorModule;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.RecentlyUsed;

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

    /** A single call on so many rows takes a vector loop, which costs more to compile and to warm up. Chosen, not measured. */
    private static final int MANY_ROWS = 1 << 16;

    private static final RecentlyUsed<Key, Kernel> CACHE = new RecentlyUsed<>(KEPT);

    private record Key(Expr value, List<String> parameters) {}

    /** How a kernel computes, whatever the number of rows of a call; {@code BY_ROWS} looks at that. */
    private enum Mode {
        BY_ROWS,
        MANY_ROWS,
        DOUBLE_DOUBLE
    }

    private final FormulaLoops loops;

    /** For rows in which logarithms are infinite; null where the formula has none. */
    private final @Nullable FormulaLoops guarded;

    private final Mode mode;
    private final boolean floatsInDouble;

    /** By what is wanted, the loop of the last call. Threads may overwrite each other's: any of them is as good. */
    private final @Nullable ChosenLoop[] chosen = new ChosenLoop[Outputs.values().length];

    private Kernel(FormulaLoops loops, @Nullable FormulaLoops guarded, Mode mode, boolean floatsInDouble) {
        this.loops = loops;
        this.guarded = guarded;
        this.mode = mode;
        this.floatsInDouble = floatsInDouble;
    }

    /** @param parameters names, in the order in which the parameter arrays give their values */
    public static Kernel of(Formula formula, List<String> parameters) {
        List<String> names = List.copyOf(parameters);
        return CACHE.get(
                new Key(formula.value(), names),
                key -> new Kernel(
                        new FormulaLoops(formula.stable(), names),
                        formula.isGuarded() ? new FormulaLoops(formula.guarded(), names) : null,
                        Mode.BY_ROWS,
                        false));
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
        return run(Outputs.ALL, score, target, weight, parameters, from, to, value, gradient, hessian);
    }

    public double values(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double[] value,
            int from,
            int to) {
        return run(Outputs.VALUES, score, target, weight, parameters, from, to, value);
    }

    public double sum(
            double[] score, double[] target, double @Nullable [] weight, double[] parameters, int from, int to) {
        return run(Outputs.SUM, score, target, weight, parameters, from, to);
    }

    public double gradient(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double[] gradient,
            int from,
            int to) {
        return run(Outputs.GRADIENT, score, target, weight, parameters, from, to, gradient);
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
        return run(Outputs.HESSIAN, score, target, weight, parameters, from, to, gradient, hessian);
    }

    // The same for floats: computed by vectors of floats where FloatArithmetic says so, else in double and rounded.
    // Sums are double.

    /** Writes value, gradient and Hessian. */
    public double all(
            float[] score,
            float[] target,
            float @Nullable [] weight,
            double[] parameters,
            float[] value,
            float[] gradient,
            float[] hessian,
            int from,
            int to) {
        return run(Outputs.ALL, score, target, weight, parameters, from, to, value, gradient, hessian);
    }

    public double values(
            float[] score,
            float[] target,
            float @Nullable [] weight,
            double[] parameters,
            float[] value,
            int from,
            int to) {
        return run(Outputs.VALUES, score, target, weight, parameters, from, to, value);
    }

    public double sum(float[] score, float[] target, float @Nullable [] weight, double[] parameters, int from, int to) {
        return run(Outputs.SUM, score, target, weight, parameters, from, to);
    }

    public double gradient(
            float[] score,
            float[] target,
            float @Nullable [] weight,
            double[] parameters,
            float[] gradient,
            int from,
            int to) {
        return run(Outputs.GRADIENT, score, target, weight, parameters, from, to, gradient);
    }

    public double hessian(
            float[] score,
            float[] target,
            float @Nullable [] weight,
            double[] parameters,
            float[] gradient,
            float[] hessian,
            int from,
            int to) {
        return run(Outputs.HESSIAN, score, target, weight, parameters, from, to, gradient, hessian);
    }

    private double run(
            Outputs outputs,
            Object score,
            Object target,
            @Nullable Object weight,
            double[] parameters,
            int from,
            int to,
            Object... results) {
        Objects.checkFromToIndex(from, to, Element.length(score));
        Objects.checkFromToIndex(from, to, Element.length(target));
        if (weight != null) {
            Objects.checkFromToIndex(from, to, Element.length(weight));
        }
        for (Object result : results) {
            Objects.checkFromToIndex(from, to, Element.length(result));
        }
        Element element = Element.of(score);
        LoopPath path = path(to - from);
        if (guarded == null || !isOverwritten(score, target, weight, results)) {
            Loop loop = loop(outputs, weight != null, element, path, parameters);
            double sum = loop.run(score, target, weight, parameters, from, to, results);
            if (guarded == null || Double.isFinite(sum)) {
                return sum;
            }
        }
        LoopForm form = LoopForm.of(outputs, weight != null, element);
        return guarded.get(form, path, floatsInDouble, parameters)
                .run(score, target, weight, parameters, from, to, results);
    }

    /** Whether an output lies where an input does, so that rows cannot be computed once more. */
    private static boolean isOverwritten(Object score, Object target, @Nullable Object weight, Object[] results) {
        for (Object result : results) {
            if (result == score || result == target || result == weight) {
                return true;
            }
        }
        return false;
    }

    private Loop loop(Outputs outputs, boolean weighted, Element element, LoopPath path, double[] parameters) {
        ChosenLoop last = chosen[outputs.ordinal()];
        if (last != null && last.suits(weighted, element, path, parameters)) {
            return last.loop();
        }
        LoopForm form = LoopForm.of(outputs, weighted, element);
        Loop loop = loops.get(form, path, floatsInDouble, parameters);
        chosen[outputs.ordinal()] = new ChosenLoop(weighted, element, path, parameters, loop);
        return loop;
    }

    /** The same formula for work on many rows altogether, in calls that may be short: by vectors where there are any. */
    public Kernel forManyRows() {
        return new Kernel(loops, guarded, Mode.MANY_ROWS, floatsInDouble);
    }

    /** Whether {@link #forManyRows} computes by vectors in this JVM. */
    public static boolean hasVectors() {
        return VectorModule.isAvailable();
    }

    /** The same formula in double-double arithmetic: slow, and correct to an ulp. */
    public Kernel inDoubleDouble() {
        return new Kernel(loops, guarded, Mode.DOUBLE_DOUBLE, floatsInDouble);
    }

    /** The same formula with arrays of floats computed in double on every path. */
    public Kernel withFloatsInDouble() {
        return new Kernel(loops, guarded, mode, true);
    }

    private LoopPath path(int rows) {
        if (mode == Mode.DOUBLE_DOUBLE) {
            return LoopPath.DOUBLE_DOUBLE;
        }
        boolean many = mode == Mode.MANY_ROWS || rows >= MANY_ROWS;
        return many && VectorModule.isAvailable() ? LoopPath.VECTOR : LoopPath.SCALAR;
    }
}
