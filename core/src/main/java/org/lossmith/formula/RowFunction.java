package org.lossmith.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The functions of a whole vector that a formula may use. Most give one number, some a vector of the same length. */
public enum RowFunction {
    SUM("sum", "sum of the elements", false),
    MAXIMUM("max", "largest element", false),
    MINIMUM("min", "smallest element", false),
    LOGSUMEXP("logsumexp", "log of the sum of exp of the elements", false),
    SOFTMAX("softmax", "exp of each element over the sum of all of them", true),
    /** The point of the probability simplex that is nearest to the vector (Martins and Astudillo 2016). */
    SPARSEMAX("sparsemax", "nearest point whose elements are 0 or more and sum to 1", true),
    /** max over p in the simplex of sum(p*v) - sum(p^2)/2 + 1/2; its gradient is sparsemax. */
    SPARSEMAX_CONJUGATE("sparsemax_conjugate", "max of sum(p*v) - sum(p^2)/2 + 1/2 over probabilities p", false),
    /** 1 - softmax, element by element, without cancellation; arises in stable forms. */
    SOFTMAX_COMPLEMENT("softmax_complement", "1 - softmax", true),
    /** The t for which max(v - t, 0) sums to 1; arises in stable forms. */
    SPARSEMAX_THRESHOLD("sparsemax_threshold", "the t for which max(v - t, 0) sums to 1", false);

    private final String text;
    private final String meaning;
    private final boolean vector;

    RowFunction(String text, String meaning, boolean vector) {
        this.text = text;
        this.meaning = meaning;
        this.vector = vector;
    }

    /** The name as typed in a formula. */
    public String text() {
        return text;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether the result is a vector. */
    public boolean isVector() {
        return vector;
    }

    /** Those a formula calls by name. */
    public static List<RowFunction> named() {
        return Arrays.stream(values())
                .filter(function -> function.compareTo(SOFTMAX_COMPLEMENT) < 0)
                .toList();
    }

    static Optional<RowFunction> find(String name) {
        return named().stream().filter(function -> function.text.equals(name)).findFirst();
    }
}
