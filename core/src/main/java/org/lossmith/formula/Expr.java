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

    private final List<Expr> children;
    private final int hash;
    private final int size;
    private final int depth;
    private final long names;

    private Expr(int hash, Expr... children) {
        this(hash, 0, children);
    }

    /** @param name a bit for a variable's name, 0 for all other expressions */
    private Expr(int hash, long name, Expr... children) {
        this.children = List.of(children);
        long total = 1;
        int deepest = 0;
        long all = name;
        for (Expr child : children) {
            total += child.size;
            deepest = Math.max(deepest, child.depth);
            all |= child.names;
        }
        this.names = all;
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

    public final List<Expr> children() {
        return children;
    }

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
        if ((names & bit(variable)) == 0) {
            return false;
        }
        for (Expr child : children) {
            if (child.contains(variable)) {
                return true;
            }
        }
        return false;
    }

    /** Names stand for one of 64 bits each: what has none of a name's bit does not contain it. */
    private static long bit(String name) {
        return 1L << name.hashCode();
    }

    /** Whether every variable here may be in one of the others too; false only if one surely is not. */
    final boolean mayHaveNamesOf(Expr... others) {
        long left = names;
        for (Expr other : others) {
            left &= ~other.names;
        }
        return left == 0;
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(Object other) {
        return this == other
                || (other instanceof Expr expr
                        && hash == expr.hash
                        && size == expr.size
                        && isSame(expr)
                        && children.equals(expr.children));
    }

    /** Whether this is the same kind of node, children aside. */
    abstract boolean isSame(Expr other);

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
        boolean isSame(Expr other) {
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
            super(Objects.hash(name, dimension), bit(name));
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
        boolean isSame(Expr other) {
            return other instanceof Variable variable
                    && name.equals(variable.name)
                    && Objects.equals(dimension, variable.dimension);
        }
    }

    public static final class Call extends Expr {
        private final Function function;

        public Call(Function function, Expr argument) {
            super(31 * function.name().hashCode() + argument.hash, argument);
            this.function = function;
        }

        public Function function() {
            return function;
        }

        public Expr argument() {
            return children().get(0);
        }

        @Override
        public boolean isTruth() {
            return function == Function.NOT;
        }

        @Override
        boolean isSame(Expr other) {
            return other instanceof Call call && function == call.function;
        }
    }

    public static final class Operation extends Expr {
        private final Operator operator;

        public Operation(Operator operator, Expr left, Expr right) {
            super(31 * (31 * operator.name().hashCode() + left.hash) + right.hash, left, right);
            this.operator = operator;
        }

        public Operator operator() {
            return operator;
        }

        public Expr left() {
            return children().get(0);
        }

        public Expr right() {
            return children().get(1);
        }

        @Override
        public boolean isTruth() {
            return operator.isTruth();
        }

        @Override
        boolean isSame(Expr other) {
            return other instanceof Operation operation && operator == operation.operator;
        }
    }

    /** {@code where(condition, then, otherwise)}: one of two, by a truth value. */
    public static final class Where extends Expr {
        public Where(Expr condition, Expr then, Expr otherwise) {
            super(Objects.hash(condition.hash, then.hash, otherwise.hash), condition, then, otherwise);
            if (!condition.isTruth()) {
                throw new IllegalArgumentException("the condition of where must be a comparison");
            }
        }

        public Expr condition() {
            return children().get(0);
        }

        public Expr then() {
            return children().get(1);
        }

        public Expr otherwise() {
            return children().get(2);
        }

        @Override
        boolean isSame(Expr other) {
            return other instanceof Where;
        }
    }

    /**
     * A function of all elements of a vector. The argument is the expression of one element; variables that are vectors stand
     * in it for their element of the same place.
     */
    public static final class RowCall extends Expr {
        private final RowFunction function;
        private final String dimension;

        /** @param dimension the name of the index that runs over the elements */
        public RowCall(RowFunction function, String dimension, Expr argument) {
            super(Objects.hash(function.name(), dimension, argument.hash), argument);
            this.function = function;
            this.dimension = dimension;
        }

        public RowFunction function() {
            return function;
        }

        public String dimension() {
            return dimension;
        }

        public Expr argument() {
            return children().get(0);
        }

        @Override
        boolean isSame(Expr other) {
            return other instanceof RowCall call && function == call.function && dimension.equals(call.dimension);
        }
    }

    /** {@code vector[index]}: the element at a place counted from 0; NaN if there is no such place. */
    public static final class Pick extends Expr {
        private final String dimension;

        public Pick(String dimension, Expr vector, Expr index) {
            super(Objects.hash("pick", dimension, vector.hash, index.hash), vector, index);
            this.dimension = dimension;
        }

        public String dimension() {
            return dimension;
        }

        public Expr vector() {
            return children().get(0);
        }

        public Expr index() {
            return children().get(1);
        }

        @Override
        boolean isSame(Expr other) {
            return other instanceof Pick pick && dimension.equals(pick.dimension);
        }
    }
}
