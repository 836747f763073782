package org.lossmith.formula;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An expression: a tree of numbers, variables, functions of one argument, operations on two, and {@code where}; in formulas of
 * several scores per row also functions of a whole vector and elements picked out of one. Immutable; equal when of the same
 * structure. The hash and the size are kept in each node, so that comparing and refusing are cheap.
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

    /** A name: a number, or in a formula of several scores per row the element of a vector. */
    public static final class Variable extends Expr {
        private final String name;
        private final @Nullable String dimension;

        public Variable(String name) {
            this(name, null);
        }

        /** @param dimension the index that runs over the elements of the vector, or null for a number */
        public Variable(String name, @Nullable String dimension) {
            super(Objects.hash(name, dimension));
            this.name = name;
            this.dimension = dimension;
        }

        public String name() {
            return name;
        }

        /** The index that runs over the elements, null for a number. */
        public @Nullable String dimension() {
            return dimension;
        }

        @Override
        public List<Expr> children() {
            return List.of();
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Variable variable
                    && name.equals(variable.name)
                    && Objects.equals(dimension, variable.dimension);
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

    /**
     * A function of all elements of a vector. The argument is the expression of one element; variables that are vectors stand
     * in it for their element of the same place.
     */
    public static final class RowCall extends Expr {
        private final RowFunction function;
        private final String dimension;
        private final Expr argument;

        /** @param dimension the name of the index that runs over the elements */
        public RowCall(RowFunction function, String dimension, Expr argument) {
            super(Objects.hash(function.name(), dimension, argument.hash), argument);
            this.function = function;
            this.dimension = dimension;
            this.argument = argument;
        }

        public RowFunction function() {
            return function;
        }

        public String dimension() {
            return dimension;
        }

        public Expr argument() {
            return argument;
        }

        @Override
        public List<Expr> children() {
            return List.of(argument);
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof RowCall call
                    && function == call.function
                    && dimension.equals(call.dimension)
                    && argument.equals(call.argument);
        }
    }

    /** {@code vector[index]}: the element at a place counted from 0; NaN if there is no such place. */
    public static final class Pick extends Expr {
        private final String dimension;
        private final Expr vector;
        private final Expr index;

        public Pick(String dimension, Expr vector, Expr index) {
            super(Objects.hash("pick", dimension, vector.hash, index.hash), vector, index);
            this.dimension = dimension;
            this.vector = vector;
            this.index = index;
        }

        public String dimension() {
            return dimension;
        }

        public Expr vector() {
            return vector;
        }

        public Expr index() {
            return index;
        }

        @Override
        public List<Expr> children() {
            return List.of(vector, index);
        }

        @Override
        boolean sameAs(Expr other) {
            return other instanceof Pick pick
                    && dimension.equals(pick.dimension)
                    && vector.equals(pick.vector)
                    && index.equals(pick.index);
        }
    }
}
