package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Writes a row formula out for vectors of a given length, as an expression of single scores: {@code z[0]}, {@code z[1]}, ... are
 * its variables. Functions of vectors become what their definition says, with no thought for rounding, so that the result of a
 * formula as typed is an oracle for the stable form. Meant for single points; its size grows with the length.
 */
public final class Unrolling {
    /** The sparsemax threshold is written as a maximum over all subsets, of which there are 2 to this power. */
    public static final int LONGEST_SPARSEMAX = 10;

    private final Map<String, Integer> widths;
    private final Map<Expr, List<Expr>> vectors = new HashMap<>();
    private final Map<Expr, Expr> numbers = new HashMap<>();

    private Unrolling(Map<String, Integer> widths) {
        this.widths = widths;
    }

    /** The variable that stands for an element of a vector. */
    public static String element(String vector, int place) {
        return vector + "[" + place + "]";
    }

    /** An expression that is one number a row. */
    public static Expr number(Expr expr, Map<String, Integer> widths) {
        return new Unrolling(widths).number(expr);
    }

    /** The elements of an expression that is a vector. */
    public static List<Expr> elements(Expr expr, String dimension, Map<String, Integer> widths) {
        return new Unrolling(widths).elements(expr, dimension);
    }

    private List<Expr> elements(Expr expr, String dimension) {
        List<Expr> found = vectors.get(expr);
        if (found == null) {
            found = new ArrayList<>();
            for (int place = 0; place < width(dimension); place++) {
                found.add(at(expr, dimension, place));
            }
            vectors.put(expr, found);
        }
        return found;
    }

    private int width(String dimension) {
        Integer width = widths.get(dimension);
        if (width == null) {
            throw new IllegalArgumentException("no length for the vectors over " + dimension);
        }
        return width;
    }

    /** One element of a vector; of what does not run over the dimension, the number. */
    private Expr at(Expr expr, String dimension, int place) {
        if (!Dimensions.runsOver(expr, dimension)) {
            return number(expr);
        }
        if (expr instanceof Expr.Variable variable) {
            return variable.equals(Dimensions.index(dimension))
                    ? new Expr.Number(place)
                    : new Expr.Variable(element(variable.name(), place));
        }
        if (expr instanceof Expr.RowCall call) {
            return ofVector(call, elements(call.argument(), dimension), place);
        }
        return rebuilt(expr, child -> at(child, dimension, place));
    }

    private Expr number(Expr expr) {
        Expr found = numbers.get(expr);
        if (found == null) {
            found = compute(expr);
            numbers.put(expr, found);
        }
        return found;
    }

    private Expr compute(Expr expr) {
        if (expr instanceof Expr.Variable variable) {
            return widths.keySet().stream()
                    .filter(dimension -> Dimensions.width(dimension).equals(variable.name()))
                    .findFirst()
                    .<Expr>map(dimension -> new Expr.Number(width(dimension)))
                    .orElse(variable);
        }
        if (expr instanceof Expr.RowCall call) {
            return ofVector(call, elements(call.argument(), call.dimension()), -1);
        }
        if (expr instanceof Expr.Pick pick) {
            return picked(elements(pick.vector(), pick.dimension()), number(pick.index()));
        }
        return rebuilt(expr, this::number);
    }

    private static Expr rebuilt(Expr expr, UnaryOperator<Expr> part) {
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), part.apply(call.argument()));
        }
        if (expr instanceof Expr.Operation operation) {
            return new Expr.Operation(
                    operation.operator(), part.apply(operation.left()), part.apply(operation.right()));
        }
        if (expr instanceof Expr.Where where) {
            return new Expr.Where(
                    part.apply(where.condition()), part.apply(where.then()), part.apply(where.otherwise()));
        }
        return expr;
    }

    private static Expr ofVector(Expr.RowCall call, List<Expr> elements, int place) {
        return switch (call.function()) {
            case SUM -> joined(elements, Operator.ADD);
            case MAXIMUM -> joined(elements, Operator.MAX);
            case MINIMUM -> joined(elements, Operator.MIN);
            case LOGSUMEXP -> new Expr.Call(Function.LOG, sumOfExponentials(elements));
            case SOFTMAX -> divided(exponential(elements.get(place)), sumOfExponentials(elements));
            case SOFTMAX_COMPLEMENT ->
                minus(new Expr.Number(1), divided(exponential(elements.get(place)), sumOfExponentials(elements)));
            case SPARSEMAX_THRESHOLD -> threshold(elements);
            case SPARSEMAX -> positivePart(elements.get(place), threshold(elements));
            case SPARSEMAX_CONJUGATE -> sparsemaxConjugate(elements);
        };
    }

    private static Expr joined(List<Expr> elements, Operator operator) {
        return elements.stream()
                .reduce((left, right) -> new Expr.Operation(operator, left, right))
                .orElseThrow();
    }

    private static Expr exponential(Expr expr) {
        return new Expr.Call(Function.EXP, expr);
    }

    private static Expr sumOfExponentials(List<Expr> elements) {
        return joined(elements.stream().map(Unrolling::exponential).toList(), Operator.ADD);
    }

    private static Expr divided(Expr above, Expr below) {
        return new Expr.Operation(Operator.DIVIDE, above, below);
    }

    private static Expr minus(Expr left, Expr right) {
        return new Expr.Operation(Operator.SUBTRACT, left, right);
    }

    private static Expr positivePart(Expr element, Expr threshold) {
        return new Expr.Operation(Operator.MAX, new Expr.Number(0), minus(element, threshold));
    }

    /** max of sum(p (v - p / 2)) + 1/2, at p = sparsemax(v). */
    private static Expr sparsemaxConjugate(List<Expr> elements) {
        Expr threshold = threshold(elements);
        BinaryOperator<Expr> times = (left, right) -> new Expr.Operation(Operator.MULTIPLY, left, right);
        List<Expr> products = new ArrayList<>();
        for (Expr element : elements) {
            Expr p = positivePart(element, threshold);
            products.add(times.apply(p, minus(element, divided(p, new Expr.Number(2)))));
        }
        return new Expr.Operation(Operator.ADD, joined(products, Operator.ADD), new Expr.Number(0.5));
    }

    /** The largest (sum of v over S - 1) / |S| over all subsets S: adding a member raises it while the member is above it. */
    private static Expr threshold(List<Expr> elements) {
        if (elements.size() > LONGEST_SPARSEMAX) {
            throw new IllegalArgumentException("sparsemax of more than " + LONGEST_SPARSEMAX + " elements");
        }
        List<Expr> candidates = new ArrayList<>();
        for (int subset = 1; subset < 1 << elements.size(); subset++) {
            List<Expr> members = new ArrayList<>();
            for (int place = 0; place < elements.size(); place++) {
                if ((subset >> place & 1) == 1) {
                    members.add(elements.get(place));
                }
            }
            candidates.add(divided(
                    minus(joined(members, Operator.ADD), new Expr.Number(1)), new Expr.Number(members.size())));
        }
        return joined(candidates, Operator.MAX);
    }

    /** where(index == 0, v[0], where(index == 1, v[1], ... NaN)). */
    private static Expr picked(List<Expr> elements, Expr index) {
        Expr result = new Expr.Number(Double.NaN);
        for (int place = elements.size() - 1; place >= 0; place--) {
            Expr.Operation here = new Expr.Operation(Operator.EQUAL, index, new Expr.Number(place));
            result = new Expr.Where(here, elements.get(place), result);
        }
        return result;
    }
}
