package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.data.ReadRequest;

class CommandsTest {
    @Test
    void defaults_areNotRepeated() {
        CompareRequest request = CompareRequest.of(Path.of("trips.csv"), "minutes");
        assertThat(new Commands(request).same()).isEqualTo("lossmith compare trips.csv --target minutes");
    }

    @Test
    void everythingGiven_isRepeated_quotedWhereAShellNeedsIt() {
        ReadRequest read = ReadRequest.of(Path.of("my trips.csv"), "it's")
                .withExclude(List.of("a", "b c"))
                .withWeight("w")
                .withNulls(List.of("NA", "-"))
                .withWhere("a > 3")
                .withPositive("yes")
                .withSplitBy("month");
        CompareRequest request = CompareRequest.of(read)
                .withLosses(List.of("huber:delta=15"))
                .withFormulas(List.of(new CompareRequest.Written("c*abs(z-y)", Map.of("c", 2.5))))
                .withMistake("under=4,over=1")
                .withPenalty("l2:lambda=0.001")
                .withPositiveWeight(3.0)
                .withFolds(10)
                .withSeed(7);
        assertThat(new Commands(request).same())
                .isEqualTo(
                        "lossmith compare 'my trips.csv' --target 'it'\\''s' --exclude 'a,b c' --weight w --null NA --null -"
                                + " --where 'a > 3' --positive yes --split-by month --loss huber:delta=15 --formula 'c*abs(z-y)'"
                                + " --param c=2.5 --mistake under=4,over=1 --penalty l2:lambda=0.001 --positive-weight 3 --folds 10"
                                + " --seed 7");
    }

    @Test
    void whatGivesTheTargetAway_isLeftOutBesidesTheRest() {
        ReadRequest read = ReadRequest.of(Path.of("t.csv"), "y").withExclude(List.of("a"));
        assertThat(new Commands(CompareRequest.of(read)).without(List.of("fare")))
                .isEqualTo("lossmith compare t.csv --target y --exclude a,fare");
    }
}
