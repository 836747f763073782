package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.formula.Expr;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.kernel.loop.VectorModule;
import org.lossmith.kernel.program.RecentlyUsed;

/**
 * The compiled form of a row formula: value, gradients and Hessians of many rows, for vectors of any length. Parameters are
 * arguments. Programs are compiled when first used. Safe for use by many threads.
 */
public final class RowKernel {
    /** Kernels kept for formulas seen lately. */
    private static final int KEPT = 128;

    /** A single call on so many rows takes vector loops, which cost more to compile and to warm up. Chosen, not measured. */
    private static final int MANY_ROWS = 1 << 14;

    private static final RecentlyUsed<Key, RowKernel> CACHE = new RecentlyUsed<>(KEPT);

    private record Key(Signature signature, Expr value, List<String> parameters) {}

    /** What a call computes besides the values. */
    public enum Wanted {
        VALUE,
        GRADIENT,
        DIAGONAL
    }

    private final RowFormula formula;
    private final List<String> parameters;
    private final Map<Wanted, RowPlan> plans;
    private final Map<Wanted, RowLoop> scalar;
    private final Map<Wanted, RowLoop> vector;
    private @Nullable RowHessian hessian;
    private final boolean manyRows;

    private RowKernel(
            RowFormula formula,
            List<String> parameters,
            Map<Wanted, RowPlan> plans,
            Map<Wanted, RowLoop> scalar,
            Map<Wanted, RowLoop> vector,
            boolean manyRows) {
        this.formula = formula;
        this.parameters = parameters;
        this.plans = plans;
        this.scalar = scalar;
        this.vector = vector;
        this.manyRows = manyRows;
    }

    /** @param parameters names, in the order in which the parameter arrays give their values */
    public static RowKernel of(RowFormula formula, List<String> parameters) {
        List<String> names = List.copyOf(parameters);
        return CACHE.get(
                new Key(formula.signature(), formula.value(), names),
                key -> new RowKernel(
                        formula,
                        names,
                        new ConcurrentHashMap<>(),
                        new ConcurrentHashMap<>(),
                        new ConcurrentHashMap<>(),
                        false));
    }

    /** The same formula for work on many rows altogether, in calls that may be short: by vectors where there are any. */
    public RowKernel forManyRows() {
        return new RowKernel(formula, parameters, plans, scalar, vector, true);
    }

    /**
     * Computes the rows {@code from <= i < to}.
     *
     * @param value receives the weighted values; null if only the sum is wanted
     * @param gradient receives the weighted gradients, null with {@link Wanted#VALUE}
     * @param diagonal receives the weighted second derivatives, null without {@link Wanted#DIAGONAL}
     * @return the sum of the weighted values
     */
    public double run(
            Wanted wanted,
            RowInputs in,
            double @Nullable [] value,
            @Nullable Columns gradient,
            @Nullable Columns diagonal,
            int from,
            int to) {
        Objects.checkFromToIndex(from, to, in.rows());
        List<Columns> derivatives = new ArrayList<>();
        if (wanted != Wanted.VALUE) {
            derivatives.add(checked(Objects.requireNonNull(gradient), in, to));
        }
        if (wanted == Wanted.DIAGONAL) {
            derivatives.add(checked(Objects.requireNonNull(diagonal), in, to));
        }
        if (value != null) {
            Objects.checkFromToIndex(from, to, value.length);
        }
        return loop(wanted, to - from).run(in, value, derivatives, from, to, 0);
    }

    /** The exact Hessian of each row, by all scores: {@code [row - from][score][score]}, weighted. */
    public double[][][] hessians(RowInputs in, int from, int to) {
        Objects.checkFromToIndex(from, to, in.rows());
        return hessian().run(in, from, to);
    }

    private synchronized RowHessian hessian() {
        if (hessian == null) {
            hessian = RowHessian.of(formula, parameters);
        }
        return hessian;
    }

    private static Columns checked(Columns output, RowInputs in, int to) {
        if (output.columns() != in.scores().columns() || output.rows() < to) {
            throw new IllegalArgumentException("the scores have " + in.scores().columns() + " columns and " + to
                    + " rows; got room for " + output.columns() + " columns and " + output.rows() + " rows");
        }
        return output;
    }

    public boolean isForManyRows() {
        return manyRows;
    }

    /** Whether a call on so many rows computes by vectors. */
    boolean usesVectors(int rows) {
        return (manyRows || rows >= MANY_ROWS) && VectorModule.isAvailable();
    }

    private RowLoop loop(Wanted wanted, int rows) {
        boolean byVectors = usesVectors(rows);
        return (byVectors ? vector : scalar).computeIfAbsent(wanted, absent -> loop(plan(absent), byVectors));
    }

    private RowLoop loop(RowPlan plan, boolean byVectors) {
        Signature signature = formula.signature();
        boolean passesMissing = signature.targets().stream().allMatch(formula::passesMissing);
        return new RowLoop(plan, signature, checked(), passesMissing, byVectors);
    }

    private List<Signature.Block> checked() {
        return formula.signature()
                .blocks()
                .filter(block -> !formula.passesNaN(block) && !formula.passesMissing(block))
                .toList();
    }

    private RowPlan plan(Wanted wanted) {
        return plans.computeIfAbsent(wanted, absent -> {
            List<RowPlan.Output> outputs = new ArrayList<>();
            outputs.add(new RowPlan.Output(formula.stableValue(), null));
            List<Signature.Block> scores = formula.signature().scores();
            if (absent != Wanted.VALUE) {
                scores.forEach(
                        block -> outputs.add(new RowPlan.Output(formula.stableGradient(block), block.dimension())));
            }
            if (absent == Wanted.DIAGONAL) {
                scores.forEach(block ->
                        outputs.add(new RowPlan.Output(formula.stableHessianDiagonal(block), block.dimension())));
            }
            return RowPlanner.plan(formula.signature(), outputs, parameters);
        });
    }
}
