package org.lossmith.formula;

/** Writes an expression as it would be typed, with as few parentheses as reading it back allows. */
final class MathText {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int SIGN = 7;
    private static final int POWER = 8;
    private static final int ATOM = 9;

    private MathText() {}

    static String of(Expr expr) {
        StringBuilder text = new StringBuilder();
        write(expr, text);
        return text.toString();
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value).replace("E", "e");
    }

    private static void write(Expr expr, StringBuilder text) {
        if (expr instanceof Expr.Number number) {
            text.append(number(number.value()));
        } else if (expr instanceof Expr.Variable variable) {
            text.append(variable.name());
        } else if (expr instanceof Expr.Call call) {
            writeCall(call, text);
        } else if (expr instanceof Expr.Operation operation) {
            writeOperation(operation, text);
        } else if (expr instanceof Expr.Where where) {
            text.append("where(");
            write(where.condition(), text);
            text.append(", ");
            write(where.then(), text);
            text.append(", ");
            write(where.otherwise(), text);
            text.append(')');
        } else if (expr instanceof Expr.RowCall call) {
            text.append(call.function().text()).append('(');
            write(call.argument(), text);
            text.append(')');
        } else if (expr instanceof Expr.Pick pick) {
            writeAtLeast(pick.vector(), ATOM, text);
            text.append('[');
            write(pick.index(), text);
            text.append(']');
        }
    }

    private static void writeCall(Expr.Call call, StringBuilder text) {
        switch (call.function()) {
            case NEGATE -> {
                text.append('-');
                writeAtLeast(call.argument(), PRODUCT, text);
            }
            case NOT -> {
                text.append("not ");
                writeAtLeast(call.argument(), COMPARISON, text);
            }
            default -> {
                text.append(call.function().text()).append('(');
                write(call.argument(), text);
                text.append(')');
            }
        }
    }

    private static void writeOperation(Expr.Operation operation, StringBuilder text) {
        Operator operator = operation.operator();
        if (operator == Operator.MIN || operator == Operator.MAX) {
            text.append(operator.text()).append('(');
            write(operation.left(), text);
            text.append(", ");
            write(operation.right(), text);
            text.append(')');
            return;
        }
        int level = level(operation);
        if (Chain.isLong(operation)) {
            writeChain(operation, level, text);
            return;
        }
        boolean power = operator == Operator.POWER;
        boolean tight = power || operator == Operator.MULTIPLY || operator == Operator.DIVIDE;
        boolean flat = operator == Operator.ADD
                || operator == Operator.MULTIPLY
                || operator == Operator.AND
                || operator == Operator.OR;
        writeAtLeast(operation.left(), power || operator.isComparison() ? level + 1 : level, text);
        text.append(tight ? operator.text() : " " + operator.text() + " ");
        writeAtLeast(operation.right(), flat ? Math.max(level, level == SUM ? PRODUCT : level) : level + 1, text);
    }

    private static void writeChain(Expr.Operation chain, int level, StringBuilder text) {
        String operator = chain.operator().isTruth() ? " " + chain.operator().text() + " " : level == SUM ? " + " : "*";
        String inverse = level == SUM ? " - " : "/";
        int start = text.length();
        for (Chain.Link link : Chain.of(chain)) {
            text.append(text.length() == start ? "" : link.inverted() ? inverse : operator);
            writeAtLeast(link.expr(), text.length() == start ? level : level + 1, text);
        }
    }

    private static void writeAtLeast(Expr expr, int wanted, StringBuilder text) {
        boolean bracket = level(expr) < wanted;
        text.append(bracket ? "(" : "");
        write(expr, text);
        text.append(bracket ? ")" : "");
    }

    private static int level(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return number.value() < 0 ? SIGN : ATOM;
        }
        if (expr instanceof Expr.Call call) {
            return switch (call.function()) {
                case NEGATE -> SIGN;
                case NOT -> NOT;
                default -> ATOM;
            };
        }
        if (expr instanceof Expr.Operation operation) {
            return switch (operation.operator()) {
                case ADD, SUBTRACT -> SUM;
                case MULTIPLY, DIVIDE -> PRODUCT;
                case POWER -> POWER;
                case MIN, MAX -> ATOM;
                case AND -> AND;
                case OR -> OR;
                default -> COMPARISON;
            };
        }
        return ATOM;
    }
}
