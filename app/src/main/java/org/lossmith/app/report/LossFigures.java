package org.lossmith.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** One figure for each of some losses, for sentences that compare them. */
record LossFigures(List<LossFigure> figures) {

    record LossFigure(String loss, double value) {}

    static <T> LossFigures of(Map<String, T> byLoss, ToDoubleFunction<T> measure) {
        return new LossFigures(byLoss.entrySet().stream()
                .map(entry -> new LossFigure(entry.getKey(), measure.applyAsDouble(entry.getValue())))
                .toList());
    }

    LossFigure largest() {
        return figures.stream()
                .max(Comparator.comparingDouble(LossFigure::value))
                .orElseThrow();
    }

    LossFigure smallest() {
        return figures.stream()
                .min(Comparator.comparingDouble(LossFigure::value))
                .orElseThrow();
    }

    /** {@code huber 1.20, squared-error 14.93}, all with the same decimals. */
    String inWords() {
        int decimals = decimals();
        return inWords(value -> Numbers.fixed(value, decimals));
    }

    int decimals() {
        return Numbers.decimals(figures.stream().mapToDouble(LossFigure::value));
    }

    List<String> losses() {
        return figures.stream().map(LossFigure::loss).toList();
    }

    /** {@code huber 12%, squared-error 80%}. */
    String inWords(DoubleFunction<String> format) {
        return figures.stream()
                .map(figure -> figure.loss() + " " + format.apply(figure.value()))
                .collect(Collectors.joining(", "));
    }
}
