package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * Operands in a row, joined by an operator or its inverse: {@code a + b - c}, {@code a * b / c}, {@code a and b}. A short chain is the
 * tree that leans to the left, as it reads. A long one is halved again and again, so that its tree stays flat and whatever walks over
 * it needs little stack: {@code a - b - c - d} becomes {@code (a - b) - (c + d)}. Sums lose less to rounding that way too.
 */
final class Chain {
    /** Operands of a chain that leans to the left. */
    private static final int SHORT = 32;

    private final Operator operator;
    private final Operator inverse;
    private final List<Link> links = new ArrayList<>();

    /** An operand; {@code inverted} if it is subtracted or divides. */
    record Link(boolean inverted, Expr expr) {}

    Chain(Operator operator, Operator inverse) {
        this.operator = operator;
        this.inverse = inverse;
    }

    static Chain sum() {
        return new Chain(Operator.ADD, Operator.SUBTRACT);
    }

    static Chain product() {
        return new Chain(Operator.MULTIPLY, Operator.DIVIDE);
    }

    /** The first operand must not be inverted. */
    Chain add(boolean inverted, Expr expr) {
        links.add(new Link(inverted, expr));
        return this;
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    Expr expr() {
        return expr(0, links.size());
    }

    /** What a part of the chain is, or its inverse if the first operand is inverted. */
    private Expr expr(int from, int to) {
        if (to - from > SHORT) {
            int middle = (from + to) >>> 1;
            return join(from, expr(from, middle), middle, expr(middle, to));
        }
        Expr joined = links.get(from).expr();
        for (int i = from + 1; i < to; i++) {
            joined = join(from, joined, i, links.get(i).expr());
        }
        return joined;
    }

    private Expr join(int first, Expr left, int second, Expr right) {
        boolean same = links.get(first).inverted() == links.get(second).inverted();
        return new Expr.Operation(same ? operator : inverse, left, right);
    }

    /** Whether this is part of a long chain, whose inner parentheses mean nothing. */
    static boolean isLong(Expr.Operation operation) {
        return operation.size() > 2 * SHORT
                && isChain(operation)
                && of(operation).size() > SHORT;
    }

    private static boolean isChain(Expr.Operation operation) {
        return switch (operation.operator()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, AND, OR -> true;
            default -> false;
        };
    }

    /** The operands of nested sums, or of nested products and so on, in the order in which they stand. */
    static List<Link> of(Expr.Operation operation) {
        Chain chain = switch (operation.operator()) {
            case ADD, SUBTRACT -> sum();
            case MULTIPLY, DIVIDE -> product();
            default -> new Chain(operation.operator(), operation.operator());
        };
        chain.collect(false, operation);
        return chain.links;
    }

    private void collect(boolean inverted, Expr expr) {
        if (expr instanceof Expr.Operation part && (part.operator() == operator || part.operator() == inverse)) {
            collect(inverted, part.left());
            collect(inverted != (part.operator() != operator), part.right());
        } else {
            links.add(new Link(inverted, expr));
        }
    }
}
