package org.lossmith.app.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.InputException;
import org.lossmith.app.text.NumberText;

/** {@code --param name=value}, as often as there are parameters; several may stand between commas. */
public final class ParameterOption {
    private ParameterOption() {}

    public static Map<String, Double> parse(List<String> given) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (String each : given) {
            for (String one : each.split(",")) {
                int equals = one.indexOf('=');
                if (equals < 1) {
                    throw new InputException("--param " + one + " should be name=value, as in --param delta=2");
                }
                String name = one.substring(0, equals).strip();
                double value = NumberText.parse(one.substring(equals + 1), "--param " + name);
                if (parameters.put(name, value) != null) {
                    throw new InputException("--param " + name + " was given twice");
                }
            }
        }
        return parameters;
    }
}
