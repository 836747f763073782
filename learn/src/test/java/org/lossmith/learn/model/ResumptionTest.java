package org.lossmith.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.fit.FitWatch;

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
