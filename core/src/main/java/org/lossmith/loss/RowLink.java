package org.lossmith.loss;

/** How the scores of a row become what people read. */
public enum RowLink {
    /** Probabilities: {@code exp(z[k])} over their sum. */
    SOFTMAX("softmax of the scores"),
    /** Probabilities, many of them exactly 0. */
    SPARSEMAX("sparsemax of the scores"),
    /** Each score is a logit of its own. */
    LOGITS("1 / (1 + exp(-score)) of each score"),
    /** The class with the largest score; there are no probabilities. */
    LARGEST("the class with the largest score"),
    /** Probabilities of classes in order: P(y <= j) = 1 / (1 + exp(z - cut[j])). */
    CUTS("P(y <= j) = 1 / (1 + exp(z - cut[j]))"),
    /** Parameters of a distribution, as the notes say. */
    DISTRIBUTION("parameters of a distribution"),
    /** The scores themselves. */
    IDENTITY("the scores themselves");

    private final String description;

    RowLink(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
