package org.lossmith.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.Path;
import org.lossmith.bench.Case.What;
import org.lossmith.bench.Goal.Measure;

/** The goals of speed: ratios within one run, two cores, value and gradient of 20,000,000 doubles unless said. */
final class Goals {
    private static final List<String> SIMPLE = List.of(
            "squared-error",
            "half-squared-error",
            "absolute-error",
            "huber",
            "smooth-l1",
            "quantile",
            "expectile",
            "epsilon-insensitive",
            "hinge",
            "squared-hinge",
            "smoothed-hinge",
            "modified-huber");
    private static final List<String> CURVED = List.of("bce", "weighted-bce", "log-cosh", "pseudo-huber", "poisson");

    /** Two runs of the same loop on the same machine differ by as much. */
    private static final double NOISE = 1.05;

    private Goals() {}

    static List<Goal> all() {
        return List.of(
                new Goal(
                        "simple",
                        "losses without transcendentals: at most 1.15 times the wall",
                        simd(SIMPLE, 1, 2),
                        Measure.WALL,
                        1.15),
                new Goal(
                        "curved",
                        "bce, weighted-bce, log-cosh, pseudo-huber, poisson on two threads: at most 2 times the wall",
                        simd(CURVED, 2),
                        Measure.WALL,
                        2),
                new Goal(
                        "focal",
                        "focal on two threads: at most 3 times the wall",
                        simd(List.of("focal"), 2),
                        Measure.WALL,
                        3),
                new Goal(
                        "softmax",
                        "softmax over 10 classes, 2,000,000 rows on two threads: at most 2.5 times copying its arrays",
                        List.of(new Case(
                                "softmax", What.GRADIENT, Plan.LARGE / 10, ElementType.DOUBLE, Path.SIMD, 2, 10)),
                        Measure.WALL,
                        2.5),
                new Goal(
                        "pytorch",
                        "bce and huber, floats and doubles: at least 8 times as fast as PyTorch",
                        peered().toList(),
                        Measure.PYTORCH,
                        8),
                new Goal(
                        "control",
                        "bce and huber, floats and doubles: as fast as the loop by hand (at most 1.05 times its time)",
                        Goal.beside(peered(), Path.SIMD, Path.CONTROL),
                        Measure.CONTROL,
                        NOISE));
    }

    /** @throws IllegalArgumentException if a name is not that of a goal */
    static List<Goal> named(List<String> names) {
        List<Goal> all = all();
        for (String name : names) {
            if (all.stream().noneMatch(goal -> goal.name().equals(name))) {
                throw new IllegalArgumentException("no goal \"" + name + "\"; there are "
                        + all.stream().map(Goal::name).collect(Collectors.joining(", ")));
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(goal -> names.contains(goal.name())).toList();
    }

    /** What must be timed for them, each once. */
    static List<Case> cases(List<Goal> goals) {
        Set<Case> cases = new LinkedHashSet<>();
        goals.forEach(goal -> cases.addAll(goal.cases()));
        return List.copyOf(cases);
    }

    /** A line for each goal, and one for each loss that misses it. */
    static String verdict(List<Goal> goals, List<Measurement> all) {
        StringBuilder text = new StringBuilder();
        for (Goal goal : goals) {
            List<Goal.Check> checks = goal.checks(all);
            long missed = checks.stream().filter(check -> !check.holds()).count();
            String state = checks.isEmpty() ? "NOT TIMED" : missed == 0 ? "PASS" : "FAIL";
            text.append(String.format(
                    Locale.ROOT, "%-9s %s: %d of %d%n", state, goal.text(), checks.size() - missed, checks.size()));
            checks.stream()
                    .filter(check -> !check.holds())
                    .forEach(check -> text.append(String.format(
                            Locale.ROOT,
                            "          %s: %s%n",
                            check.timed(),
                            check.ratio().text(2))));
        }
        return text.toString();
    }

    static boolean allHold(List<Goal> goals, List<Measurement> all) {
        return goals.stream()
                .map(goal -> goal.checks(all))
                .allMatch(checks -> !checks.isEmpty() && checks.stream().allMatch(Goal.Check::holds));
    }

    private static List<Case> simd(List<String> losses, int... threads) {
        return IntStream.of(threads)
                .boxed()
                .flatMap(count -> losses.stream()
                        .map(loss -> Plan.gradient(loss, Plan.LARGE, ElementType.DOUBLE, Path.SIMD, count)))
                .toList();
    }

    private static Stream<Case> peered() {
        return Stream.of(2, 1)
                .flatMap(threads -> Stream.of(ElementType.values())
                        .flatMap(type -> Plan.PEERED.stream()
                                .map(loss -> Plan.gradient(loss, Plan.LARGE, type, Path.SIMD, threads))));
    }
}
