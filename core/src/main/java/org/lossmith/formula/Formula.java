package org.lossmith.formula;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lossmith.InputException;

/**
 * A loss of one score as a formula, with its exact derivatives and the stable forms of all three. Immutable.
 *
 * <p>Grammar: numbers, names, {@code + - * / ^}, comparisons, {@code and or not}, {@code where(condition, a, b)},
 * {@code min max} and the functions of {@link Function}. The score is {@code z}, the target {@code y}; every other name is a
 * parameter.
 */
public final class Formula {
    /** The model's raw output. */
    public static final Expr.Variable SCORE = new Expr.Variable("z");
    /** What should have come out. */
    public static final Expr.Variable TARGET = new Expr.Variable("y");

    /** Larger derivatives are refused, unless what is differentiated is large too; those of the catalogue have under 500 operations. */
    private static final int LARGE = 20_000;

    /** A sum of many terms has a derivative of a few times its size. What grows by more does so without end: powers of powers do. */
    private static final int GROWTH = 10;

    private final String text;
    private final Expr typed;
    private final Expr value;
    private final Expr gradient;
    private final Expr hessian;
    private final Expr stableValue;
    private final Expr stableGradient;
    private final Expr stableHessian;
    private final List<Expr> guarded;
    private final boolean isGuarded;

    private Formula(String text, Expr typed) {
        this.text = text;
        this.typed = typed;
        this.value = Simplifier.simplify(typed);
        this.gradient = Derivative.gradient(value);
        this.hessian = Derivative.hessian(value, gradient);
        this.stableValue = Stabiliser.stabilise(value);
        this.stableGradient = Stabiliser.stabilise(gradient);
        this.stableHessian = Stabiliser.stabilise(hessian);
        Set<String> weights = Set.of(TARGET.name());
        this.guarded = stable().stream()
                .map(expr -> InfiniteLogarithms.guard(expr, weights))
                .toList();
        this.isGuarded = !guarded.equals(stable());
    }

    /** @throws FormulaException if the text is not a formula, showing the place */
    public static Formula parse(String text) {
        return DeepStack.call(text, () -> new Formula(text.strip(), Parser.parse(text)));
    }

    public String text() {
        return text;
    }

    /** The formula as typed, unchanged. */
    public Expr typed() {
        return typed;
    }

    /** The value, simplified. */
    public Expr value() {
        return value;
    }

    /** The derivative of the value by the score. */
    public Expr gradient() {
        return gradient;
    }

    /** The second derivative of the value by the score. */
    public Expr hessian() {
        return hessian;
    }

    public Expr stableValue() {
        return stableValue;
    }

    public Expr stableGradient() {
        return stableGradient;
    }

    public Expr stableHessian() {
        return stableHessian;
    }

    /** The stable forms of value, gradient and Hessian. */
    public List<Expr> stable() {
        return List.of(stableValue, stableGradient, stableHessian);
    }

    /**
     * The same where logarithms of probabilities may be infinite, as they are at infinite scores: what is 0 times such a logarithm is 0. At
     * finite scores these are the stable forms, with more operations.
     */
    public List<Expr> guarded() {
        return guarded;
    }

    /** Whether there are such logarithms, so that {@link #guarded} are other expressions than {@link #stable}. */
    public boolean isGuarded() {
        return isGuarded;
    }

    /** Every name but {@code z} and {@code y}, sorted. */
    public Set<String> parameters() {
        Set<String> names = new TreeSet<>(typed.variables());
        names.remove(SCORE.name());
        names.remove(TARGET.name());
        return names;
    }

    /** @param of what {@code derivative} is a derivative of */
    static void checkSize(Expr derivative, Expr of) {
        long most = LARGE + (long) GROWTH * of.size();
        if (derivative.size() > most) {
            throw new InputException("the formula is too large: its derivative has more than " + most
                    + " operations; write it shorter, or as a sum of several losses");
        }
    }
}
