package org.lossmith.learn.compare;

import org.lossmith.loss.AnyLoss;

/** Looks at what was asked for before it is known of what kind the target is. */
final class Specs {
    private Specs() {}

    /** Refuses what neither catalogue has, or has with other parameters. */
    static void check(String spec) {
        AnyLoss.parse(spec);
    }

    static void check(CompareRequest.Written written) {
        AnyLoss.written(written.formula(), written.parameters());
    }
}
