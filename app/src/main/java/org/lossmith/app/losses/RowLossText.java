package org.lossmith.app.losses;

import java.util.List;
import org.lossmith.app.text.Wrap;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.loss.Parameter;
import org.lossmith.loss.RowLoss;

/** Losses of several scores a row in plain text, 80 columns wide. */
final class RowLossText {
    /** Longer derivatives are left to --json. */
    private static final int LONGEST = 400;

    private static final int NAME = 29;

    private RowLossText() {}

    static String list(List<RowLoss> losses) {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (RowLoss loss : losses) {
            if (!loss.group().equals(group)) {
                group = loss.group();
                text.append('\n').append(heading(group)).append('\n');
            }
            String name = "  " + loss.name();
            String first = name + " ".repeat(Math.max(2, NAME - name.length()));
            String also = loss.aliases().isEmpty() ? "" : " (also " + String.join(", ", loss.aliases()) + ")";
            text.append(Wrap.paragraph(first, " ".repeat(NAME), loss.summary() + also));
        }
        return text.append("\n`lossmith losses NAME` shows formula, derivatives, properties, parameters and source.\n")
                .toString();
    }

    private static String heading(String group) {
        return switch (group) {
            case "classes" -> "Several classes: a score for each, the target is the class from 0";
            case "vectors" -> "Vectors: as many targets as scores";
            case "distributions" -> "Distributions: the scores are their parameters";
            default -> group;
        };
    }

    static String of(RowLoss loss) {
        StringBuilder text = new StringBuilder();
        text.append(loss.spec()).append('\n');
        text.append(Wrap.paragraph("  ", "  ", loss.summary()));
        text.append('\n');
        LossText.item(text, "Formula", loss.formula().text());
        RowFormula formula = loss.specialisedFormula();
        for (Signature.Block block : formula.signature().scores()) {
            LossText.item(
                    text, "Gradient", derivative(block, formula.gradient(block).toString()));
        }
        for (Signature.Block block : formula.signature().scores()) {
            LossText.item(
                    text,
                    "Hessian",
                    derivative(block, formula.hessianDiagonal(block).toString()));
        }
        LossText.item(
                text,
                "",
                "of one element where a block is a vector, at these parameters; Hessian: by the same score twice");
        text.append('\n');
        for (Parameter parameter : loss.parameterDefinitions()) {
            LossText.item(text, "Parameter", LossText.parameter(parameter));
        }
        loss.vectorParameters()
                .forEach(name -> LossText.item(
                        text, "Parameter", name + ": one number for each element, as " + name + "=1/2/0.5; default 1"));
        LossText.item(text, "Prediction", loss.link().description());
        LossText.item(text, "Target", loss.targetDomain().description());
        LossText.item(
                text,
                "Properties",
                loss.isConvex() ? "convex in all scores together" : "not convex, or not known to be");
        LossText.item(text, "Accuracy", loss.conditioning());
        LossText.item(text, "Aliases", String.join(", ", loss.aliases()));
        LossText.item(text, "Notes", loss.notes());
        LossText.item(text, "Source", loss.source());
        return text.toString();
    }

    private static String derivative(Signature.Block block, String text) {
        return "by " + block + ": " + (text.length() <= LONGEST ? text : "long; see --json");
    }
}
