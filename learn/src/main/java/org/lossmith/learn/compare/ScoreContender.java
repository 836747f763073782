package org.lossmith.learn.compare;

import java.util.Map;
import org.lossmith.loss.Loss;

/** A loss over one score a row. */
record ScoreContender(String name, Loss loss, Map<String, String> reasons) implements Contender {
    @Override
    public ScoreContender named(String changed) {
        return new ScoreContender(changed, loss, reasons);
    }
}
