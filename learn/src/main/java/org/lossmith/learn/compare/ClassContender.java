package org.lossmith.learn.compare;

import java.util.Map;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;

/** A loss over one score for each class. */
record ClassContender(String name, RowLoss loss, Map<String, String> reasons) implements Contender {
    /** Whether the softmax of its scores are the probabilities; a hinge's scores only rank the classes. */
    boolean givesProbabilities() {
        return loss.link() != RowLink.LARGEST;
    }

    @Override
    public String spec() {
        return ofCatalogue() ? loss.spec() : formula();
    }

    @Override
    public String formula() {
        return loss.formula().text();
    }

    @Override
    public Map<String, Double> parameters() {
        return loss.parameters();
    }

    @Override
    public boolean ofCatalogue() {
        return !loss.name().equals("formula");
    }

    @Override
    public ClassContender named(String changed) {
        return new ClassContender(changed, loss, reasons);
    }
}
