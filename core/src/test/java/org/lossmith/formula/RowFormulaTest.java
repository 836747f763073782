package org.lossmith.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row formulas against the same formula written out for three elements, typed form, differentiated score by score. */
class RowFormulaTest {
    private static final Map<String, Integer> WIDTHS = Map.of("k", 3, "d", 2, "l", 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(z[], y) -> logsumexp(z) - z[y]",
                "(z[], y[]) -> sum(y*(logsumexp(z) - z))",
                "(z[], y) -> (1 - s)*(logsumexp(z) - z[y]) + where(s > 0, s*sum(logsumexp(z) - z)/K, 0)",
                "(z[], y) -> (1 - softmax(z)[y])^gamma*(logsumexp(z) - z[y])",
                "(z[], y) -> max(z + where(k == y, 0, 1)) - z[y]",
                "(z[], y[]) -> sum(softplus(z) - y*z)",
                "(z[], y[]) -> sum(where(y > 0, y*(log(y) - z + logsumexp(z)), 0))",
                                "(mean, log_scale, y) -> log_scale + ((y - mean)/exp(log_scale))^2/2",
                "(logit[], mean[], log_scale[], y) -> logsumexp(logit)"
                        + " - logsumexp(logit - log_scale - ((y - mean)/exp(log_scale))^2/2)",
                "(recon[d], mean[l], log_variance[l]; x[d]) -> sum(softplus(recon) - x*recon)"
                        + " + beta/2*sum(mean^2 + exp(log_variance) - 1 - log_variance)",
                "(z[], y[]) -> 1 - sum(z*y)/sqrt(sum(z^2)*sum(y^2))",
                "(z[], y) -> -expm1(q*(z[y] - logsumexp(z)))/q",
                "(z[], y) -> logsumexp(z) - z[y] + s*(1 - softmax(z)[y])",
                "(z, cut[], y) -> where(y < K, softplus(z - cut[y]), 0) + where(y > 0, softplus(cut[y - 1] - z), 0)"
                        + " - where(y > 0 and y < K, log1mexp(cut[y] - cut[y - 1]), 0)",
                "(z[], y) -> log_softmax(z)[y]^2 + min(z)*max(z*q)",
                "(z[]; y; w[]) -> w[y]*(logsumexp(z) - z[y])",
                "(z[], y) -> sum(softmax(z - max(z))*z^2) + z[0]*z[2]",
            })
    void derivatives_agreeWithThoseOfTheFormulaWrittenOut(String text) {
        RowFormula formula = RowFormula.parse(text);
        Random random = new Random(7);
        for (int trial = 0; trial < 2; trial++) {
            Map<String, Double> values = values(formula, random);
            Expr typed = Unrolling.number(formula.typed(), WIDTHS);
            close(number(Unrolling.number(formula.stableValue(), WIDTHS), values), exact(typed, values), "value of " + text);
            for (Signature.Block block : formula.signature().scores()) {
                List<Expr> variables = variables(block);
                List<Expr> gradient = elements(formula.stableGradient(block), block);
                List<Expr> diagonal = elements(formula.stableHessianDiagonal(block), block);
                for (int j = 0; j < variables.size(); j++) {
                    Expr slope = derivative(typed, variables.get(j));
                    close(number(gradient.get(j), values), exact(slope, values), "gradient " + j + " of " + text);
                    Expr curvature = derivative(slope, variables.get(j));
                    close(number(diagonal.get(j), values), exact(curvature, values), "diagonal " + j + " of " + text);
                }
                for (Signature.Block other : formula.signature().scores()) {
                    checkBlock(formula, block, other, typed, values);
                }
            }
        }
    }

    private static void checkBlock(
            RowFormula formula, Signature.Block first, Signature.Block second, Expr typed, Map<String, Double> values) {
        RowFormula.HessianBlock block = formula.stableHessianBlock(first, second);
        List<Expr> rows = variables(first);
        List<Expr> columns = variables(second);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                double got = Objects.equals(first.dimension(), second.dimension()) && i == j
                        ? number(elements(block.diagonal(), first).get(i), values)
                        : 0;
                for (RowFormula.OuterProduct product : block.coupled()) {
                    got += number(elements(product.left(), first).get(i), values)
                            * number(elements(product.right(), second).get(j), values);
                }
                Expr wanted = derivative(derivative(typed, rows.get(i)), columns.get(j));
                close(got, exact(wanted, values), "second derivative " + i + ", " + j + " of " + formula.text());
            }
        }
    }

    private static Expr derivative(Expr expr, Expr variable) {
        return Derivative.partial(expr, variable);
    }

    /** The threshold written out is a maximum over subsets, too large to differentiate twice; it is checked by differences. */
    @ParameterizedTest
    @ValueSource(
            strings = {"(z[], y) -> sparsemax_conjugate(z) - z[y]", "(z[], y) -> sum(sparsemax(z)^2*z) + z[y]^2"})
    void derivativesOfSparsemax_agreeWithDifferences(String text) {
        RowFormula formula = RowFormula.parse(text);
        Signature.Block z = formula.signature().scores().get(0);
        Expr value = Unrolling.number(formula.typed(), WIDTHS);
        List<Expr> gradient = elements(formula.stableGradient(z), z);
        List<Expr> diagonal = elements(formula.stableHessianDiagonal(z), z);
        for (double last : new double[] {-3, 0.3, 0.9}) {
            Map<String, Double> at = new HashMap<>(Map.of("z[0]", 0.7, "z[1]", 0.1, "z[2]", last, "y", 1.0));
            for (int j = 0; j < 3; j++) {
                String name = Unrolling.element("z", j);
                double h = 1e-5;
                Map<String, Double> up = new HashMap<>(at);
                up.put(name, at.get(name) + h);
                Map<String, Double> down = new HashMap<>(at);
                down.put(name, at.get(name) - h);
                double slope = (number(value, up) - number(value, down)) / (2 * h);
                double curvature = (number(gradient.get(j), up) - number(gradient.get(j), down)) / (2 * h);
                assertThat(number(gradient.get(j), at)).isCloseTo(slope, Offset.offset(1e-9));
                assertThat(number(diagonal.get(j), at)).isCloseTo(curvature, Offset.offset(1e-9));
            }
        }
    }

    private static List<Expr> variables(Signature.Block block) {
        return elements(block.variable(), block);
    }

    private static List<Expr> elements(Expr expr, Signature.Block block) {
        String dimension = block.dimension();
        return dimension == null
                ? List.of(Unrolling.number(expr, WIDTHS))
                : Unrolling.elements(expr, dimension, WIDTHS);
    }

    private static double number(Expr expr, Map<String, Double> values) {
        return Interpreter.evaluate(expr, values);
    }

    private static double exact(Expr expr, Map<String, Double> values) {
        return Reference.evaluate(expr, values, 60).doubleValue();
    }

    private static void close(double got, double wanted, String what) {
        assertThat(got).as(what).isCloseTo(wanted, Offset.offset(2e-13 * (1 + Math.abs(wanted))));
    }

    private static Map<String, Double> values(RowFormula formula, Random random) {
        Map<String, Double> values = new HashMap<>();
        formula.signature().scores().forEach(block -> names(block).forEach(name -> values.put(name, random.nextGaussian())));
        formula.signature().targets().forEach(block -> names(block).forEach(name -> values.put(name, target(block, random))));
        formula.signature().parameters().forEach(block -> names(block).forEach(name -> values.put(name, random.nextDouble())));
        formula.parameters().forEach(name -> values.put(name, 0.25 + random.nextDouble() / 2));
        if (formula.text().contains("cut")) {
            for (int i = 0; i < 3; i++) {
                values.put("cut[" + i + "]", i + random.nextDouble() / 2);
            }
        }
        return values;
    }

    private static double target(Signature.Block block, Random random) {
        return block.isVector() ? random.nextDouble() : random.nextInt(3);
    }

    private static List<String> names(Signature.Block block) {
        String dimension = block.dimension();
        return dimension == null
                ? List.of(block.name())
                : new ArrayList<>(IntStream.range(0, WIDTHS.get(dimension))
                        .mapToObj(i -> Unrolling.element(block.name(), i))
                        .toList());
    }

    @Test
    void softmaxGradient_subtractsNothingWhereOneScoreLeads() {
        RowFormula formula = RowFormula.parse("(z[], y) -> logsumexp(z) - z[y]");
        Map<String, Double> values = Map.of("z[0]", 50.0, "z[1]", 3.0, "z[2]", -2.0, "y", 0.0);
        Signature.Block z = formula.signature().scores().get(0);

        double others = Math.exp(-47) + Math.exp(-52);
        assertThat(number(elements(formula.stableGradient(z), z).get(0), values)).isCloseTo(-others, relative(others));
        assertThat(number(Unrolling.number(formula.stableValue(), WIDTHS), values)).isCloseTo(others, relative(others));
    }

    private static Offset<Double> relative(double size) {
        return Offset.offset(1e-14 * size);
    }

    @Test
    void signature_isReadAndWritten() {
        assertThat(RowFormula.parse("( logit [], mean[],y )->sum(logit*mean)*y").signature())
                .hasToString("(logit[], mean[], y)");
        assertThat(RowFormula.parse("(a, b; time, event) -> a*time + b*event").signature())
                .hasToString("(a, b; time, event)");
        assertThat(RowFormula.parse("(r[d], m[l]; x[d]) -> sum(r*x) + sum(m)").signature())
                .hasToString("(r[d], m[l], x[d])");
    }

    @Test
    void widths_followFromTheNumberOfColumns() {
        Signature elbo = RowFormula.parse("(r[d], m[l], v[l]; x[d]) -> sum(r*x) + sum(m*v)").signature();
        assertThat(elbo.widths(10, 4)).containsEntry("d", 4).containsEntry("l", 3);
        assertThatThrownBy(() -> elbo.widths(9, 4)).hasMessageContaining("9 scores and 4 targets a row do not fit");

        Signature softmax = RowFormula.parse("(z[], y) -> logsumexp(z) - z[y]").signature();
        assertThat(softmax.widths(10, 1)).containsEntry("k", 10);
        assertThatThrownBy(() -> softmax.widths(3, 2)).hasMessageContaining("(z[], y)");
        assertThatThrownBy(() -> softmax.widths(0, 1)).hasMessageContaining("do not fit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(z[], y) -> z - y|vector; write sum",
                "(z[], y) -> sum(y)|takes a vector",
                "sum(z)|signature",
                "(z[], y -> z[y]|\")\" is wanted",
                "(z[], z) -> z[0]|twice",
                "(z[], k) -> z[k]|already means",
                "(a[d], b[l], y) -> sum(a*b)*y|different lengths",
                "(z[], y) -> z[z]|one number a row",
                "(z[], y) -> z[y|\"]\" is missing",
                "(z) -> z|at least one score",
                "(z[], y) -> softmx(z)[y]|softmax",
                "(sum[], y) -> y|is a function",
                "(z[]; y; w) -> z[y]|need not be",
                "(z[AB], y) -> z[y]|lower-case letter",
            })
    void parse_ofAWrongFormula_saysWhereAndWhat(String both) {
        String[] parts = both.split("\\|");
        assertThatThrownBy(() -> RowFormula.parse(parts[0])).hasMessageContaining(parts[1]);
    }
}
