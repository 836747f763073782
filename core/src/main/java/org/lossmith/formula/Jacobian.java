package org.lossmith.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivatives of an expression by all elements of a block of scores, in terms of elements. If {@code e[i]} is the expression and {@code s[j]}
 * the scores, then {@code de[i]/ds[j] = own[i] (i = j) + the sum of left[i] * right[j]}: a diagonal and a few outer products, which
 * is how functions of whole vectors couple their elements. For an expression that is one number a row, {@code own} is 0 and the
 * left factors are numbers; for a block that is one score, the right factors are.
 */
record Jacobian(Expr own, List<Outer> coupled) {
    private static final Expr ZERO = Algebra.number(0);
    static final Jacobian NONE = new Jacobian(ZERO, List.of());

    /** An outer product: {@code left[i] * right[j]}. */
    record Outer(Expr left, Expr right) {}

    Jacobian {
        coupled = List.copyOf(coupled);
    }

    /**
     * The elements {@code i = j}; for an expression that is one number a row, its gradient, element by element.
     *
     * @param of the expression of which these are the derivatives
     */
    Expr diagonal(Expr of) {
        return Algebra.add(own, coupledDiagonal(of));
    }

    private Expr coupledDiagonal(Expr of) {
        Expr sum = ZERO;
        for (Outer outer : coupled) {
            sum = Algebra.add(sum, Algebra.multiply(outer.left(), outer.right()));
        }
        Formula.checkSize(sum, of);
        return sum;
    }

    /** Collects parts; outer products that share a factor, up to its sign, become one. */
    static final class Builder {
        private final Expr of;
        private Expr own = ZERO;
        private final Map<Expr, Expr> lefts = new LinkedHashMap<>();

        /** @param of the expression of which these are the derivatives */
        Builder(Expr of) {
            this.of = of;
        }

        Builder own(Expr expr) {
            own = Algebra.add(own, expr);
            return this;
        }

        Builder outer(Expr left, Expr right) {
            if (!Algebra.isZero(left) && !Algebra.isZero(right)) {
                Expr present = lefts.get(right);
                lefts.put(right, present == null ? left : Algebra.add(present, left));
            }
            return this;
        }

        Jacobian build() {
            Map<Expr, Expr> rights = new LinkedHashMap<>();
            lefts.forEach((right, left) -> {
                Expr opposite = Algebra.negate(left);
                if (Algebra.isZero(left)) {
                    return;
                }
                if (rights.containsKey(opposite)) {
                    rights.merge(opposite, right, Algebra::subtract);
                } else {
                    rights.merge(left, right, Algebra::add);
                }
            });
            List<Outer> outers = new ArrayList<>();
            rights.forEach((left, right) -> {
                if (!Algebra.isZero(right)) {
                    outers.add(new Outer(left, right));
                }
            });
            Formula.checkSize(own, of);
            outers.forEach(outer -> Formula.checkSize(outer.left(), of));
            return new Jacobian(own, outers);
        }
    }
}
