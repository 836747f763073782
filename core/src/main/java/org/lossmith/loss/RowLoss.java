package org.lossmith.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/** Stands in for the compiled row losses until they are merged: class losses written by hand. */
public final class RowLoss {
    private final String name;
    private final Map<String, Double> parameters;

    RowLoss(String name, Map<String, Double> parameters) {
        this.name = name;
        this.parameters = new LinkedHashMap<>(parameters);
    }

    public String name() {
        return name;
    }

    public String group() {
        return "classes";
    }

    public String spec() {
        StringBuilder text = new StringBuilder(name);
        parameters.forEach((key, value) -> text.append(text.indexOf(":") < 0 ? ":" : ",")
                .append(key)
                .append("=")
                .append(value == Math.rint(value) ? Long.toString(value.longValue()) : Double.toString(value)));
        return text.toString();
    }

    public String summary() {
        return name;
    }

    public String source() {
        return "";
    }

    public List<String> notes() {
        return List.of();
    }

    public Map<String, Double> parameters() {
        return Map.copyOf(parameters);
    }

    public RowLoss with(String parameter, double value) {
        if (!parameters.containsKey(parameter)) {
            throw new InputException(name + " has no parameter \"" + parameter + "\"");
        }
        Map<String, Double> changed = new LinkedHashMap<>(parameters);
        changed.put(parameter, value);
        return new RowLoss(name, changed);
    }

    public RowLoss forRows(long rows) {
        return this;
    }

    public double sum(double[][] score, double[][] target, double @Nullable [] weight, int from, int to) {
        double[] z = new double[score.length];
        double sum = 0;
        for (int i = from; i < to; i++) {
            double w = weight == null ? 1 : weight[i];
            sum += w * row(score, (int) target[0][i], i, z);
        }
        return sum;
    }

    public double sumGradient(
            double[][] score, double[][] target, double @Nullable [] weight, double[][] gradient, int from, int to) {
        double[] g = new double[score.length];
        double sum = 0;
        for (int i = from; i < to; i++) {
            double w = weight == null ? 1 : weight[i];
            sum += w * row(score, (int) target[0][i], i, g);
            for (int k = 0; k < g.length; k++) {
                gradient[k][i] = w * g[k];
            }
        }
        return sum;
    }

    public void values(double[][] score, double[][] target, double[] value, int from, int to) {
        double[] g = new double[score.length];
        for (int i = from; i < to; i++) {
            value[i] = row(score, (int) target[0][i], i, g);
        }
    }

    private double parameter(String key) {
        return parameters.getOrDefault(key, 0.0);
    }

    private double row(double[][] score, int y, int i, double[] g) {
        int classes = score.length;
        if (name.equals("multiclass-hinge")) {
            int most = 0;
            for (int k = 0; k < classes; k++) {
                g[k] = 0;
                most = score[k][i] + (k == y ? 0 : 1) > score[most][i] + (most == y ? 0 : 1) ? k : most;
            }
            double loss = score[most][i] + (most == y ? 0 : 1) - score[y][i];
            g[most] += 1;
            g[y] -= 1;
            return loss;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            highest = Math.max(highest, score[k][i]);
        }
        double total = 0;
        for (int k = 0; k < classes; k++) {
            g[k] = Math.exp(score[k][i] - highest);
            total += g[k];
        }
        double mean = 0;
        for (int k = 0; k < classes; k++) {
            g[k] /= total;
            mean += score[k][i] / classes;
        }
        double p = g[y];
        double logP = score[y][i] - highest - Math.log(total);
        double smoothing = parameter("label_smoothing");
        double[] value = phi(p, logP);
        for (int k = 0; k < classes; k++) {
            double q = k == y ? 1 : 0;
            g[k] = name.equals("softmax")
                    ? g[k] - (1 - smoothing) * q - smoothing / classes
                    : value[1] * (q - g[k]);
        }
        return name.equals("softmax") ? -(1 - smoothing) * logP - smoothing * (mean - highest - Math.log(total)) : value[0];
    }

    /** The loss as a function of log p of the true class, and its derivative by it. */
    private double[] phi(double p, double logP) {
        switch (name) {
            case "softmax-focal" -> {
                double gamma = parameter("gamma");
                double rest = Math.pow(1 - p, gamma);
                double less = gamma == 0 ? 0 : gamma * Math.pow(1 - p, gamma - 1) * p * logP;
                return new double[] {-rest * logP, -rest + less};
            }
            case "poly-1" -> {
                return new double[] {-logP + parameter("epsilon") * (1 - p), -1 - parameter("epsilon") * p};
            }
            case "generalised-cross-entropy" -> {
                double power = Math.pow(p, parameter("q"));
                return new double[] {(1 - power) / parameter("q"), -power};
            }
            case "symmetric-cross-entropy" -> {
                return new double[] {
                    -parameter("alpha") * logP + 4 * parameter("beta") * (1 - p), -parameter("alpha") - 4 * parameter("beta") * p
                };
            }
            default -> {
                return new double[] {-logP, -1};
            }
        }
    }
}
