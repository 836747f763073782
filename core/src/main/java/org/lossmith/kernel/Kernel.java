package org.lossmith.kernel;

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

    /** Loops kept of one formula. */
    private static final int KEPT_LOOPS = 64;

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

    private enum Path {
        SCALAR,
        VECTOR,
        DOUBLE_DOUBLE
    }

    /**
     * @param twiceExponents what {@link ParameterPowers} finds
     * @param clipped whether the {@link ClippedBranches} hold
     */
    private record Variant(LoopForm form, Path path, List<Double> twiceExponents, boolean clipped) {}

    /** The first so many of value, gradient and Hessian. */
    private record Wanted(int outputs, Element arithmetic) {}

    /** @param floats whether there may be a loop that computes in float */
    private record Built(ParameterPowers powers, ClippedBranches branches, boolean floats) {
        Variant variant(LoopForm form, Path path, List<Double> twiceExponents, double[] values) {
            boolean clipped = path == Path.VECTOR && branches.hold(powers.program(), values);
            return new Variant(form, path, twiceExponents, clipped);
        }
    }

    private final Formula formula;
    private final List<String> parameters;
    private final RecentlyUsed<Variant, Loop> loops;
    private final Map<Wanted, Built> programs;
    private final Mode mode;
    private final boolean floatsInDouble;

    private Kernel(
            Formula formula,
            List<String> parameters,
            RecentlyUsed<Variant, Loop> loops,
            Map<Wanted, Built> programs,
            Mode mode,
            boolean floatsInDouble) {
        this.formula = formula;
        this.parameters = parameters;
        this.loops = loops;
        this.programs = programs;
        this.mode = mode;
        this.floatsInDouble = floatsInDouble;
    }

    /** @param parameters names, in the order in which the parameter arrays give their values */
    public static Kernel of(Formula formula, List<String> parameters) {
        List<String> names = List.copyOf(parameters);
        return CACHE.get(
                new Key(formula.value(), names),
                key -> new Kernel(
                        formula,
                        names,
                        new RecentlyUsed<>(KEPT_LOOPS),
                        new ConcurrentHashMap<>(),
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
        LoopForm form = LoopForm.of(outputs, weight != null, Element.of(score));
        return loop(form, parameters, to - from).run(score, target, weight, parameters, from, to, results);
    }

    /** The same formula for work on many rows altogether, in calls that may be short: by vectors where there are any. */
    public Kernel forManyRows() {
        return new Kernel(formula, parameters, loops, programs, Mode.MANY_ROWS, floatsInDouble);
    }

    /** Whether {@link #forManyRows} computes by vectors in this JVM. */
    public static boolean hasVectors() {
        return VectorModule.isAvailable();
    }

    /** The same formula in double-double arithmetic: slow, and correct to an ulp. */
    public Kernel inDoubleDouble() {
        return new Kernel(formula, parameters, loops, programs, Mode.DOUBLE_DOUBLE, floatsInDouble);
    }

    /** The same formula with arrays of floats computed in double on every path. */
    public Kernel withFloatsInDouble() {
        return new Kernel(formula, parameters, loops, programs, mode, true);
    }

    private Loop loop(LoopForm form, double[] values, int rows) {
        Path path = path(rows);
        int outputs = form.written().size();
        if (path == Path.VECTOR && form.element() == Element.FLOAT && !floatsInDouble) {
            Built built = program(outputs, Element.FLOAT);
            List<Double> exponents = built.powers().twiceExponents(values);
            if (built.floats() && FloatArithmetic.suits(built.powers(), exponents, values)) {
                return loops.get(built.variant(form.inFloats(), path, exponents, values), this::compile);
            }
        }
        Built built = program(outputs, Element.DOUBLE);
        List<Double> exponents = built.powers().twiceExponents(values);
        return loops.get(built.variant(form, path, exponents, values), this::compile);
    }

    private Path path(int rows) {
        if (mode == Mode.DOUBLE_DOUBLE) {
            return Path.DOUBLE_DOUBLE;
        }
        boolean many = mode == Mode.MANY_ROWS || rows >= MANY_ROWS;
        return many && VectorModule.isAvailable() ? Path.VECTOR : Path.SCALAR;
    }

    private Loop compile(Variant variant) {
        LoopForm form = variant.form();
        Built built = program(form.written().size(), form.arithmetic());
        ParameterPowers powers =
                variant.clipped() ? ParameterPowers.of(built.branches().program()) : built.powers();
        Program program = powers.expanded(variant.twiceExponents());
        return switch (variant.path()) {
            case SCALAR -> LoopCompiler.scalar(program, form);
            case VECTOR -> LoopCompiler.vector(program, form);
            case DOUBLE_DOUBLE -> precise(powers.program(), form);
        };
    }

    private Loop precise(Program program, LoopForm form) {
        List<Expr> wanted = expressions().subList(0, program.outputs().size());
        return new Loop(program, List.of(new PreciseStage(program, wanted, parameters, form)), form, 0, 1);
    }

    private List<Expr> expressions() {
        return List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian());
    }

    private Built program(int outputs, Element arithmetic) {
        return programs.computeIfAbsent(new Wanted(outputs, arithmetic), wanted -> {
            List<Expr> expressions = expressions().subList(0, outputs);
            ParameterPowers powers = ParameterPowers.of(ProgramBuilder.build(expressions, parameters, arithmetic));
            return new Built(powers, ClippedBranches.of(powers.program()), FloatArithmetic.maySuit(powers));
        });
    }
}
