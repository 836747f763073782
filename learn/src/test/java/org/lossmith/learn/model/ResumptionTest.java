package org.lossmith.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.solver.FitWatch;

/** A training that was ended early is taken up where it was left, by a model that fits it and by no other. */
class ResumptionTest {
    private static final Path PENGUINS = Path.of("..", "examples", "data", "penguins.csv");

    private static TrainRequest request(String target, String loss) {
        return TrainRequest.of(ReadRequest.of(PENGUINS, target), ModelLoss.parse(loss))
                .withPenalty("l2:lambda=0.001");
    }

    private static Training train(TrainRequest request, TrainControl control) {
        return Train.run(request, control);
    }

    private static TrainControl quiet() {
        return TrainControl.of(stage -> {});
    }

    private static FitWatch impatient() {
        return () -> true;
    }

    @ParameterizedTest
    @CsvSource({"sex, bce", "species, softmax"})
    void run_stoppedAndResumed_endsWhereAnUndisturbedOneDoes(String target, String loss) {
        TrainRequest request = request(target, loss);
        Model whole = train(request, quiet()).model();
        Model part = train(request, quiet().withWatch(impatient())).model();
        assertThat(part.fit().converged()).isFalse();
        assertThat(part.errors()).isNull();
        assertThat(part.notes()).anySatisfy(note -> assertThat(note).startsWith("interrupted by the user"));
        Model resumed = train(request, quiet().withResume(part)).model();
        assertThat(resumed.fit().converged()).isTrue();
        assertThat(resumed.fit().objective()).isCloseTo(whole.fit().objective(), within(1e-9));
        Model again = train(request, quiet().withResume(whole)).model();
        assertThat(again.fit().iterations()).isLessThanOrEqualTo(1);
    }

    /** Stops when so many fits are done. */
    private record StopAfter(int fits, AtomicInteger done) implements FitWatch {
        @Override
        public boolean stopped() {
            return done.get() >= fits;
        }

        @Override
        public void fitted(int finished, int of) {
            done.set(finished);
        }
    }

    /** 20 lambdas and 5 folds, one after the other: during the path on all rows, the first fold, a later one. */
    @ParameterizedTest
    @CsvSource({
        "sex, bce, 12, before any rows were held out",
        "sex, bce, 30, largest lambdas it is the best by a part",
        "sex, bce, 70, by 2 of 5 folds",
        "species, softmax, 70, by 2 of 5 folds"
    })
    void run_stoppedWhileLambdaIsChosen_keepsAModelAndGoesOnWithItsLambda(
            String target, String loss, int fits, String said) {
        TrainRequest request = request(target, loss)
                .withPenalty("l1")
                .withSearch(new LambdaSearch(LambdaRule.MIN, 20, 5))
                .withThreads(1);
        Training part = train(request, quiet().withWatch(new StopAfter(fits, new AtomicInteger())));
        Model model = part.model();
        assertThat(model.fit().converged()).isFalse();
        assertThat(model.errors()).isNull();
        assertThat(model.notes().get(0))
                .startsWith("the choice of lambda was interrupted")
                .contains(said);
        assertThat(model.fit().lambda()).isPositive();
        Training resumed = train(request, quiet().withResume(model));
        assertThat(resumed.model().fit().converged()).isTrue();
        assertThat(resumed.model().fit().penalty()).isEqualTo(model.fit().penalty());
        assertThat(resumed.model().fit().objective()).isCloseTo(model.fit().objective(), within(1e-9));
        assertThat(resumed.penaltyReason()).isEqualTo("the lambda of the model that is resumed");
        assertThat(resumed.choice()).isNull();
    }

    @Test
    void run_resumedWithAnotherPenalty_wantsItsLambda() {
        Model model = train(request("sex", "bce"), quiet()).model();
        assertThatThrownBy(() -> train(request("sex", "bce").withPenalty("l1"), quiet().withResume(model)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the model's penalty, l2:lambda=0.001, has none for it");
    }

    @Test
    void run_splitColumnWithoutAChoice_isRefused() {
        TrainRequest request =
                TrainRequest.of(ReadRequest.of(PENGUINS, "sex").withSplitBy("year"), ModelLoss.parse("bce"));
        for (String penalty : List.of("usual", "none", "l1:lambda=0.1")) {
            assertThatThrownBy(() -> train(request.withPenalty(penalty), quiet()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("--split-by year: train holds rows out only to choose")
                    .hasMessageContaining("--exclude year");
        }
    }

    @Test
    void run_modelOfAnotherTask_isRefusedWithTheDifference() {
        Model model = train(request("sex", "bce"), quiet()).model();
        assertThatThrownBy(() -> train(request("sex", "focal"), quiet().withResume(model)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("loss is bce")
                .hasMessageContaining("focal");
        assertThatThrownBy(() -> train(request("body_mass_g", "bce"), quiet().withResume(model)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("predicts sex")
                .hasMessageContaining("body_mass_g");
        TrainRequest fewer =
                TrainRequest.of(ReadRequest.of(PENGUINS, "sex").withExclude(List.of("island")), ModelLoss.parse("bce"));
        assertThatThrownBy(() -> train(fewer, quiet().withResume(model)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("of the model is island");
    }
}
