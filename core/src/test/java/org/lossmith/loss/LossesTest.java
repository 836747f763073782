package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;

final class LossesTest {
    @Test
    void names_areUniqueAcrossAliases() {
        Set<String> seen = new HashSet<>();
        for (Loss loss : Losses.all()) {
            assertThat(seen.add(loss.name())).as(loss.name()).isTrue();
            loss.aliases()
                    .forEach(alias -> assertThat(seen.add(alias)).as(alias).isTrue());
        }
        assertThat(Losses.all()).hasSize(28);
    }

    @Test
    void spec_roundTrips() {
        for (Loss loss : Losses.all()) {
            assertThat(Losses.parse(loss.spec()).spec()).isEqualTo(loss.spec());
        }
        assertThat(Losses.parse("huber:delta=15").parameters()).isEqualTo(Map.of("delta", 15.0));
        assertThat(Losses.parse("mae").name()).isEqualTo("absolute-error");
        assertThat(Losses.parse("quantile:tau=0.8").spec()).isEqualTo("quantile:q=0.8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hubber | no loss \"hubber\"; did you mean \"huber\"?",
                "xyz | no loss \"xyz\"; `lossmith losses` lists them",
                "huber:delta=-1 | loss huber: delta must be more than 0, got -1",
                "huber:delta=0 | delta must be more than 0, got 0",
                "huber:delta=nan | delta must be more than 0",
                "huber:delta=Infinity | delta must be more than 0",
                "huber:dleta=1 | loss huber has no parameter \"dleta\"; did you mean \"delta\"?",
                "huber:delta=one | delta must be a number, got \"one\"",
                "huber:15 | \"15\" is not parameter=value; write for example huber:delta=1",
                "huber: | is not parameter=value",
                "bce:x=1 | loss bce has no parameters",
                "quantile:q=1 | q must be between 0 and 1, both excluded, got 1"
            })
    void wrongSpec_saysWhatIsWrong(String spec, String message) {
        String given = spec.equals("huber:delta=nan") ? "huber:delta=NaN" : spec;
        assertThatThrownBy(() -> Losses.parse(given))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"gausian-nll, gaussian-nll", "softmx, softmax", "hubr:delta=2, huber"})
    void misspeltName_isLookedForInBothCatalogues(String spec, String meant) {
        assertThatThrownBy(() -> AnyLoss.parse(spec))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean \"" + meant + "\"?");
    }

    @Test
    void formula_needsExactlyItsParameters() {
        assertThatThrownBy(() -> Losses.formula("d*abs(z-y)", Map.of()))
                .hasMessageContaining("\"d\" has no value: give it (--param d=1)");
        assertThatThrownBy(() -> Losses.formula("abs(z-y)", Map.of("d", 1.0)))
                .hasMessageContaining("no parameter \"d\"");
        assertThatThrownBy(() -> Losses.formula("d*abs(z-y)", Map.of("d", Double.NaN)))
                .hasMessageContaining("finite");
        assertThat(Losses.formula("d*abs(z-y)", Map.of("d", 2.0)).value(3, 1)).isEqualTo(4);
    }

    @Test
    void with_leavesTheOriginalAlone() {
        Loss huber = Losses.parse("huber");
        Loss wider = huber.with("delta", 15);
        assertThat(huber.value(10, 0)).isEqualTo(9.5);
        assertThat(wider.value(10, 0)).isEqualTo(50);
    }

    /** Figures of the primer that can be had in closed form. */
    @Test
    void primerFigures_areExact() {
        double[] target = {20, 21, 22, 23, 24, 900};
        double[] score = {21, 22, 21, 24, 23, 30};
        assertThat(Losses.parse("mse").sum(score, target, null, 0, 6) / 6).isEqualTo(126150.83333333333);
        assertThat(Losses.parse("mae").sum(score, target, null, 0, 6) / 6).isEqualTo(145.83333333333334);
        assertThat(Losses.parse("huber:delta=15").sum(score, target, null, 0, 6) / 6)
                .isEqualTo(2156.6666666666665);
        assertThat(Losses.parse("bce").value(-2.2, 0)).isEqualTo(0.10508331976869591);
        assertThat(Losses.parse("weighted-bce:positive_weight=19").value(-2, 1)).isEqualTo(40.41163220981648);
    }

    @Test
    void propertiesOfAFormula_areFoundBySampling() {
        Properties hinge = Losses.formula("max(0, 1 - y*z)", Map.of()).properties();
        assertThat(List.of(hinge.convex(), hinge.smooth(), hinge.piecewiseLinear()))
                .containsExactly(true, false, true);
        Properties wave = Losses.formula("sigmoid(z - y)", Map.of()).properties();
        assertThat(List.of(wave.convex(), wave.smooth(), wave.piecewiseLinear()))
                .containsExactly(false, true, false);
        Properties softplus = Losses.formula("log(1 + exp(z)) - y*z", Map.of()).properties();
        assertThat(List.of(softplus.convex(), softplus.smooth())).containsExactly(true, true);
        assertThat(softplus.curvatureBound()).isLessThanOrEqualTo(0.25);
    }

    /** Terms too small to be seen at 30, 50 or 100 digits decide these: exact values by mpmath with 900 digits. */
    @Test
    void evaluate_seesTermsBelowItsFirstDigits() {
        double value =
                Losses.formula("log(2 - sigmoid(z))", Map.of()).evaluate(300, 0).value();
        assertThat(value).isEqualTo(5.14820022241201378e-131);
        double hessian =
                Losses.formula("(1 - y*tanh(z))^2", Map.of()).evaluate(-40, -1).hessian();
        assertThat(hessian).isEqualTo(2.08479266061281361e-68);
        double gradient =
                Losses.formula("exp(z) - y*z", Map.of()).evaluate(1e-300, 1).gradient();
        assertThat(gradient).isEqualTo(1e-300);
    }
}
