package org.lossmith.loss;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lossmith.InputException;

/** Vectors inside a loss specification: {@code 1/2/0.5}, because commas divide the parameters. */
final class VectorText {
    private VectorText() {}

    static String of(double[] values) {
        return Arrays.stream(values).mapToObj(Parameter::text).collect(Collectors.joining("/"));
    }

    static double[] parse(String spec, String name, String text) {
        try {
            return Arrays.stream(text.split("/", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException notNumbers) {
            throw new InputException("loss \"" + spec + "\": " + name + " must be numbers divided by /, such as 1/2/0.5,"
                    + " got \"" + text + "\"");
        }
    }
}
