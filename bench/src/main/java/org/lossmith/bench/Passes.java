package org.lossmith.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/**
 * The pass of a case over its inputs, and the wall over the same: reading the scores and a target and writing as many gradients,
 * the least that a loss with its gradient must do.
 */
final class Passes implements AutoCloseable {
    /** The property by which the library's kernels do without vectors. */
    static final String KERNEL = "org.lossmith.kernel";

    private final Case timed;
    private final Halves halves;
    private final Pass pass;
    private final Halves.Part copy;
    private final Halves.@Nullable Part control;
    private final @Nullable Pass torch;

    private Passes(
            Case timed,
            Halves halves,
            Pass pass,
            Halves.Part copy,
            Halves.@Nullable Part control,
            @Nullable Pass torch) {
        this.timed = timed;
        this.halves = halves;
        this.pass = pass;
        this.copy = copy;
        this.control = control;
        this.torch = torch;
    }

    static Passes of(Case timed) {
        Halves halves = new Halves(timed.threads());
        if (RowLosses.has(timed.loss())) {
            PlanarRows rows = PlanarRows.of(timed);
            return new Passes(timed, halves, pass(timed, halves, kernel(timed, rows)), rows.copy(), null, null);
        }
        boolean isTorch = timed.path() == Case.Path.PYTORCH;
        if (timed.type() == ElementType.DOUBLE) {
            DoubleRows rows = DoubleRows.of(timed);
            Pass torch = isTorch || timed.hasTorch()
                    ? torch(new TorchLoss(timed.loss(), rows.score(), rows.target(), timed.threads()))
                    : null;
            return new Passes(
                    timed,
                    halves,
                    isTorch ? Objects.requireNonNull(torch) : pass(timed, halves, part(timed, rows)),
                    rows::copy,
                    timed.hasControl() ? part(timed.by(Case.Path.CONTROL), rows) : null,
                    torch);
        }
        FloatRows rows = FloatRows.of(timed);
        Pass torch = isTorch || timed.hasTorch()
                ? torch(new TorchLoss(timed.loss(), rows.score(), rows.target(), timed.threads()))
                : null;
        return new Passes(
                timed,
                halves,
                isTorch ? Objects.requireNonNull(torch) : pass(timed, halves, part(timed, rows)),
                rows::copy,
                timed.hasControl() ? part(timed.by(Case.Path.CONTROL), rows) : null,
                torch);
    }

    /** The sum of the values. */
    double pass() {
        return pass.run();
    }

    /** The same by the loop by hand, over the same arrays; only where {@link Case#hasControl}. */
    double control() {
        return halves.sum(Objects.requireNonNull(control), timed.rows());
    }

    /** The same by PyTorch, over the same rows; only where {@link Case#hasTorch}. */
    double torch() {
        return Objects.requireNonNull(torch).run();
    }

    double wall() {
        return halves.sum(copy, timed.rows());
    }

    @Override
    public void close() {
        pass.close();
        if (torch != null && torch != pass) {
            torch.close();
        }
        halves.close();
    }

    private static Pass pass(Case timed, Halves halves, Halves.Part part) {
        return () -> halves.sum(part, timed.rows());
    }

    private static Pass torch(TorchLoss torch) {
        return new Pass() {
            @Override
            public double run() {
                return torch.forwardBackward();
            }

            @Override
            public void close() {
                torch.close();
            }
        };
    }

    private static Halves.Part part(Case timed, DoubleRows rows) {
        double[] score = rows.score();
        double[] target = rows.target();
        double[] gradient = rows.gradient();
        return switch (timed.path()) {
            case SIMD, SCALAR -> kernel(timed, rows);
            case CONTROL ->
                isBce(timed)
                        ? (from, to) -> BceControl.sumGradient(score, target, gradient, from, to)
                        : (from, to) -> HuberControl.sumGradient(score, target, gradient, 1, from, to);
            case PLAIN ->
                isBce(timed)
                        ? (from, to) -> PlainLoops.bce(score, target, gradient, from, to)
                        : (from, to) -> PlainLoops.huber(score, target, gradient, 1, from, to);
            case PYTORCH -> throw new IllegalStateException("PyTorch runs over all rows by itself");
        };
    }

    private static Halves.Part part(Case timed, FloatRows rows) {
        float[] score = rows.score();
        float[] target = rows.target();
        float[] gradient = rows.gradient();
        return switch (timed.path()) {
            case SIMD, SCALAR -> kernel(timed, rows);
            case CONTROL ->
                isBce(timed)
                        ? (from, to) -> BceFloatControl.sumGradient(score, target, gradient, from, to)
                        : (from, to) -> HuberControl.sumGradient(score, target, gradient, 1, from, to);
            case PLAIN ->
                isBce(timed)
                        ? (from, to) -> PlainLoops.bce(score, target, gradient, from, to)
                        : (from, to) -> PlainLoops.huber(score, target, gradient, 1, from, to);
            case PYTORCH -> throw new IllegalStateException("PyTorch runs over all rows by itself");
        };
    }

    private static Halves.Part kernel(Case timed, DoubleRows rows) {
        Loss loss = loss(timed);
        double[] score = rows.score();
        double[] target = rows.target();
        double[] gradient = rows.gradient();
        double[] hessian = rows.hessian();
        return switch (timed.what()) {
            case VALUE -> (from, to) -> loss.sum(score, target, null, from, to);
            case GRADIENT -> (from, to) -> loss.sumGradient(score, target, null, gradient, from, to);
            case HESSIAN -> (from, to) -> loss.sumGradientHessian(score, target, null, gradient, hessian, from, to);
        };
    }

    private static Halves.Part kernel(Case timed, FloatRows rows) {
        Loss loss = loss(timed);
        float[] score = rows.score();
        float[] target = rows.target();
        float[] gradient = rows.gradient();
        float[] hessian = rows.hessian();
        return switch (timed.what()) {
            case VALUE -> (from, to) -> loss.sum(score, target, null, from, to);
            case GRADIENT -> (from, to) -> loss.sumGradient(score, target, null, gradient, from, to);
            case HESSIAN -> (from, to) -> loss.sumGradientHessian(score, target, null, gradient, hessian, from, to);
        };
    }

    private static Halves.Part kernel(Case timed, PlanarRows rows) {
        checkPath(timed);
        RowLoss loss = RowLosses.named(timed.loss()).forRows(Long.MAX_VALUE);
        Columns score = rows.score();
        Columns target = rows.target();
        Columns gradient = rows.gradient();
        Columns hessian = rows.hessian();
        return switch (timed.what()) {
            case VALUE -> (from, to) -> loss.sum(score, target, null, from, to);
            case GRADIENT -> (from, to) -> loss.sumGradient(score, target, null, gradient, from, to);
            case HESSIAN -> (from, to) -> loss.sumGradientHessian(score, target, null, gradient, hessian, from, to);
        };
    }

    private static Loss loss(Case timed) {
        checkPath(timed);
        return Losses.named(timed.loss()).forRows(Long.MAX_VALUE);
    }

    private static void checkPath(Case timed) {
        boolean scalar = "scalar".equals(System.getProperty(KERNEL));
        if (scalar != (timed.path() == Case.Path.SCALAR)) {
            throw new IllegalStateException("path " + timed.path() + " with -D" + KERNEL + "="
                    + System.getProperty(KERNEL) + ": scalar kernels, and they alone, are timed with -D" + KERNEL
                    + "=scalar (with JMH's own arguments: -jvmArgsAppend)");
        }
    }

    private static boolean isBce(Case timed) {
        return switch (timed.loss()) {
            case "bce" -> true;
            case "huber" -> false;
            default ->
                throw new IllegalArgumentException("loops by hand are there for bce and huber, got " + timed.loss());
        };
    }
}
