package org.lossmith.learn.compare;

import java.util.Map;
import org.lossmith.loss.Loss;

/** A loss over one score a row. */
record ScoreContender(String name, Loss loss, Map<String, String> reasons) implements Contender {
    @Override
    public String spec() {
        return ofCatalogue() ? loss.spec() : loss.formula().text();
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
    public ScoreContender named(String changed) {
        return new ScoreContender(changed, loss, reasons);
    }
}
