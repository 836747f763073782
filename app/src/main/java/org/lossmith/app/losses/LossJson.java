package org.lossmith.app.losses;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Json;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Parameter;
import org.lossmith.loss.Properties;

/** A loss as the JSON that docs/json.md describes. */
final class LossJson {
    private LossJson() {}

    /** What the list of losses has of each. */
    static Map<String, @Nullable Object> brief(Loss loss) {
        Map<String, @Nullable Object> tree = heading(loss.name(), loss.aliases(), loss.group(), loss.summary());
        tree.put("formula", loss.formula().text());
        tree.put("parameters", parameters(loss.parameters(), loss.parameterDefinitions()));
        return tree;
    }

    static Map<String, @Nullable Object> heading(String name, List<String> aliases, String group, String summary) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("name", name);
        tree.put("aliases", aliases);
        tree.put("group", group);
        tree.put("summary", summary);
        return tree;
    }

    /** @param values of the loss's parameters */
    static List<Map<String, @Nullable Object>> parameters(Map<String, Double> values, List<Parameter> definitions) {
        return definitions.stream().map(each -> parameter(values, each)).toList();
    }

    /** All that is known about one loss. */
    static Map<String, @Nullable Object> of(Loss loss) {
        Map<String, @Nullable Object> tree = brief(loss);
        tree.put("spec", loss.spec());
        tree.put("gradient", loss.formula().gradient().toString());
        tree.put("hessian", loss.formula().hessian().toString());
        tree.put("stable_value", loss.formula().stableValue().toString());
        tree.put("stable_gradient", loss.formula().stableGradient().toString());
        tree.put("stable_hessian", loss.formula().stableHessian().toString());
        tree.put("link", loss.link().name().toLowerCase(Locale.ROOT));
        tree.put("target", loss.targetDomain().description());
        tree.put("properties", properties(loss.properties()));
        boolean own = !loss.ofCatalogue();
        tree.put("error_bound_ulps", own ? null : Json.number(loss.errorBound()));
        tree.put("vector_error_bound_ulps", own ? null : Json.number(loss.vectorErrorBound()));
        tree.put("conditioning", loss.conditioning());
        tree.put("source", loss.source());
        tree.put("notes", loss.notes());
        return tree;
    }

    private static Map<String, @Nullable Object> parameter(Map<String, Double> values, Parameter parameter) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("name", parameter.name());
        tree.put("value", Json.number(values.getOrDefault(parameter.name(), parameter.defaultValue())));
        tree.put("default", Json.number(parameter.defaultValue()));
        tree.put("range", parameter.range());
        tree.put("low", Json.number(parameter.low()));
        tree.put("low_included", parameter.lowIncluded());
        tree.put("high", Json.number(parameter.high()));
        tree.put("high_included", parameter.highIncluded());
        tree.put("meaning", parameter.meaning());
        tree.put("aliases", parameter.aliases());
        return tree;
    }

    private static Map<String, @Nullable Object> properties(Properties properties) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("convex", properties.convex());
        tree.put("smooth", properties.smooth());
        tree.put("piecewise_linear", properties.piecewiseLinear());
        tree.put("lipschitz", Json.number(properties.lipschitz()));
        tree.put("curvature_bound", Json.number(properties.curvatureBound()));
        tree.put("kinks", properties.kinks());
        tree.put("learns", properties.learns().name().toLowerCase(Locale.ROOT));
        return tree;
    }
}
