package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sum seen as terms: coefficient times core, cores distinct and in {@link ExprOrder}; a plain number has the core 1. Like
 * terms are joined where the coefficients add without rounding.
 */
final class Terms {
    static final Expr ONE = new Expr.Number(1);

    private final Map<Expr, Double> coefficients = new TreeMap<>(ExprOrder.INSTANCE);

    /** One term of a sum: {@code coefficient * core}. */
    record Term(double coefficient, Expr core) {
        Expr expr() {
            return Algebra.multiply(new Expr.Number(coefficient), core);
        }

        /** The term without its core when the core is a number, else the whole term. */
        boolean isNumber(double value) {
            return core.equals(ONE) && coefficient == value;
        }
    }

    static Terms none() {
        return new Terms();
    }

    static Terms of(Expr expr) {
        Terms terms = new Terms();
        terms.add(1, expr);
        return terms;
    }

    static Terms of(List<Term> list) {
        Terms terms = new Terms();
        list.forEach(term -> terms.addTerm(term.coefficient(), term.core()));
        return terms;
    }

    /** Adds {@code scale * expr}, opening sums inside it. */
    Terms add(double scale, Expr expr) {
        if (expr instanceof Expr.Operation operation && operation.operator() == Operator.ADD) {
            add(scale, operation.left()).add(scale, operation.right());
        } else if (expr instanceof Expr.Operation operation && operation.operator() == Operator.SUBTRACT) {
            add(scale, operation.left()).add(-scale, operation.right());
        } else if (expr instanceof Expr.Call call && call.function() == Function.NEGATE) {
            add(-scale, call.argument());
        } else {
            Factors factors = Factors.of(expr);
            addFactors(scale, factors, expr);
        }
        return this;
    }

    private void addFactors(double scale, Factors factors, Expr expr) {
        if (Exact.product(scale, factors.coefficient())) {
            addTerm(scale * factors.coefficient(), factors.withoutCoefficient());
        } else {
            addTerm(scale, expr);
        }
    }

    private void addTerm(double coefficient, Expr core) {
        double present = coefficients.getOrDefault(core, 0.0);
        if (coefficient == 0) {
            return;
        }
        if (!Exact.sum(present, coefficient)) {
            coefficients.merge(
                    new Expr.Operation(Operator.MULTIPLY, new Expr.Number(coefficient), core), 1.0, Double::sum);
        } else if (present + coefficient == 0) {
            coefficients.remove(core);
        } else {
            coefficients.put(core, present + coefficient);
        }
    }

    List<Term> list() {
        List<Term> list = new ArrayList<>();
        coefficients.forEach((core, coefficient) -> list.add(new Term(coefficient, core)));
        return list;
    }

    /** Whether all terms of {@code part} are among these. */
    boolean contains(Terms part) {
        return part.coefficients.entrySet().stream()
                .allMatch(term -> term.getValue().equals(coefficients.get(term.getKey())));
    }

    int count() {
        return coefficients.size();
    }

    /** The sum as a tree, positive terms first. */
    Expr expr() {
        Chain sum = Chain.sum();
        List<Term> terms = list();
        for (Term term : terms) {
            if (term.coefficient() > 0) {
                sum.add(false, term.expr());
            }
        }
        for (Term term : terms) {
            if (term.coefficient() < 0) {
                Expr positive = new Term(-term.coefficient(), term.core()).expr();
                sum.add(!sum.isEmpty(), sum.isEmpty() ? Algebra.negate(positive) : positive);
            }
        }
        return sum.isEmpty() ? new Expr.Number(0) : sum.expr();
    }
}
