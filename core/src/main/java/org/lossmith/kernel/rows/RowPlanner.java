package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Dimensions;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Operator;
import org.lossmith.formula.RowFunction;
import org.lossmith.formula.Signature;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;

/**
 * Makes a {@link RowPlan}. Functions of vectors are computed in passes over the elements, those first that need no other;
 * what is one number a row and dear is computed before the pass that needs it, not for every element; exponentials that a
 * later pass needs again are kept.
 */
final class RowPlanner {
    private final List<String> parameters;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Expr, Cell> known = new LinkedHashMap<>();
    private final Map<Expr.Variable, Cell> inputs = new LinkedHashMap<>();
    private final List<RowStep> steps = new ArrayList<>();

    /** A pass over the elements of a dimension, or over the rows alone. */
    private static final class Pass {
        private final @Nullable String dimension;
        private final Map<Expr, Cell> wanted = new LinkedHashMap<>();
        private final Map<Expr, Cell> kept = new LinkedHashMap<>();
        private final List<RowStep> before = new ArrayList<>();
        private final List<RowStep> after = new ArrayList<>();

        Pass(@Nullable String dimension) {
            this.dimension = dimension;
        }
    }

    private RowPlanner(List<String> parameters) {
        this.parameters = parameters;
    }

    /** @param parameters names of the formula's own parameters, in the order of the parameter arrays */
    static RowPlan plan(Signature signature, List<RowPlan.Output> outputs, List<String> parameters) {
        List<String> names = new ArrayList<>(parameters);
        signature.dimensions().forEach(dimension -> names.add(Dimensions.width(dimension)));
        names.addAll(signature.dimensions());
        return new RowPlanner(List.copyOf(names)).plan(signature, outputs);
    }

    private RowPlan plan(Signature signature, List<RowPlan.Output> outputs) {
        signature.blocks().forEach(block -> {
            Cell cell = cell(block.dimension());
            inputs.put(block.variable(), cell);
            known.put(block.variable(), cell);
        });
        List<Pass> passes = reductions(outputs);
        List<Cell> results = results(outputs, passes);
        keepExponentials(passes);
        passes.forEach(this::compile);
        return new RowPlan(cells, inputs, steps, results, parameters);
    }

    private Cell cell(@Nullable String dimension) {
        Cell cell = new Cell(cells.size(), dimension);
        cells.add(cell);
        return cell;
    }

    /** The passes that compute functions of vectors, level by level. */
    private List<Pass> reductions(List<RowPlan.Output> outputs) {
        Map<Expr, Integer> levels = new LinkedHashMap<>();
        outputs.forEach(output -> level(output.expr(), levels, new HashMap<>()));
        Map<Integer, Map<String, Pass>> byLevel = new TreeMap<>();
        levels.forEach((reduction, level) -> {
            String dimension = dimension(reduction);
            Pass pass =
                    byLevel.computeIfAbsent(level, absent -> new TreeMap<>()).computeIfAbsent(dimension, Pass::new);
            reduce(reduction, dimension, pass);
        });
        List<Pass> passes = new ArrayList<>();
        byLevel.values().forEach(level -> passes.addAll(level.values()));
        return passes;
    }

    private static String dimension(Expr reduction) {
        return reduction instanceof Expr.RowCall call ? call.dimension() : ((Expr.Pick) reduction).dimension();
    }

    /** How many functions of vectors are nested in the expression; each is put down with its level when it is left. */
    private static int level(Expr expr, Map<Expr, Integer> levels, Map<Expr, Integer> seen) {
        Integer found = seen.get(expr);
        if (found != null) {
            return found;
        }
        int level = 0;
        for (Expr child : expr.children()) {
            level = Math.max(level, level(child, levels, seen));
        }
        if (expr instanceof Expr.RowCall || expr instanceof Expr.Pick) {
            level++;
            levels.put(expr, level);
        }
        seen.put(expr, level);
        return level;
    }

    private void reduce(Expr reduction, String dimension, Pass pass) {
        Cell result = cell(null);
        known.put(reduction, result);
        if (reduction instanceof Expr.RowCall call && call.function() == RowFunction.SPARSEMAX_THRESHOLD) {
            Cell vector = cell(dimension);
            pass.wanted.put(call.argument(), vector);
            pass.after.add(new RowStep.Threshold(vector, result));
            return;
        }
        Expr accumulator = new Expr.Variable("accumulator " + result.number());
        known.put(accumulator, result);
        pass.before.add(new RowStep.Fill(result, start(reduction)));
        pass.wanted.put(next(reduction, accumulator), result);
    }

    private static double start(Expr reduction) {
        if (!(reduction instanceof Expr.RowCall call)) {
            return Double.NaN;
        }
        return switch (call.function()) {
            case SUM -> 0;
            case MAXIMUM -> Double.NEGATIVE_INFINITY;
            case MINIMUM -> Double.POSITIVE_INFINITY;
            default -> throw new IllegalStateException(call.function() + " should have been lowered");
        };
    }

    /** What the accumulator becomes when one more element is seen. */
    private static Expr next(Expr reduction, Expr accumulator) {
        if (reduction instanceof Expr.Pick pick) {
            Expr here = new Expr.Operation(Operator.EQUAL, Dimensions.index(pick.dimension()), pick.index());
            return new Expr.Where(here, pick.vector(), accumulator);
        }
        Expr.RowCall call = (Expr.RowCall) reduction;
        Operator operator = switch (call.function()) {
            case SUM -> Operator.ADD;
            case MAXIMUM -> Operator.MAX;
            default -> Operator.MIN;
        };
        return new Expr.Operation(operator, accumulator, call.argument());
    }

    private List<Cell> results(List<RowPlan.Output> outputs, List<Pass> passes) {
        Map<String, Pass> last = new LinkedHashMap<>();
        List<Cell> results = new ArrayList<>();
        for (RowPlan.Output output : outputs) {
            String dimension = output.dimension();
            Pass pass = last.computeIfAbsent(dimension == null ? "" : dimension, absent -> new Pass(dimension));
            Cell result = pass.wanted.get(output.expr());
            if (result == null) {
                result = cell(dimension);
                pass.wanted.put(output.expr(), result);
            }
            results.add(result);
        }
        passes.addAll(last.values());
        return results;
    }

    /** Finds the exponentials (and their like) that more than one pass over the same vectors needs. */
    private void keepExponentials(List<Pass> passes) {
        Map<Expr, Pass> firstSeen = new HashMap<>();
        Set<Expr> again = new LinkedHashSet<>();
        for (Pass pass : passes) {
            if (pass.dimension != null) {
                pass.wanted.keySet().forEach(expr -> find(expr, pass, pass.dimension, firstSeen, again));
            }
        }
        for (Expr expr : again) {
            Pass pass = Objects.requireNonNull(firstSeen.get(expr));
            pass.kept.put(expr, cell(pass.dimension));
        }
    }

    private void find(Expr expr, Pass pass, String dimension, Map<Expr, Pass> firstSeen, Set<Expr> again) {
        if (known.containsKey(expr)) {
            return;
        }
        if (RowCost.isDearCall(expr) && Dimensions.runsOver(expr, dimension)) {
            Pass first = firstSeen.putIfAbsent(expr, pass);
            if (first != null && first != pass) {
                again.add(expr);
                return;
            }
        }
        expr.children().forEach(child -> find(child, pass, dimension, firstSeen, again));
    }

    private void compile(Pass pass) {
        if (pass.dimension != null) {
            hoist(pass, pass.dimension);
        }
        steps.addAll(pass.before);
        Map<Expr, Cell> outputs = new LinkedHashMap<>(pass.kept);
        outputs.putAll(pass.wanted);
        steps.add(compute(pass.dimension, outputs));
        steps.addAll(pass.after);
        known.putAll(pass.kept);
    }

    /** Computes what is one number a row, and dear, before the pass over the elements. */
    private void hoist(Pass pass, String dimension) {
        Set<Expr> found = new LinkedHashSet<>();
        pass.wanted.keySet().forEach(expr -> RowCost.collectFixed(expr, dimension, known.keySet(), found));
        Map<Expr, Cell> hoisted = new LinkedHashMap<>();
        found.forEach(expr -> hoisted.put(expr, cell(null)));
        if (!hoisted.isEmpty()) {
            steps.add(compute(null, hoisted));
            known.putAll(hoisted);
        }
    }

    private RowStep.Compute compute(@Nullable String dimension, Map<Expr, Cell> outputs) {
        Set<Expr> used = new LinkedHashSet<>();
        outputs.keySet().forEach(expr -> collectUsed(expr, used));
        Map<Expr, Integer> numbers = new LinkedHashMap<>();
        List<Cell> from = new ArrayList<>();
        for (Expr expr : used) {
            numbers.put(expr, from.size());
            from.add(Objects.requireNonNull(known.get(expr)));
        }
        Program program = ProgramBuilder.build(List.copyOf(outputs.keySet()), parameters, numbers);
        boolean indexed = dimension != null && uses(program, parameters.indexOf(dimension));
        return new RowStep.Compute(dimension, program, from, List.copyOf(outputs.values()), indexed);
    }

    private void collectUsed(Expr expr, Set<Expr> used) {
        if (known.containsKey(expr)) {
            used.add(expr);
        } else {
            expr.children().forEach(child -> collectUsed(child, used));
        }
    }

    private static boolean uses(Program program, int parameter) {
        return program.instructions().stream()
                .anyMatch(instruction ->
                        instruction.operation() == Operation.PARAMETER && (int) instruction.constant() == parameter);
    }
}
