package org.lossmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.Path;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;

class GoalsTest {
    @Test
    void everyGoal_namesLossesOfTheCatalogue() {
        Set<String> names = new HashSet<>(Losses.names());
        names.addAll(RowLosses.names());
        assertThat(Goals.cases(Goals.all())).isNotEmpty().allMatch(timed -> names.contains(timed.loss()));
    }

    @Test
    void wallGoal_failsAtTheOneLossThatIsSlower() {
        Goal simple = Goals.named(List.of("simple")).get(0);
        List<Measurement> all = new ArrayList<>();
        for (Case timed : simple.cases()) {
            all.add(new Measurement(
                    timed, 2.2, 0.1, 2, timed.loss().equals("huber") && timed.threads() == 2 ? 1.2 : 1.1, Double.NaN));
        }
        assertThat(Goals.allHold(List.of(simple), all)).isFalse();
        assertThat(Goals.verdict(List.of(simple), all))
                .startsWith("FAIL")
                .contains("23 of 24")
                .contains("huber gradient 20000000 double simd 2 threads: 1.20");
    }

    @Test
    void pytorchGoal_comparesTheSameTask() {
        Case ours = Plan.gradient("bce", Plan.LARGE, ElementType.FLOAT, Path.SIMD, 2);
        Goal goal = new Goal("pytorch", "", List.of(ours), Goal.Measure.PYTORCH, 8);
        Measurement fast = new Measurement(ours, 1, 0, 1, 1, 1);
        Measurement torch = new Measurement(ours.by(Path.PYTORCH), 10, 0, 1, 8.5, Double.NaN);
        Measurement otherType = new Measurement(
                Plan.gradient("bce", Plan.LARGE, ElementType.DOUBLE, Path.PYTORCH, 2), 100, 0, 1, 100, Double.NaN);
        assertThat(goal.checks(List.of(fast, otherType))).isEmpty();
        assertThat(goal.checks(List.of(otherType, fast, torch)))
                .singleElement()
                .matches(check -> check.holds() && check.ratio() == 8.5);
    }

    @Test
    void controlGoal_takesTheRatioOfTheSameJvm() {
        Goal goal = Goals.named(List.of("control")).get(0);
        List<Measurement> all = new ArrayList<>();
        for (Case timed : goal.cases()) {
            boolean slow = timed.hasControl() && timed.type() == ElementType.FLOAT && timed.threads() == 1;
            all.add(new Measurement(timed, 1, 0, 1, 1, timed.hasControl() ? slow ? 1.06 : 1.05 : Double.NaN));
        }
        assertThat(Goals.verdict(List.of(goal), all))
                .startsWith("FAIL")
                .contains("6 of 8", "float simd 1 thread: 1.06");
        assertThat(goal.checks(all.subList(1, 2))).isEmpty();
    }

    @Test
    void goalThatWasNotTimed_doesNotHold() {
        List<Goal> goals = Goals.named(List.of("focal"));
        assertThat(Goals.allHold(goals, List.of())).isFalse();
        assertThat(Goals.verdict(goals, List.of())).startsWith("NOT TIMED");
    }

    @Test
    void unknownGoal_isRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Goals.named(List.of("softmax-typo"))).hasMessageContaining("simple, curved, focal");
    }

    @Test
    void catalogue_holdsEveryLossPathAndType() {
        List<Case> catalogue = Plan.catalogue();
        List<String> names = new ArrayList<>(Losses.names());
        names.addAll(RowLosses.names());
        for (String loss : names) {
            assertThat(catalogue.stream().filter(timed -> timed.loss().equals(loss) && timed.path() == Path.SIMD))
                    .hasSize(6);
            assertThat(catalogue.stream().filter(timed -> timed.loss().equals(loss) && timed.path() == Path.SCALAR))
                    .hasSize(6);
        }
    }

    @Test
    void ratioTable_printsWallAndPyTorch() {
        Case ours = Plan.gradient("bce", Plan.LARGE, ElementType.DOUBLE, Path.SIMD, 1);
        String table = RatioTable.of(List.of(
                new Measurement(ours, 3, 0.25, 1.5, 2, 1.04),
                new Measurement(ours.by(Path.PYTORCH), 45, 1, 1.5, 30, Double.NaN)));
        assertThat(table.lines().skip(1).findFirst().orElseThrow().split(" +"))
                .containsExactly(
                        "bce",
                        "gradient",
                        "1",
                        "20000000",
                        "double",
                        "simd",
                        "1",
                        "3.000",
                        "0.250",
                        "1.500",
                        "2.00",
                        "15.0x",
                        "1.04");
    }
}
