package org.lossmith.learn.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.MomentEncoding;
import org.lossmith.learn.solver.Certificate;

/** A model as the tree of JSON that docs/model.md describes. */
final class ModelJson {
    static final String FORMAT = "lossmith-model";
    static final int VERSION = 1;

    private ModelJson() {}

    static Map<String, @Nullable Object> of(Model model) {
        Map<String, @Nullable Object> tree = object();
        tree.put("format", FORMAT);
        tree.put("version", VERSION);
        tree.put("created_by", model.createdBy());
        tree.put("loss", loss(model));
        tree.put("target", target(model.target()));
        tree.put("null", model.nulls());
        tree.put(
                "encoder",
                single(
                        "columns",
                        model.encoder().columns().stream()
                                .map(ModelJson::column)
                                .toList()));
        tree.put("scores", scores(model));
        tree.put("threshold", model.threshold());
        tree.put("fit", fit(model.fit()));
        tree.put("errors", errors(model.errors()));
        tree.put("notes", model.notes());
        tree.put("training", training(model.training()));
        return tree;
    }

    private static Map<String, @Nullable Object> object() {
        return new LinkedHashMap<>();
    }

    private static Map<String, @Nullable Object> single(String name, Object value) {
        Map<String, @Nullable Object> tree = object();
        tree.put(name, value);
        return tree;
    }

    /** JSON has no NaN: what is not known is null. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static List<@Nullable Double> numbers(double[] values, int from) {
        List<@Nullable Double> list = new ArrayList<>();
        for (int i = from; i < values.length; i++) {
            list.add(number(values[i]));
        }
        return list;
    }

    private static Map<String, @Nullable Object> loss(Model model) {
        ModelLoss loss = model.loss();
        Map<String, @Nullable Object> tree = object();
        tree.put("spec", loss.spec());
        tree.put("formula", loss.formula());
        tree.put("parameters", new LinkedHashMap<>(loss.parameters()));
        tree.put("link", model.link().word());
        return tree;
    }

    private static Map<String, @Nullable Object> target(ModelTarget target) {
        Map<String, @Nullable Object> tree = object();
        tree.put("column", target.column());
        tree.put("kind", target.kind().word());
        tree.put("labels", target.labels());
        tree.put("positive", target.positive());
        return tree;
    }

    private static Map<String, @Nullable Object> column(ColumnEncoding encoding) {
        Map<String, @Nullable Object> tree = object();
        tree.put("column", encoding.column());
        if (encoding instanceof ColumnEncoding.Numeric numeric) {
            tree.put("type", "number");
            tree.put("median", numeric.median());
            tree.put("indicator", numeric.indicator());
        } else if (encoding instanceof ColumnEncoding.Presence) {
            tree.put("type", "presence");
        } else if (encoding instanceof ColumnEncoding.Category category) {
            tree.put("type", "category");
            tree.put("levels", category.levels());
            tree.put("other", category.other());
            tree.put("missing", category.missing());
        } else if (encoding instanceof MomentEncoding moment) {
            tree.put("type", "moment");
            tree.put("time_of_day", moment.timeOfDay());
            tree.put("weekdays", moment.weekdays());
            tree.put("time_of_year", moment.timeOfYear());
            tree.put("year", moment.year());
            tree.put("median", moment.median());
            tree.put("indicator", moment.indicator());
        }
        return tree;
    }

    private static List<Map<String, @Nullable Object>> scores(Model model) {
        List<String> inputs = model.inputs();
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (LinearScore score : model.scores()) {
            List<Map<String, @Nullable Object>> coefficients = new ArrayList<>();
            for (int j = 0; j < inputs.size(); j++) {
                Map<String, @Nullable Object> coefficient = object();
                coefficient.put("input", inputs.get(j));
                coefficient.put("coefficient", score.coefficients()[j]);
                coefficient.put("deviation", model.deviations()[j]);
                coefficients.add(coefficient);
            }
            Map<String, @Nullable Object> tree = object();
            tree.put("label", score.label());
            tree.put("intercept", score.intercept());
            tree.put("coefficients", coefficients);
            list.add(tree);
        }
        return list;
    }

    private static Map<String, @Nullable Object> fit(FitSummary fit) {
        Certificate certificate = fit.certificate();
        Map<String, @Nullable Object> measured = object();
        measured.put("kind", certificate.kind().text());
        measured.put("value", number(certificate.value()));
        measured.put("tolerance", certificate.tolerance());
        measured.put("gap", number(certificate.gap()));
        Map<String, @Nullable Object> tree = object();
        tree.put("penalty", fit.penalty());
        tree.put("lambda", fit.lambda());
        tree.put("solver", fit.solver());
        tree.put("reason", fit.reason());
        tree.put("iterations", fit.iterations());
        tree.put("converged", fit.converged());
        tree.put("objective", number(fit.objective()));
        tree.put("certificate", measured);
        return tree;
    }

    private static @Nullable Map<String, @Nullable Object> errors(@Nullable Uncertainty errors) {
        if (errors == null) {
            return null;
        }
        Map<String, @Nullable Object> tree = object();
        tree.put("method", errors.method());
        tree.put("explanation", errors.explanation());
        tree.put("scores", errors.scores().stream().map(ModelJson::errors).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> errors(Uncertainty.OfScore score) {
        Map<String, @Nullable Object> tree = object();
        Map<String, @Nullable Object> intercept = object();
        intercept.put("error", number(score.error()[0]));
        intercept.put("low", number(score.low()[0]));
        intercept.put("high", number(score.high()[0]));
        tree.put("intercept", intercept);
        tree.put("error", numbers(score.error(), 1));
        tree.put("low", numbers(score.low(), 1));
        tree.put("high", numbers(score.high(), 1));
        return tree;
    }

    private static Map<String, @Nullable Object> training(Fingerprint training) {
        Map<String, @Nullable Object> tree = object();
        tree.put("file", training.file());
        tree.put("sha256", training.sha256());
        tree.put("rows", training.rows());
        tree.put("used", training.used());
        tree.put("columns", training.columns());
        tree.put("where", training.where());
        tree.put("weight", training.weight());
        return tree;
    }
}
