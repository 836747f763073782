package org.lossmith.formula;

import java.util.List;
import java.util.Random;

/** Formulas from a seed, all defined for every z and for y in (0, 1). */
final class RandomFormulas {
    private static final List<String> FUNCTIONS = List.of(
            "exp",
            "sigmoid",
            "softplus",
            "tanh",
            "logsigmoid",
            "log1p",
            "abs",
            "logcosh",
            "sinh",
            "cosh",
            "log",
            "sqrt");

    private final Random random;

    RandomFormulas(long seed) {
        random = new Random(seed);
    }

    String next() {
        return expression(4);
    }

    private String expression(int depth) {
        if (depth == 0) {
            return leaf();
        }
        String left = expression(depth - 1 - random.nextInt(depth));
        String right = expression(depth - 1 - random.nextInt(depth));
        return switch (random.nextInt(9)) {
            case 0 -> "(" + left + " + " + right + ")";
            case 1 -> "(" + left + " - " + right + ")";
            case 2 -> left + "*" + right;
            case 3 -> left + "/(1 + (" + right + ")^2)";
            case 4 -> "(" + left + ")^" + (2 + random.nextInt(2));
            case 5 -> "where(z > " + leaf() + ", " + left + ", " + right + ")";
            case 6 -> random.nextBoolean() ? "max(" + left + ", " + right + ")" : "(1 - " + left + ")";
            default -> call(left);
        };
    }

    private String call(String argument) {
        String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        return switch (function) {
            case "log", "sqrt", "log1p" -> function + "(1 + (" + argument + ")^2)";
            case "exp", "sinh", "cosh" -> function + "(tanh(" + argument + "))";
            default -> function + "(" + argument + ")";
        };
    }

    private String leaf() {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> "z";
            case 3 -> "y";
            case 4 -> "a";
            default -> List.of("1", "2", "0.5", "3").get(random.nextInt(4));
        };
    }
}
