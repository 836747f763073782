package org.lossmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.Path;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;

class GoalsTest {
    private static Ratio ratio(double... medians) {
        return Ratio.of(DoubleStream.of(medians).boxed().toList());
    }

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
                    timed,
                    2.2,
                    0.1,
                    2,
                    ratio(timed.loss().equals("huber") && timed.threads() == 2 ? 1.2 : 1.1),
                    null,
                    null));
        }
        assertThat(Goals.allHold(List.of(simple), all)).isFalse();
        assertThat(Goals.verdict(List.of(simple), all))
                .startsWith("FAIL")
                .contains("23 of 24")
                .contains("huber gradient 20000000 double simd 2 threads: 1.20");
    }

    @Test
    void pytorchGoal_takesTheRatioOfTheSameJvm() {
        Goal goal = Goals.named(List.of("pytorch")).get(0);
        assertThat(goal.cases()).hasSize(8).allMatch(Case::hasTorch);
        List<Measurement> all = new ArrayList<>();
        for (Case timed : goal.cases()) {
            boolean slow = timed.type() == ElementType.FLOAT && timed.threads() == 2;
            all.add(new Measurement(timed, 1, 0, 1, ratio(1), ratio(1), ratio(slow ? 7.9 : 8.0)));
        }
        assertThat(Goals.verdict(List.of(goal), all))
                .startsWith("FAIL")
                .contains("6 of 8", "float simd 2 threads: 7.90");
        Case alone = goal.cases().get(0).by(Path.PYTORCH);
        assertThat(goal.checks(List.of(new Measurement(alone, 10, 0, 1, ratio(10), null, null))))
                .isEmpty();
    }

    @Test
    void controlGoal_takesTheRatioOfTheSameJvm() {
        Goal goal = Goals.named(List.of("control")).get(0);
        List<Measurement> all = new ArrayList<>();
        for (Case timed : goal.cases()) {
            boolean slow = timed.hasControl() && timed.type() == ElementType.FLOAT && timed.threads() == 1;
            Ratio hand = timed.hasControl() ? ratio(slow ? 1.06 : 1.05) : null;
            all.add(new Measurement(timed, 1, 0, 1, ratio(1), hand, null));
        }
        assertThat(Goals.verdict(List.of(goal), all))
                .startsWith("FAIL")
                .contains("6 of 8", "float simd 1 thread: 1.06");
        assertThat(goal.checks(all.subList(1, 2))).isEmpty();
    }

    @Test
    void severalJvms_countByTheirMedian_andTheRangeIsPrinted() {
        Case timed = Plan.gradient("huber", Plan.LARGE, ElementType.FLOAT, Path.SIMD, 1);
        Goal goal = Goals.named(List.of("control")).get(0);
        Ratio good = ratio(0.98, 1.2, 1.04);
        Ratio poor = ratio(1.06, 0.9, 1.07);
        List<Measurement> passes = List.of(new Measurement(timed, 1, 0, 1, ratio(1, 1, 1), good, ratio(9, 7, 8)));
        List<Measurement> fails = List.of(new Measurement(timed, 1, 0, 1, ratio(1, 1, 1), poor, null));
        assertThat(Goals.allHold(List.of(goal), passes)).isTrue();
        assertThat(RatioTable.of(passes)).contains(" 1.04 (0.98-1.20)", " 8.0 (7.0-9.0)x");
        assertThat(Goals.verdict(List.of(goal), fails)).contains("1 thread: 1.06 (0.90-1.07)");
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
                new Measurement(ours, 3, 0.25, 1.5, ratio(2), ratio(1.04), null),
                new Measurement(ours.by(Path.PYTORCH), 45, 1, 1.5, ratio(30), null, null)));
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
