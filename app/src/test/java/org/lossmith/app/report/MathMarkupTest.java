package org.lossmith.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;
import org.w3c.dom.Document;

class MathMarkupTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(z - y)^2; (z−y)2",
                "z - (y - 1); z−(y−1)",
                "-(z + y); −(z+y)",
                "2*z*y; 2 z y",
                "abs(z) + y; |z|+y",
                "log(1 + exp(z)) - y*z; log(1+ez)−y z",
                "max(0, 1 - y*z); max(0,1−y z)",
                "sigmoid(z) - y; σ(z)−y",
                "(z + y)*(z - y); (z+y) (z−y)",
                "delta*abs(z - y); δ |z−y|",
                "where(z <= y and z > 0, z, y); z if z≤y and z>0y otherwise",
                "(-z)^2 + y; (−z)2+y",
                "(z/y)^2; (zy)2"
            })
    void markup_typedFormula_readsInOrderWithTheParenthesesItNeeds(String formula, String text) {
        assertThat(textOf(formula)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(z[], y) -> logsumexp(z) - z[y]; log∑kezk−zy",
                "(z[], y) -> z[y] - sum(z*z); zy−∑kzk zk",
                "(z[], y) -> sum(z + 1)*z[y]; (∑k(zk+1)) zy",
                "(z[], y) -> 2*sum(k*z/K) - y; 2 (∑kk zkK)−y",
                "(z[], y) -> (1 - softmax(2*z - 1)[y])^2; (1−softmaxy(2 z−1))2",
                "(z[], y) -> max(z + where(k == y, 0, 1)) - z[y]; maxk(zk+[k≠y])−zy",
                "(z[], y) -> sparsemax_conjugate(z) - (z - 1)[y]; sparsemax conjugate(z)−(z−1)y",
                "(z[], y) -> sum(where(k == y, 1, 0)*z); ∑k[k=y] zk",
            })
    void markup_ofSeveralScores_hasIndices(String formula, String text) {
        String shown = shown(MathMarkup.of(RowFormula.parse(formula).typed()));
        assertThat(shown).isEqualTo(text);
    }

    @Test
    void markup_gradientOfSoftmax_isWrittenByElements() {
        RowFormula formula = RowFormula.parse("(z[], y) -> logsumexp(z) - z[y]");
        Expr gradient = formula.gradient(formula.signature().scores().get(0));
        assertThat(shown(MathMarkup.of(gradient))).isEqualTo("softmaxk(z)−[k=y]");
    }

    static Stream<RowLoss> rowLosses() {
        return RowLosses.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rowLosses")
    void markup_everyLossOfSeveralScores_isWellFormed(RowLoss loss) throws Exception {
        RowFormula formula = loss.formula();
        requireWellFormed(formula.typed());
        for (Signature.Block block : formula.signature().scores()) {
            requireWellFormed(formula.gradient(block));
        }
    }

    @Test
    void markup_quotientAndRoot_areSetAsSuch() {
        assertThat(markup("sqrt(z)/y")).contains("<mfrac><msqrt><mi>z</mi></msqrt><mi>y</mi></mfrac>");
    }

    static Stream<Loss> losses() {
        return Losses.all().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void markup_everyLossOfTheCatalogue_isWellFormed(Loss loss) throws Exception {
        for (Expr expr : List.of(loss.formula().typed(), loss.formula().gradient())) {
            requireWellFormed(expr);
        }
    }

    private static void requireWellFormed(Expr expr) throws Exception {
        byte[] xml = MathMarkup.of(expr).toString().getBytes(StandardCharsets.UTF_8);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("math");
    }

    private static String markup(String formula) {
        return MathMarkup.of(Formula.parse(formula).typed()).toString();
    }

    private static String textOf(String formula) {
        return shown(MathMarkup.of(Formula.parse(formula).typed()));
    }

    private static String shown(Element markup) {
        return markup.toString()
                .replaceAll("<[^>]+>", "")
                .replace('\u2062', ' ')
                .replace('\u00a0', ' ')
                .replace("&gt;", ">")
                .strip();
    }
}
