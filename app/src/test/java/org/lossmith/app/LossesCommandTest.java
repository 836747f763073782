package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.loss.Losses;

class LossesCommandTest {
    static List<String> names() {
        return Losses.names();
    }

    @Test
    void list_namesEveryLossAndAlias() {
        Cli cli = Cli.run("losses");
        assertThat(cli.status()).isZero();
        Losses.all().forEach(loss -> {
            assertThat(cli.out()).contains("  " + loss.name() + " ");
            loss.aliases().forEach(alias -> assertThat(cli.out()).contains(alias));
        });
    }

    @Test
    void list_fitsEightyColumns() {
        assertThat(Cli.run("losses").out().lines()).allMatch(line -> line.length() <= 80 || line.startsWith("`"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void loss_isShownWithFormulaDerivativesAndSource(String name) {
        Cli cli = Cli.run("losses", name);
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("Formula", "Gradient", "Hessian", "Properties", "Source", "Target");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @MethodSource("names")
    void loss_asJson_hasEveryMember(String name) throws IOException {
        Map<String, Object> loss =
                JSON.std.mapFrom(Cli.run("losses", name, "--json").out());
        assertThat(loss)
                .containsEntry("name", name)
                .containsKeys(
                        "formula", "gradient", "hessian", "properties", "source", "aliases", "parameters", "link");
    }

    @Test
    void alias_meansTheLoss() {
        assertThat(Cli.run("losses", "mae").out()).startsWith("absolute-error\n");
    }

    @Test
    void parameters_changeProperties() throws IOException {
        Map<String, Object> loss = JSON.std.mapFrom(
                Cli.run("losses", "huber", "--param", "delta=7", "--json").out());
        assertThat(loss).containsEntry("spec", "huber:delta=7");
        assertThat(loss.get("properties"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("lipschitz", 7.0);
    }

    @Test
    void infiniteBound_isAString() throws IOException {
        Map<String, Object> loss =
                JSON.std.mapFrom(Cli.run("losses", "mse", "--json").out());
        assertThat(loss.get("properties"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("lipschitz", "Infinity");
    }

    @Test
    void formula_isDerived() {
        Cli cli = Cli.run("losses", "--formula", "(z-y)^2*s", "--param", "s=3");
        assertThat(cli.out()).startsWith("formula:s=3\n").contains("Gradient");
    }

    @Test
    void name_misspelt_isSuggested() {
        assertThat(Cli.run("losses", "hubber"))
                .isEqualTo(new Cli(2, "", "lossmith: no loss \"hubber\"; did you mean \"huber\"?\n"));
    }

    @Test
    void formula_wrong_pointsAtTheColumn() {
        Cli cli = Cli.run("losses", "--formula", "sigmoyd(z)");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("column 1", "did you mean \"sigmoid\"?", "  ^");
    }

    @Test
    void accuracy_isShownOnRequest() throws IOException {
        assertThat(Cli.run("losses", "huber").out()).contains("--accuracy").doesNotContain("as typed");
        Cli cli = Cli.run("losses", "--formula", "exp(z) - 1 - z - z^2/2", "--accuracy");
        assertThat(cli.out()).contains("as typed", "computed", "no rule", "eval --precise");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
        Map<String, Object> loss = JSON.std.mapFrom(
                Cli.run("losses", "huber", "--accuracy", "--json").out());
        assertThat(loss.get("accuracy"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("within_bar", true)
                .containsEntry("bound_ulps", 4.0)
                .containsKeys("value", "gradient", "hessian");
    }

    @Test
    void accuracyOfNoLoss_isRefused() {
        Cli cli = Cli.run("losses", "--accuracy");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("--accuracy is measured for one loss");
    }

    @Test
    void kinksOfAFormula_haveNoPlace() {
        assertThat(Cli.run("losses", "--formula", "abs(z - y)").out()).contains("with kinks, slope at most 1");
    }
}
