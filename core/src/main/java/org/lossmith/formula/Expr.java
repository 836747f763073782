package org.lossmith.formula;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression: a tree of numbers, variables, functions of one argument, operations on two, and {@code where}. Immutable;
 * equal when of the same structure. The hash and the size are kept in each node, so that comparing and refusing are cheap.
 */
public abstract sealed class Expr {
    private static final int MAXIMUM_SIZE = 1_000_000_000;

    private final int hash;
    private final int size;
    private final int depth;

    private Expr(int hash, Expr... children) {
        long total = 1;
        int deepest = 0;
        for (Expr child : children) {
            total += child.size;
            deepest = Math.max(deepest, child.depth);
        }
        this.hash = hash;
        this.size = (int) Math.min(total, MAXIMUM_SIZE);
        this.depth = deepest + 1;
    }

    /** Nodes of the tree, shared subtrees counted each time. */
    public final int size() {
        return size;
    }

    public final int depth() {
        return depth;
    }

    /** Whether this is a truth value: a comparison or a combination of comparisons. */
    public boolean isTruth() {
        return false;
    }

    public abstract List<Expr> children();

    /** The names of the variables in it, sorted. */
    public final Set<String> variables() {
        Set<String> names = new TreeSet<>();
        collectVariables(this, names);
        return names;
    }

    private static void collectVariables(Expr expr, Set<String> names) {
        if (expr instanceof Variable variable) {
            names.add(variable.name());
        }
        expr.children().forEach(child -> collectVariables(child, names));
    }

    public final boolean contains(String variable) {
        if (this instanceof Variable found) {
            return found.name().equals(variable);
        }
        return children().stream().anyMatch(child -> child.contains(variable));
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(Object other) {
        return this == other || (other instanceof Expr expr && hash == expr.hash && size == expr.size && sameAs(expr));
    }

    abstract boolean sameAs(Expr other);

    /** The formula as it would be typed. */
    @Override
    public final String toString() {
        return MathText.of(this);
    }

    public static final class Number extends Expr {
        private final double value;

        public Number(double value) {
            super(Double.hashCode(value));
            this.value = value;
        }

        public double value() {
            return value;
        }

        @Override
        public List<Expr> children() {
            return List.of();
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Number number && Double.compare(value, number.value) == 0;
        }
    }

    public static final class Variable extends Expr {
        private final String name;

        public Variable(String name) {
            super(name.hashCode());
            this.name = name;
        }

        public String name() {
            return name;
        }

        @Override
        public List<Expr> children() {
            return List.of();
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Variable variable && name.equals(variable.name);
        }
    }

    public static final class Call extends Expr {
        private final Function function;
        private final Expr argument;

        public Call(Function function, Expr argument) {
            super(31 * function.name().hashCode() + argument.hash, argument);
            this.function = function;
            this.argument = argument;
        }

        public Function function() {
            return function;
        }

        public Expr argument() {
            return argument;
        }

        @Override
        public boolean isTruth() {
            return function == Function.NOT;
        }

        @Override
        public List<Expr> children() {
            return List.of(argument);
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Call call && function == call.function && argument.equals(call.argument);
        }
    }

    public static final class Operation extends Expr {
        private final Operator operator;
        private final Expr left;
        private final Expr right;

        public Operation(Operator operator, Expr left, Expr right) {
            super(31 * (31 * operator.name().hashCode() + left.hash) + right.hash, left, right);
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        public Operator operator() {
            return operator;
        }

        public Expr left() {
            return left;
        }

        public Expr right() {
            return right;
        }

        @Override
        public boolean isTruth() {
            return operator.isTruth();
        }

        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Operation operation
                    && operator == operation.operator
                    && left.equals(operation.left)
                    && right.equals(operation.right);
        }
    }

    /** {@code where(condition, then, otherwise)}: one of two, by a truth value. */
    public static final class Where extends Expr {
        private final Expr condition;
        private final Expr then;
        private final Expr otherwise;

        public Where(Expr condition, Expr then, Expr otherwise) {
            super(Objects.hash(condition.hash, then.hash, otherwise.hash), condition, then, otherwise);
            if (!condition.isTruth()) {
                throw new IllegalArgumentException("the condition of where must be a comparison");
            }
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        public Expr condition() {
            return condition;
        }

        public Expr then() {
            return then;
        }

        public Expr otherwise() {
            return otherwise;
        }

        @Override
        public List<Expr> children() {
            return List.of(condition, then, otherwise);
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Where where
                    && condition.equals(where.condition)
                    && then.equals(where.then)
                    && otherwise.equals(where.otherwise);
        }
    }
}
