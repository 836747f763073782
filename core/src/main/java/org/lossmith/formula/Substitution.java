package org.lossmith.formula;

import java.util.Map;

/** Puts numbers in the place of names, and takes the branch of every {@code where} that they decide. */
final class Substitution extends Rewriting {
    private final Map<String, Double> numbers;

    private Substitution(Map<String, Double> numbers) {
        this.numbers = numbers;
    }

    static Expr apply(Expr expr, Map<String, Double> numbers) {
        return numbers.isEmpty() ? expr : new Substitution(numbers).rewrite(expr);
    }

    @Override
    Expr compute(Expr expr) {
        if (expr instanceof Expr.Variable variable) {
            Double number = numbers.get(variable.name());
            return number == null ? variable : new Expr.Number(number);
        }
        if (expr instanceof Expr.Where where) {
            return where(where);
        }
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Operation operation) {
            return new Expr.Operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
        }
        if (expr instanceof Expr.RowCall call) {
            return new Expr.RowCall(call.function(), call.dimension(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Pick pick) {
            return new Expr.Pick(pick.dimension(), rewrite(pick.vector()), rewrite(pick.index()));
        }
        return expr;
    }

    private Expr where(Expr.Where where) {
        Expr condition = rewrite(where.condition());
        boolean decided = condition instanceof Expr.Operation operation
                && operation.left() instanceof Expr.Number
                && operation.right() instanceof Expr.Number;
        Expr probe = new Expr.Where(condition, new Expr.Number(1), new Expr.Number(0));
        if (decided) {
            return rewrite(Interpreter.evaluate(probe, Map.of()) == 1 ? where.then() : where.otherwise());
        }
        return new Expr.Where(condition, rewrite(where.then()), rewrite(where.otherwise()));
    }
}
