package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.Map;
import java.util.Optional;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;

/**
 * A formula as MathML, which browsers set by themselves and screen readers read aloud. Elements of vectors have their index
 * below them; vectors that a function takes as a whole do not.
 */
final class MathMarkup {
    private static final int CONDITION = 1;
    private static final int SUM = 2;
    /** A sum over an index, which reaches over products. */
    private static final int SERIES = 3;

    private static final int PRODUCT = 4;
    private static final int POWER = 5;
    private static final int ATOM = 6;

    private static final Expr ONE = new Expr.Number(1);
    private static final Expr ZERO = new Expr.Number(0);

    private static final MathMarkup ELEMENTS = new MathMarkup(true);
    private static final MathMarkup VECTORS = new MathMarkup(false);

    private static final Map<String, String> GREEK = Map.ofEntries(
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"),
            Map.entry("epsilon", "ε"),
            Map.entry("kappa", "κ"),
            Map.entry("lambda", "λ"),
            Map.entry("mu", "μ"),
            Map.entry("nu", "ν"),
            Map.entry("sigma", "σ"),
            Map.entry("tau", "τ"),
            Map.entry("theta", "θ"));

    private static final Map<Operator, String> SIGNS = Map.of(
            Operator.LESS,
            "<",
            Operator.LESS_OR_EQUAL,
            "≤",
            Operator.GREATER,
            ">",
            Operator.GREATER_OR_EQUAL,
            "≥",
            Operator.EQUAL,
            "=",
            Operator.NOT_EQUAL,
            "≠",
            Operator.ADD,
            "+",
            Operator.SUBTRACT,
            "−");

    private final boolean elements;

    private MathMarkup(boolean elements) {
        this.elements = elements;
    }

    static Element of(Expr expr) {
        return element("math").attribute("display", "block").add(ELEMENTS.write(expr));
    }

    private Element write(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return number(number.value());
        }
        if (expr instanceof Expr.Variable variable) {
            return variable(variable);
        }
        if (expr instanceof Expr.Call call) {
            return call(call.function(), call.argument());
        }
        if (expr instanceof Expr.Operation operation) {
            return operation(operation);
        }
        if (expr instanceof Expr.RowCall call) {
            return ofVector(call);
        }
        if (expr instanceof Expr.Pick pick) {
            return picked(pick);
        }
        Expr.Where where = (Expr.Where) expr;
        return indicated(where)
                .map(condition -> row(fence("["), write(condition), fence("]")))
                .orElseGet(() -> cases(where));
    }

    private Element variable(Expr.Variable variable) {
        String dimension = variable.dimension();
        Element name = name(variable.name());
        return dimension == null || !elements || dimension.equals(variable.name())
                ? name
                : below("msub", name, element("mi", dimension));
    }

    private Element ofVector(Expr.RowCall call) {
        Element index = element("mi", call.dimension());
        return switch (call.function()) {
            case SUM -> row(series(index), ELEMENTS.atLeast(call.argument(), SERIES));
            case LOGSUMEXP ->
                row(
                        element("mi", "log"),
                        series(index),
                        element("msup").add(element("mi", "e")).add(ELEMENTS.write(call.argument())));
            case MAXIMUM, MINIMUM ->
                row(
                        below("munder", element("mi", call.function().text()), index),
                        parentheses(ELEMENTS.write(call.argument())));
            default -> {
                Element name = element("mi", call.function().text().replace('_', ' '));
                boolean element = elements && call.function().isVector();
                yield row(element ? below("msub", name, index) : name, parentheses(VECTORS.write(call.argument())));
            }
        };
    }

    /** The place is written below the name of the vector, or of the function that gives it. */
    private Element picked(Expr.Pick pick) {
        Element place = ELEMENTS.write(pick.index());
        if (pick.vector() instanceof Expr.RowCall call && call.function().isVector()) {
            Element name = element("mi", call.function().text().replace('_', ' '));
            return row(below("msub", name, place), parentheses(VECTORS.write(call.argument())));
        }
        return below("msub", VECTORS.atLeast(pick.vector(), ATOM), place);
    }

    private static Element series(Element index) {
        return below("munder", element("mo", "∑"), index);
    }

    private static Element below(String tag, Element base, Element index) {
        return element(tag).add(base).add(index);
    }

    private static Element name(String name) {
        return element("mi", GREEK.getOrDefault(name, name));
    }

    /** The condition in Iverson's bracket, if the value is 1 where it holds and else 0. */
    private static Optional<Expr> indicated(Expr.Where where) {
        if (where.then().equals(ONE) && where.otherwise().equals(ZERO)) {
            return Optional.of(where.condition());
        }
        boolean reversed = where.then().equals(ZERO) && where.otherwise().equals(ONE);
        return reversed && where.condition() instanceof Expr.Operation equal && equal.operator() == Operator.EQUAL
                ? Optional.of(new Expr.Operation(Operator.NOT_EQUAL, equal.left(), equal.right()))
                : Optional.empty();
    }

    private static Element number(double value) {
        Element digits = element("mn", Numbers.plain(Math.abs(value)));
        return value < 0 ? row(sign("−"), digits) : digits;
    }

    private Element call(Function function, Expr argument) {
        return switch (function) {
            case NEGATE -> row(sign("−"), atLeast(argument, PRODUCT));
            case NOT -> row(element("mtext", "not "), atLeast(argument, ATOM));
            case ABS -> row(fence("|"), write(argument), fence("|"));
            case SQRT -> element("msqrt").add(write(argument));
            case EXP -> element("msup").add(element("mi", "e")).add(write(argument));
            case SIGMOID -> row(element("mi", "σ"), parentheses(write(argument)));
            default -> row(element("mi", function.text()), parentheses(write(argument)));
        };
    }

    private Element operation(Expr.Operation operation) {
        Expr left = operation.left();
        Expr right = operation.right();
        return switch (operation.operator()) {
            case DIVIDE -> element("mfrac").add(write(left)).add(write(right));
            case POWER -> element("msup").add(atLeast(left, ATOM)).add(write(right));
            case MULTIPLY -> row(atLeast(left, PRODUCT), times(right), atLeast(right, PRODUCT));
            case MIN, MAX ->
                row(element("mi", operation.operator().text()), parentheses(row(write(left), sign(","), write(right))));
            case AND, OR ->
                row(atLeast(left, CONDITION), word(operation.operator().text()), atLeast(right, CONDITION));
            case ADD -> row(write(left), sign("+"), atLeast(right, SUM));
            case SUBTRACT -> row(write(left), sign("−"), atLeast(right, SERIES));
            default -> row(write(left), sign(SIGNS.getOrDefault(operation.operator(), "=")), write(right));
        };
    }

    /** A dot before a number; otherwise factors stand side by side. */
    private static Element times(Expr right) {
        boolean beginsWithDigit = right instanceof Expr.Number
                || right instanceof Expr.Operation operation && operation.left() instanceof Expr.Number;
        String space = beginsWithDigit ? "0.2em" : "0.1em";
        return sign(beginsWithDigit ? "·" : "\u2062").attribute("lspace", space).attribute("rspace", space);
    }

    /** {@code where}s that follow each other are one list of cases. */
    private Element cases(Expr.Where where) {
        // A border instead of a brace: braces grow only where a mathematical font is installed.
        Element table = element("mtable").style("cases");
        Expr rest = where;
        while (rest instanceof Expr.Where next) {
            table.add(caseRow(write(next.then()), row(word("if"), write(next.condition()))));
            rest = next.otherwise();
        }
        table.add(caseRow(write(rest), word("otherwise")));
        return table;
    }

    private static Element caseRow(Element value, Element condition) {
        return element("mtr").add(element("mtd").add(value)).add(element("mtd").add(condition));
    }

    private Element atLeast(Expr expr, int strength) {
        return strength(expr) >= strength ? write(expr) : parentheses(write(expr));
    }

    private static int strength(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return number.value() < 0 ? SUM : ATOM;
        }
        if (expr instanceof Expr.Call call) {
            return switch (call.function()) {
                case NEGATE -> SUM;
                case NOT -> CONDITION;
                case EXP -> POWER;
                default -> ATOM;
            };
        }
        if (expr instanceof Expr.Operation operation) {
            return switch (operation.operator()) {
                case ADD, SUBTRACT -> SUM;
                case MULTIPLY, DIVIDE -> PRODUCT;
                case POWER -> POWER;
                case MIN, MAX -> ATOM;
                default -> CONDITION;
            };
        }
        if (expr instanceof Expr.RowCall call) {
            return switch (call.function()) {
                case SUM, LOGSUMEXP -> SERIES;
                default -> ATOM;
            };
        }
        return expr instanceof Expr.Where where && indicated(where).isEmpty() ? CONDITION : ATOM;
    }

    private static Element parentheses(Element inner) {
        return row(fence("("), inner, fence(")"));
    }

    private static Element fence(String text) {
        return element("mo", text).attribute("fence", "true");
    }

    private static Element sign(String text) {
        return element("mo", text);
    }

    private static Element word(String text) {
        return element("mtext", "\u00a0" + text + "\u00a0");
    }

    private static Element row(Element... parts) {
        Element row = element("mrow");
        for (Element part : parts) {
            row.add(part);
        }
        return row;
    }
}
