package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lossmith.Suggestion;

/** What a name with arguments means, and what is said where it means nothing. */
final class CallParser {
    private static final int NAMES_IN_A_LINE = 12;

    private final String formula;
    private final Signature signature;
    private final Token name;

    /** @param name the function, or what messages point at */
    CallParser(String formula, Signature signature, Token name) {
        this.formula = formula;
        this.signature = signature;
        this.name = name;
    }

    Expr call(List<Expr> arguments) {
        return switch (name.text()) {
            case "where" -> {
                checkCount(arguments, 3, "a condition and two values");
                yield new Expr.Where(
                        truth(arguments.get(0)), Parser.number(arguments.get(1)), Parser.number(arguments.get(2)));
            }
            case "log_softmax" -> {
                Expr logsumexp = ofVector(RowFunction.LOGSUMEXP, arguments);
                yield new Expr.Operation(Operator.SUBTRACT, Parser.number(arguments.get(0)), logsumexp);
            }
            case "min", "max" -> extreme(arguments);
            default -> {
                Optional<RowFunction> ofVector = RowFunction.find(name.text());
                yield ofVector.isPresent() ? ofVector(ofVector.get(), arguments) : ofNumber(arguments);
            }
        };
    }

    private Expr extreme(List<Expr> arguments) {
        if (arguments.size() == 1 && signature != Signature.NONE) {
            return ofVector(name.is("min") ? RowFunction.MINIMUM : RowFunction.MAXIMUM, arguments);
        }
        checkCount(arguments, 2, "two numbers");
        Operator operator = name.is("min") ? Operator.MIN : Operator.MAX;
        return new Expr.Operation(operator, Parser.number(arguments.get(0)), Parser.number(arguments.get(1)));
    }

    private Expr ofNumber(List<Expr> arguments) {
        Function function = Function.find(name.text()).orElseThrow(this::unknownFunction);
        checkCount(arguments, 1, "one number");
        return new Expr.Call(function, Parser.number(arguments.get(0)));
    }

    private Expr ofVector(RowFunction function, List<Expr> arguments) {
        checkCount(arguments, 1, "one vector");
        Expr vector = Parser.number(arguments.get(0));
        return new Expr.RowCall(function, dimension(vector, name.text() + " takes"), vector);
    }

    /**
     * The one dimension of a vector.
     *
     * @param what who wants a vector
     */
    String dimension(Expr expr, String what) {
        Set<String> found = Dimensions.of(expr);
        if (found.isEmpty()) {
            String hint = signature == Signature.NONE
                    ? "; begin with a signature that says what the vectors are: (z[], y) -> ..."
                    : "; vectors are the names with [] in " + signature;
            throw error(what + " a vector, and this is one number a row" + hint);
        }
        if (found.size() > 1) {
            throw error("vectors of different lengths cannot be mixed: one runs over "
                    + String.join(", another over ", found));
        }
        return found.iterator().next();
    }

    Expr truth(Expr expr) {
        if (!expr.isTruth()) {
            throw error("\"" + name.text() + "\" needs a comparison such as z > 0, got a number");
        }
        return expr;
    }

    private void checkCount(List<Expr> arguments, int wanted, String what) {
        if (arguments.size() != wanted) {
            throw error(name.text() + " takes " + what + ", got " + arguments.size());
        }
    }

    private FormulaException unknownFunction() {
        List<String> known =
                new ArrayList<>(Function.named().stream().map(Function::text).toList());
        known.addAll(List.of("where", "min", "max"));
        if (signature != Signature.NONE) {
            known.addAll(List.of("sum", "logsumexp", "softmax", "log_softmax", "sparsemax"));
        }
        String hint = Suggestion.hint(name.text(), known);
        String rest = hint.isEmpty() ? "; the functions are" + inLines(known) : hint;
        return error("unknown function \"" + name.text() + "\"" + rest);
    }

    /** Twelve to a line, which fits 80 columns. */
    private static String inLines(List<String> names) {
        StringBuilder lines = new StringBuilder();
        for (int from = 0; from < names.size(); from += NAMES_IN_A_LINE) {
            int to = Math.min(from + NAMES_IN_A_LINE, names.size());
            lines.append("\n  ").append(String.join(" ", names.subList(from, to)));
        }
        return lines.toString();
    }

    private FormulaException error(String message) {
        return new FormulaException(formula, name.column(), message);
    }
}
