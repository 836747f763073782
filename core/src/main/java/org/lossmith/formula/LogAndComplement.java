package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code -log(p) + t c}, p the softmax of an element and c = 1 - p: as t = -1 leaves about c^2/2 of it, it is
 * {@code (-log(p) - c) + (1 + t) c}, the first part {@code -log1pmx(-c)}. For t of -1 and more nothing cancels then.
 */
final class LogAndComplement {
    /** Beyond, -log(p) is more than 1.8 times c. */
    private static final Expr LARGE = Algebra.number(0.75);

    private LogAndComplement() {}

    /** Null where the terms have no such two, or t is a number above 0. */
    static @Nullable Expr join(List<Terms.Term> terms, UnaryOperator<Expr> rewrite) {
        for (Terms.Term sum : terms) {
            boolean logsumexp = sum.coefficient() == 1
                    && sum.core() instanceof Expr.RowCall call
                    && call.function() == RowFunction.LOGSUMEXP;
            Terms.Term picked = logsumexp ? picked(terms, (Expr.RowCall) sum.core()) : null;
            for (Terms.Term term : terms) {
                Expr softmax = picked == null ? null : softmax(term, (Expr.RowCall) sum.core(), picked.core());
                if (picked != null && softmax != null) {
                    List<Terms.Term> rest = new ArrayList<>(terms);
                    rest.removeAll(List.of(sum, picked, term));
                    Expr log = new Expr.Operation(Operator.SUBTRACT, sum.core(), picked.core());
                    Expr joined = joined(log, softmax, factor(term, softmax), rewrite);
                    return rest.isEmpty()
                            ? joined
                            : new Expr.Operation(
                                    Operator.ADD, rewrite.apply(Terms.of(rest).expr()), joined);
                }
            }
        }
        return null;
    }

    /** The term -v[i] of a vector v whose logsumexp this is. */
    private static Terms.@Nullable Term picked(List<Terms.Term> terms, Expr.RowCall sum) {
        return terms.stream()
                .filter(term -> term.coefficient() == -1
                        && term.core() instanceof Expr.Pick pick
                        && pick.vector().equals(sum.argument()))
                .findFirst()
                .orElse(null);
    }

    /** The softmax of which the term has the complement as a factor. */
    private static @Nullable Expr softmax(Terms.Term term, Expr.RowCall sum, Expr picked) {
        Expr vector = new Expr.RowCall(RowFunction.SOFTMAX, sum.dimension(), sum.argument());
        Expr softmax = new Expr.Pick(sum.dimension(), vector, ((Expr.Pick) picked).index());
        boolean found = Factors.of(term.expr()).isSingle(plainComplement(softmax));
        return found && !(factor(term, softmax) instanceof Expr.Number number && number.value() > 0) ? softmax : null;
    }

    private static Expr plainComplement(Expr softmax) {
        return Algebra.subtract(Terms.ONE, softmax);
    }

    private static Expr factor(Terms.Term term, Expr softmax) {
        return Factors.of(term.expr()).without(plainComplement(softmax)).expr();
    }

    private static Expr joined(Expr log, Expr softmax, Expr factor, UnaryOperator<Expr> rewrite) {
        Expr complement = RowStabiliser.complement(softmax);
        Expr near = Algebra.negate(new Expr.Call(Function.LOG1PMX, Algebra.negate(complement)));
        Expr far = new Expr.Operation(Operator.SUBTRACT, log, complement);
        Expr isLarge = new Expr.Operation(Operator.GREATER, complement, LARGE);
        Expr remainder = new Expr.Where(isLarge, far, near);
        Expr rest = Algebra.multiply(rewrite.apply(Algebra.add(Terms.ONE, factor)), complement);
        return Algebra.isZero(rest) ? remainder : new Expr.Operation(Operator.ADD, remainder, rest);
    }
}
