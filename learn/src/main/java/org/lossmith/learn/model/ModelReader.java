package org.lossmith.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Encoder;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.solver.Certificate;

/** Makes a model of a JSON document, believing nothing in it. */
final class ModelReader {
    /** Rows and the like: what a double holds exactly. */
    private static final long LARGEST_COUNT = 1L << 53;

    private ModelReader() {}

    static Model read(JsonNode node) {
        requireFormat(node);
        node.only(
                "format",
                "version",
                "created_by",
                "loss",
                "target",
                "null",
                "encoder",
                "scores",
                "threshold",
                "fit",
                "errors",
                "notes",
                "training");
        ModelLoss loss = loss(node.at("loss"));
        ModelTarget target = target(node.at("target"));
        ModelLink link = link(node.at("loss").at("link"), loss, target);
        Encoder encoder = EncoderReader.read(node.at("encoder"));
        ScoresReader scores = new ScoresReader(encoder.inputs(), loss, target);
        List<LinearScore> linear = scores.read(node.at("scores"));
        return new Model(
                node.at("created_by").text(),
                loss,
                link,
                target,
                node.at("null").texts(),
                encoder,
                scores.deviations(node.at("scores")),
                linear,
                fit(node.at("fit")),
                errors(node.at("errors"), linear),
                threshold(node.at("threshold"), link),
                node.at("notes").texts(),
                training(node.at("training")));
    }

    private static void requireFormat(JsonNode node) {
        if (!(node.value() instanceof Map<?, ?> members) || !members.containsKey("format")) {
            throw node.wrong("this is no model: a model is a JSON object with the member \"format\": \""
                    + ModelJson.FORMAT + "\"; `lossmith train ... -o` writes one");
        }
        if (!ModelJson.FORMAT.equals(node.at("format").value())) {
            throw node.at("format").wrong("wanted \"" + ModelJson.FORMAT + "\"; this is some other document");
        }
        long version = node.at("version").whole(1, LARGEST_COUNT);
        if (version > ModelJson.VERSION) {
            throw node.at("version")
                    .wrong("this program reads version " + ModelJson.VERSION
                            + " of the format, and the file is of version " + version
                            + "; take a newer lossmith, or train the model again");
        }
    }

    private static ModelLoss loss(JsonNode node) {
        node.only("spec", "formula", "parameters", "link");
        Map<String, Double> parameters = new LinkedHashMap<>();
        node.at("parameters").byName().forEach((name, value) -> parameters.put(name, value.number()));
        if (!node.at("spec").isNull()) {
            node.at("formula").text();
            return node.at("spec").parsed(ModelLoss::parse);
        }
        return node.at("formula").parsed(text -> ModelLoss.written(text, parameters));
    }

    private static ModelTarget target(JsonNode node) {
        node.only("column", "kind", "labels", "positive");
        String word = node.at("kind").text();
        TargetKind kind = Arrays.stream(TargetKind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> node.at("kind")
                        .wrong("\"" + word + "\" is not a kind of target; there are: continuous, binary, counts,"
                                + " categories"));
        List<String> labels = node.at("labels").texts();
        EncoderReader.requireDistinct(node.at("labels"));
        boolean fits = switch (kind) {
            case BINARY -> labels.size() == 2;
            case CATEGORIES -> labels.size() >= 2;
            case CONTINUOUS, COUNTS -> labels.isEmpty();
        };
        if (!fits) {
            throw node.at("labels").wrong(labels.size() + " labels do not suit a target that is " + word);
        }
        String positive = node.at("positive").textOrNull();
        String wanted = kind == TargetKind.BINARY ? labels.get(1) : null;
        if (wanted == null ? positive != null : !wanted.equals(positive)) {
            throw node.at("positive")
                    .wrong(
                            wanted == null
                                    ? "wanted null for a target that is " + word
                                    : "wanted the second label, \"" + wanted + "\"");
        }
        return new ModelTarget(node.at("column").text(), kind, labels, positive);
    }

    private static ModelLink link(JsonNode node, ModelLoss loss, ModelTarget target) {
        ModelLink wanted = ModelLink.of(loss, target.kind());
        if (!node.text().equals(wanted.word())) {
            throw node.wrong("wanted \"" + wanted.word() + "\", which is the link of " + loss.name() + ", found \""
                    + node.text() + "\"");
        }
        return wanted;
    }

    private static @Nullable Double threshold(JsonNode node, ModelLink link) {
        if (node.isNull()) {
            return null;
        }
        double threshold = node.number();
        if (!(threshold >= 0 && threshold <= 1)) {
            throw node.wrong("wanted a probability, from 0 to 1, found " + threshold);
        }
        if (link != ModelLink.LOGIT) {
            throw node.wrong("a model whose link is " + link.word() + " has no threshold: wanted null");
        }
        return threshold;
    }

    private static FitSummary fit(JsonNode node) {
        node.only("penalty", "lambda", "solver", "reason", "iterations", "converged", "objective", "certificate");
        JsonNode measured = node.at("certificate").only("kind", "value", "tolerance", "gap");
        String word = measured.at("kind").text();
        Certificate.Kind kind = Arrays.stream(Certificate.Kind.values())
                .filter(each -> each.text().equals(word))
                .findFirst()
                .orElseThrow(() -> measured.at("kind").wrong("\"" + word + "\" is not a kind of certificate"));
        return new FitSummary(
                node.at("penalty").text(),
                node.at("lambda").number(),
                node.at("solver").text(),
                node.at("reason").text(),
                (int) node.at("iterations").whole(0, Integer.MAX_VALUE),
                node.at("converged").flag(),
                node.at("objective").numberOrUnknown(),
                new Certificate(
                        kind,
                        measured.at("value").numberOrUnknown(),
                        measured.at("tolerance").number(),
                        measured.at("gap").numberOrUnknown()));
    }

    private static @Nullable Uncertainty errors(JsonNode node, List<LinearScore> linear) {
        if (node.isNull()) {
            return null;
        }
        node.only("method", "explanation", "scores");
        List<JsonNode> scores = node.at("scores").elements();
        if (scores.size() != linear.size()) {
            throw node.at("scores").wrong(scores.size() + " entries for " + linear.size() + " scores");
        }
        int inputs = linear.get(0).coefficients().length;
        List<Uncertainty.OfScore> each = new ArrayList<>();
        for (JsonNode score : scores) {
            score.only("intercept", "error", "low", "high");
            score.at("intercept").only("error", "low", "high");
            each.add(new Uncertainty.OfScore(
                    series(score, "error", inputs), series(score, "low", inputs), series(score, "high", inputs)));
        }
        return new Uncertainty(node.at("method").text(), node.at("explanation").text(), each);
    }

    /** That of the intercept, then those of the coefficients. */
    private static double[] series(JsonNode score, String name, int inputs) {
        List<JsonNode> values = score.at(name).elements();
        if (values.size() != inputs) {
            throw score.at(name).wrong(values.size() + " numbers for " + inputs + " inputs");
        }
        double[] all = new double[inputs + 1];
        all[0] = score.at("intercept").at(name).numberOrUnknown();
        for (int j = 0; j < inputs; j++) {
            all[j + 1] = values.get(j).numberOrUnknown();
        }
        return all;
    }

    private static Fingerprint training(JsonNode node) {
        node.only("file", "sha256", "rows", "used", "columns", "where", "weight");
        String digest = node.at("sha256").textOrNull();
        if (digest != null && !digest.matches("[0-9a-f]{64}")) {
            throw node.at("sha256").wrong("wanted 64 hexadecimal digits");
        }
        return new Fingerprint(
                node.at("file").text(),
                digest,
                node.at("rows").whole(0, LARGEST_COUNT),
                node.at("used").whole(0, LARGEST_COUNT),
                node.at("where").textOrNull(),
                node.at("weight").textOrNull(),
                (int) node.at("columns").whole(0, Integer.MAX_VALUE));
    }
}
