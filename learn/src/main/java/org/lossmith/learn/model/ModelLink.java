package org.lossmith.learn.model;

import java.util.Locale;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.loss.Link;
import org.lossmith.loss.RowLink;

/** How a model's scores become predictions. */
public enum ModelLink {
    /** The score itself. */
    IDENTITY,
    /** exp(score), a positive mean. */
    LOG,
    /** 1 / (1 + exp(-score)), the probability of the positive label. */
    LOGIT,
    /** The positive label where the score is above 0; no probability. */
    SIGN,
    /** exp(score) over the sum of those of all classes, a probability of each. */
    SOFTMAX,
    /** The class with the largest score; no probability. */
    LARGEST,
    /** The scores are the parameters of a distribution; the prediction is its mean, or its median where it has none. */
    DISTRIBUTION;

    /** A formula that a user wrote has no link of its own: for labels its score is taken for a logit, as compare does. */
    static ModelLink of(ModelLoss loss, TargetKind kind) {
        if (loss instanceof ModelLoss.OfDistribution) {
            return DISTRIBUTION;
        }
        if (loss instanceof ModelLoss.OfClasses classes) {
            return classes.loss().link() == RowLink.LARGEST ? LARGEST : SOFTMAX;
        }
        Link link = ((ModelLoss.OfScore) loss).loss().link();
        return switch (link) {
            case IDENTITY -> kind == TargetKind.BINARY && !loss.ofCatalogue() ? LOGIT : IDENTITY;
            case LOG -> LOG;
            case LOGIT -> LOGIT;
            case SIGN -> SIGN;
        };
    }

    /** The word in the model file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether predictions come with probabilities. */
    public boolean givesProbabilities() {
        return this == LOGIT || this == SOFTMAX;
    }
}
