package org.lossmith.learn.compare;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;

/** A loss over one score for each class. */
record ClassContender(String name, RowLoss loss, Map<String, String> reasons) implements Contender {
    /** Whether the softmax of its scores are the probabilities; a hinge's scores only rank the classes. */
    boolean givesProbabilities() {
        return loss.link() != RowLink.LARGEST;
    }

    /** What a row of each class weighs in the loss. */
    double[] classWeights(int classes) {
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        Matcher given = Pattern.compile("class_weight=([^,]+)").matcher(loss.spec());
        return given.find()
                ? Arrays.stream(given.group(1).split("/"))
                        .mapToDouble(Double::parseDouble)
                        .toArray()
                : weights;
    }

    @Override
    public ClassContender named(String changed) {
        return new ClassContender(changed, loss, reasons);
    }
}
