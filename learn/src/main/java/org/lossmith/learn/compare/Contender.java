package org.lossmith.learn.compare;

import java.util.Map;
import org.lossmith.loss.Loss;

/**
 * A loss that takes part, ready to fit.
 *
 * @param name unique among those that take part
 * @param reasons why each parameter that nobody typed has its value
 */
record Contender(String name, Loss loss, Map<String, String> reasons) {
    Contender named(String changed) {
        return new Contender(changed, loss, reasons);
    }
}
