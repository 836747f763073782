package org.lossmith.app.losses;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Wrap;
import org.lossmith.loss.Link;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Parameter;
import org.lossmith.loss.Properties;

/** Losses in plain text, 80 columns wide. */
final class LossText {
    private static final int NAME = 24;

    private LossText() {}

    static String list(List<Loss> losses) {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Loss loss : losses) {
            if (!loss.group().equals(group)) {
                group = loss.group();
                text.append(text.length() == 0 ? "" : "\n")
                        .append(heading(group))
                        .append('\n');
            }
            String name = "  " + loss.name();
            String also = loss.aliases().isEmpty() ? "" : " (also " + String.join(", ", loss.aliases()) + ")";
            text.append(
                    Wrap.paragraph(name + " ".repeat(NAME - name.length()), " ".repeat(NAME), loss.summary() + also));
        }
        return text.toString();
    }

    private static String heading(String group) {
        return switch (group) {
            case "regression" -> "Numbers: the score is the prediction";
            case "binary" -> "Yes or no: the score is a logit, or a margin";
            case "counts" -> "Counts and positive amounts: the score is the log of the mean";
            default -> group;
        };
    }

    static String of(Loss loss) {
        StringBuilder text = new StringBuilder();
        text.append(loss.spec()).append('\n');
        text.append(Wrap.paragraph("  ", "  ", loss.summary()));
        text.append('\n');
        item(text, "Formula", loss.formula().text());
        item(text, "Gradient", loss.formula().gradient().toString());
        item(text, "Hessian", loss.formula().hessian().toString());
        item(text, "", "z is the score, y the target; derivatives by z");
        text.append('\n');
        for (Parameter parameter : loss.parameterDefinitions()) {
            item(text, "Parameter", parameter(parameter));
        }
        item(text, "Prediction", prediction(loss.link()));
        item(text, "Target", loss.targetDomain().description());
        item(text, "Properties", properties(loss.properties()));
        item(text, "Learns", learns(loss.properties()));
        item(text, "Accuracy", accuracy(loss));
        item(text, "Aliases", String.join(", ", loss.aliases()));
        item(text, "Notes", loss.notes());
        item(text, "Source", loss.source());
        return text.toString();
    }

    static void item(StringBuilder text, String name, String content) {
        if (!content.isBlank()) {
            String first = name + " ".repeat(12 - name.length());
            text.append(Wrap.hanging(first, content));
        }
    }

    static String parameter(Parameter parameter) {
        String also = parameter.aliases().isEmpty() ? "" : " (also " + String.join(", ", parameter.aliases()) + ")";
        return parameter.name() + also + ": " + parameter.meaning() + "; " + parameter.range() + ", default "
                + Figures.exact(parameter.defaultValue());
    }

    private static String prediction(Link link) {
        return switch (link) {
            case IDENTITY -> "the score itself";
            case LOGIT -> "sigmoid(score), a probability";
            case LOG -> "exp(score), a mean above 0";
            case SIGN -> "the sign of the score";
        };
    }

    private static String properties(Properties properties) {
        List<String> words = new ArrayList<>();
        words.add(properties.convex() ? "convex" : "not convex");
        if (properties.piecewiseLinear()) {
            words.add("piecewise linear");
        }
        String kinks = properties.kinks().isEmpty() ? "" : " at " + properties.kinks();
        words.add(properties.smooth() ? "smooth" : "with kinks" + kinks);
        words.add(bound("slope", properties.lipschitz()));
        words.add(bound("curvature", properties.curvatureBound()));
        return String.join(", ", words);
    }

    /** Of a formula of one's own nothing is promised; it can be measured. */
    private static String accuracy(Loss loss) {
        if (!loss.ofCatalogue()) {
            return "";
        }
        String vectors = loss.vectorErrorBound() == loss.errorBound()
                ? ""
                : ", " + Figures.significant(loss.vectorErrorBound(), 2) + " for many rows by vectors";
        String conditioning = loss.conditioning().isEmpty() ? "" : "; " + loss.conditioning();
        return "within " + Figures.significant(loss.errorBound(), 2) + " ulps away from roots" + vectors + conditioning
                + "; --accuracy measures it";
    }

    private static String bound(String what, double bound) {
        return Double.isFinite(bound) ? what + " at most " + Figures.significant(bound, 6) : what + " unbounded";
    }

    private static String learns(Properties properties) {
        return switch (properties.learns()) {
            case MEAN -> "the mean: the best constant is the targets' mean";
            case MEDIAN -> "the median: the best constant is the targets' median";
            case QUANTILE -> "a quantile of the targets";
            case EXPECTILE -> "an expectile: a mean in which high and low weigh differently";
            case MODE -> "the mode: where the targets are densest";
            case PROBABILITY -> "the probability of a positive";
            case CLASS -> "the likelier class, without its probability";
            case CENTRE -> "a centre between mean and median, or another one that outliers hardly move";
            case UNKNOWN -> "";
        };
    }
}
