package org.lossmith.kernel.exact;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;
import org.lossmith.formula.Reference;

/**
 * Tells results that are small because they are next to a root from results that an expression makes inaccurate.
 *
 * <p>Next to a root of {@code exp(z) - y} the terms cancel, and they cancel because of the inputs: moving z by a little moves
 * the result by much. No expression in doubles can do better there than an ulp of its largest term. The terms of
 * {@code exp(z) - 1 - z} cancel near z = 0 too, but the result, z^2/2, hardly feels a change of z: that loss of digits is the
 * expression's own.
 */
public final class Cancellation {
    /** Terms that are larger than their sum by less lose no more than one bit. */
    private static final double HARMLESS = 2;

    /** Of the loss of digits, the share that the inputs must account for. */
    private static final double SHARE = 1.0 / 16;

    /** Relative change of an input: exact in doubles, small beside all that losses do. */
    private static final double STEP = 0x1p-40;

    /** Relative changes of an input within which a root is near. */
    private static final double[] MOVES = {0, 0.5, -0.5, 0.25, -0.25, 0x1p-6, -0x1p-6, 0x1p-20, -0x1p-20};

    private static final double UNIT = 0x1p-53;

    private static final int DIGITS = 2 * Reference.DIGITS;

    private static final Expr.Variable ARGUMENT = new Expr.Variable("#");

    private final Expr expr;
    private final Expr inAtoms;
    private final boolean strict;
    private final Map<Expr, String> atoms = new HashMap<>();
    private final Set<Expr> switches = new HashSet<>();

    private Cancellation(Expr expr, boolean strict) {
        this.expr = expr;
        this.strict = strict;
        this.inAtoms = replaceAtoms(expr);
        collectSwitches(expr, switches);
    }

    /** @param stable the expression that a kernel computes */
    public static Cancellation of(Expr stable) {
        return new Cancellation(stable, false);
    }

    /**
     * The same where a root is near only if the result, or a sum in it that cancels, has both signs when one input is moved by at most
     * half of itself, and where a power counts as a term of its own size unless its base cancels.
     */
    public static Cancellation strict(Expr stable) {
        return new Cancellation(stable, true);
    }

    /**
     * Size of the largest term of the sums that the result is made of, each times the factors that multiply it. Numbers,
     * variables and differences of two of them are exact or rounded once, so that they count as single terms.
     */
    public double largestTerm(Map<String, Double> values) {
        return largestTerm(expr, values);
    }

    /** Whether a result is far smaller than its largest term, for reasons that are in the inputs. */
    public boolean isNearRoot(Map<String, Double> values, BigDecimal exact, double largestTerm) {
        double size = Math.abs(exact.doubleValue());
        if (!(largestTerm > HARMLESS * size) || Double.isInfinite(largestTerm)) {
            return false;
        }
        boolean byInputs = size == 0 || change(values, exact) >= SHARE * largestTerm;
        return byInputs && (size == 0 || !strict || changesSign(values));
    }

    /** Whether the result, or a sum in it whose terms cancel, changes its sign near by. */
    private boolean changesSign(Map<String, Double> values) {
        Map<String, Double> inputs = inputs(values);
        return changesSign(inAtoms, inputs) || hasRoot(inAtoms, inputs);
    }

    private boolean hasRoot(Expr expr, Map<String, Double> inputs) {
        if (expr instanceof Expr.Where where) {
            return hasRoot(taken(where, inputs), inputs);
        }
        boolean cancels = expr instanceof Expr.Operation sum
                && isSum(sum)
                && largestTerm(expr, inputs) > HARMLESS * Math.abs(value(expr, inputs));
        return cancels && changesSign(expr, inputs)
                || expr.children().stream().anyMatch(child -> hasRoot(child, inputs));
    }

    /** Whether one of the inputs, moved by at most half of itself, gives an expression its other sign. */
    private static boolean changesSign(Expr expr, Map<String, Double> inputs) {
        return expr.variables().stream().anyMatch(name -> changesSign(expr, name, inputs));
    }

    private static boolean changesSign(Expr expr, String name, Map<String, Double> inputs) {
        Set<Integer> signs = new HashSet<>();
        for (double move : MOVES) {
            Map<String, Double> moved = new HashMap<>(inputs);
            moved.computeIfPresent(name, (same, input) -> input * (1 + move));
            signs.add(sign(expr, moved));
        }
        return signs.contains(1) && signs.contains(-1);
    }

    /** 0 where it is undefined. */
    private static int sign(Expr expr, Map<String, Double> inputs) {
        try {
            return Reference.evaluate(expr, inputs, DIGITS).signum();
        } catch (ArithmeticException undefined) {
            return 0;
        }
    }

    private Map<String, Double> inputs(Map<String, Double> values) {
        Map<String, Double> inputs = new HashMap<>(values);
        atoms.forEach((atom, name) -> inputs.put(name, value(atom, values)));
        return inputs;
    }

    /** Whether a condition compares two numbers that are equal within their rounding errors. */
    public boolean isOnEdge(Map<String, Double> values) {
        return switches.stream().anyMatch(each -> ErrorBound.of(each, values).error() == Double.POSITIVE_INFINITY);
    }

    /** Numbers that depend on nothing but on which side of a condition the inputs are. */
    private static void collectSwitches(Expr expr, Set<Expr> found) {
        if (expr instanceof Expr.Where where) {
            found.add(new Expr.Where(where.condition(), new Expr.Number(1), new Expr.Number(0)));
        }
        if (expr instanceof Expr.Call call && call.function() == Function.SIGN) {
            found.add(call);
        }
        expr.children().forEach(child -> collectSwitches(child, found));
    }

    /** The sum over all inputs of the change of the result per relative change of that input. */
    private double change(Map<String, Double> values, BigDecimal exact) {
        Map<String, Double> inputs = inputs(values);
        double sum = 0;
        for (String name : inAtoms.variables()) {
            try {
                BigDecimal base = Reference.evaluate(inAtoms, inputs, DIGITS);
                sum += Math.max(change(name, STEP, inputs, base), change(name, -STEP, inputs, base));
            } catch (ArithmeticException undefined) {
                return 0;
            }
        }
        return sum;
    }

    private double change(String name, double step, Map<String, Double> inputs, BigDecimal base) {
        Map<String, Double> moved = new HashMap<>(inputs);
        moved.computeIfPresent(name, (same, input) -> input * (1 + step));
        BigDecimal there = Reference.evaluate(inAtoms, moved, DIGITS);
        return Math.abs(there.subtract(base).doubleValue() / step);
    }

    private Expr replaceAtoms(Expr whole) {
        if (isAtom(whole)) {
            return new Expr.Variable(atoms.computeIfAbsent(whole, atom -> "#" + atoms.size()));
        }
        if (whole instanceof Expr.Call call) {
            return new Expr.Call(call.function(), replaceAtoms(call.argument()));
        }
        if (whole instanceof Expr.Where where) {
            return new Expr.Where(
                    replaceAtoms(where.condition()), replaceAtoms(where.then()), replaceAtoms(where.otherwise()));
        }
        return whole instanceof Expr.Operation operation
                ? new Expr.Operation(
                        operation.operator(), replaceAtoms(operation.left()), replaceAtoms(operation.right()))
                : whole;
    }

    /** A sum or difference of two inputs: rounded once, so accurate whatever its size. */
    private static boolean isAtom(Expr expr) {
        return expr instanceof Expr.Operation operation
                && isSum(operation)
                && isLeaf(operation.left())
                && isLeaf(operation.right());
    }

    private static boolean isSum(Expr.Operation operation) {
        return operation.operator() == Operator.ADD || operation.operator() == Operator.SUBTRACT;
    }

    private static boolean isLeaf(Expr expr) {
        return expr instanceof Expr.Number
                || expr instanceof Expr.Variable
                || (expr instanceof Expr.Call call && call.function() == Function.NEGATE && isLeaf(call.argument()));
    }

    private static double value(Expr expr, Map<String, Double> values) {
        return ErrorBound.of(expr, values).value();
    }

    private double largestTerm(Expr expr, Map<String, Double> values) {
        double size = Math.abs(value(expr, values));
        List<Double> terms = new ArrayList<>(List.of(size));
        if (expr instanceof Expr.Where where) {
            return largestTerm(taken(where, values), values);
        }
        if (expr instanceof Expr.Call call && (call.function() == Function.NEGATE || call.function() == Function.ABS)) {
            return largestTerm(call.argument(), values);
        }
        if (expr instanceof Expr.Call call && call.function() != Function.NOT) {
            addInner(terms, call, values);
        }
        if (expr instanceof Expr.Operation operation && !isAtom(expr)) {
            double left = largestTerm(operation.left(), values);
            double right = largestTerm(operation.right(), values);
            addTerms(terms, operation, left, right, values);
        }
        return terms.stream().mapToDouble(Double::doubleValue).reduce(0, Math::max);
    }

    private static Expr taken(Expr.Where where, Map<String, Double> values) {
        Expr marked = new Expr.Where(where.condition(), new Expr.Number(1), new Expr.Number(0));
        return value(marked, values) == 1 ? where.then() : where.otherwise();
    }

    /** A function takes what cancelled in its argument along: the largest term there times the slope. */
    private void addInner(List<Double> terms, Expr.Call call, Map<String, Double> values) {
        double inner = largestTerm(call.argument(), values);
        double argument = Math.abs(value(call.argument(), values));
        if (inner > HARMLESS * argument) {
            double step = Math.max(argument * STEP, UNIT * inner);
            Map<String, Double> moved = new HashMap<>();
            moved.put(ARGUMENT.name(), value(call.argument(), values) + step);
            double there = value(new Expr.Call(call.function(), ARGUMENT), moved);
            terms.add(Math.abs(there - value(call, values)) / step * inner);
        }
    }

    /** The term of the side that is taken; where rounding cannot tell them apart, the larger. */
    private static double winner(Expr.Operation operation, double left, double right, Map<String, Double> values) {
        double a = value(operation.left(), values);
        double b = value(operation.right(), values);
        if (Math.abs(a - b) <= UNIT * Math.max(left, right)) {
            return Math.max(left, right);
        }
        return value(operation, values) == a ? left : right;
    }

    private void addTerms(
            List<Double> terms, Expr.Operation operation, double left, double right, Map<String, Double> values) {
        double a = Math.abs(value(operation.left(), values));
        double b = Math.abs(value(operation.right(), values));
        switch (operation.operator()) {
            case ADD, SUBTRACT -> terms.addAll(List.of(left, right));
            case MULTIPLY -> terms.addAll(List.of(left * b, right * a));
            case DIVIDE -> terms.addAll(List.of(left / b, right * a / b / b));
            case POWER -> {
                if (!strict || left > HARMLESS * a) {
                    terms.add(b * Math.pow(Math.max(a, UNIT * left), value(operation.right(), values) - 1) * left);
                }
            }
            case MIN, MAX -> terms.add(winner(operation, left, right, values));
            default -> throw new IllegalStateException(operation.operator() + " gives no number");
        }
    }
}
