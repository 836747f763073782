package org.lossmith.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.TargetKind;

/** Reads intercepts and coefficients, and holds their inputs against those that the encoder gives. */
record ScoresReader(List<String> inputs, ModelLoss loss, ModelTarget target) {
    List<LinearScore> read(JsonNode node) {
        boolean classes = loss instanceof ModelLoss.OfClasses;
        if (classes != (target.kind() == TargetKind.CATEGORIES)) {
            throw node.wrong("a model of " + loss.name() + " cannot predict a target that is "
                    + target.kind().word());
        }
        if (loss instanceof ModelLoss.OfDistribution && !target.labels().isEmpty()) {
            throw node.wrong("a model of " + loss.name() + " cannot predict a target that is "
                    + target.kind().word());
        }
        List<JsonNode> scores = node.elements();
        List<String> names = names();
        int wanted = Math.max(1, names.size());
        if (scores.size() != wanted) {
            throw node.wrong("wanted "
                    + (classes
                            ? "a score for each of the " + wanted + " labels"
                            : names.isEmpty() ? "one score" : "the scores " + String.join(" and ", names))
                    + ", found " + scores.size());
        }
        List<LinearScore> read = new ArrayList<>();
        for (int k = 0; k < wanted; k++) {
            read.add(score(scores.get(k), names.isEmpty() ? null : names.get(k)));
        }
        return read;
    }

    /** Of the scores, if there are several. */
    private List<String> names() {
        return loss instanceof ModelLoss.OfDistribution distribution
                ? distribution.scores()
                : loss instanceof ModelLoss.OfClasses ? target.labels() : List.of();
    }

    private LinearScore score(JsonNode node, @Nullable String label) {
        node.only("label", "intercept", "coefficients");
        String found = node.at("label").textOrNull();
        if (label == null ? found != null : !label.equals(found)) {
            throw node.at("label")
                    .wrong("wanted " + (label == null ? "null" : "\"" + label + "\"")
                            + (loss instanceof ModelLoss.OfDistribution
                                    ? ", a score of " + loss.name()
                                    : ", as target.labels has it"));
        }
        List<JsonNode> list = coefficients(node);
        double[] coefficients = new double[inputs.size()];
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] = list.get(j).at("coefficient").number();
        }
        return new LinearScore(label, node.at("intercept").number(), coefficients);
    }

    private List<JsonNode> coefficients(JsonNode node) {
        List<JsonNode> list = node.at("coefficients").elements();
        for (int j = 0; j < list.size(); j++) {
            JsonNode name =
                    list.get(j).only("input", "coefficient", "deviation").at("input");
            String wanted = j < inputs.size() ? inputs.get(j) : null;
            if (!name.text().equals(wanted)) {
                throw name.wrong("found \"" + name.text() + "\" where "
                        + (wanted == null ? "no more inputs are expected" : "\"" + wanted + "\" is expected")
                        + ": the inputs must be those that the encoder gives, each once, in their order");
            }
        }
        if (list.size() < inputs.size()) {
            throw node.at("coefficients")
                    .wrong("there is no coefficient for the input \"" + inputs.get(list.size()) + "\"");
        }
        return list;
    }

    /** The standard deviations of the inputs, which all scores share. */
    double[] deviations(JsonNode node) {
        List<JsonNode> list = coefficients(node.elements().get(0));
        double[] deviations = new double[list.size()];
        for (int j = 0; j < deviations.length; j++) {
            JsonNode deviation = list.get(j).at("deviation");
            deviations[j] = deviation.number();
            if (deviations[j] < 0) {
                throw deviation.wrong("a standard deviation is not below 0, and this is " + deviations[j]);
            }
        }
        return deviations;
    }
}
