package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.text.Numbers;

/**
 * The metric that decides, and the costs behind it. Every deciding metric is better when it is smaller.
 *
 * @param metric rmse, mae, cost, log-loss, error-rate or balanced-error
 * @param reason a short clause
 * @param under cost of a unit predicted too low, or of a positive that is missed
 * @param over cost of a unit predicted too high, or of a false alarm
 * @param stated whether the costs were stated rather than taken from the data
 */
record Decider(String metric, String reason, double under, double over, boolean stated) {
    /**
     * @param negativesPerPositive for yes-or-no targets
     * @param far rows with corrupted-looking targets, or null
     */
    static Decider of(@Nullable Mistake mistake, TargetKind kind, double negativesPerPositive, @Nullable FarRows far) {
        double missed = kind == TargetKind.BINARY ? Numbers.threeDigits(negativesPerPositive) : 1;
        if (mistake == null) {
            return byKind(kind, missed, far);
        }
        if (mistake instanceof Mistake.UnderOver costs) {
            String reason = "a unit too low costs " + Numbers.plain(costs.under()) + ", a unit too high "
                    + Numbers.plain(costs.over());
            return new Decider("cost", reason, costs.under(), costs.over(), true);
        }
        if (mistake instanceof Mistake.Calls costs) {
            String reason = "a missed positive costs " + Numbers.plain(costs.missed()) + ", a false alarm "
                    + Numbers.plain(costs.falseAlarm());
            return new Decider("cost", reason, costs.missed(), costs.falseAlarm(), true);
        }
        if (mistake instanceof Mistake.LargeErrors) {
            return new Decider("rmse", "squares make one large error cost more than many small ones", 1, 1, false);
        }
        if (mistake instanceof Mistake.TypicalError) {
            return new Decider(
                    "mae", "each unit of error costs the same, so a few hopeless rows do not decide", 1, 1, false);
        }
        if (mistake instanceof Mistake.WrongClass) {
            return new Decider("error-rate", "each row called a wrong class costs the same", 1, 1, false);
        }
        if (mistake instanceof Mistake.RareClass) {
            String reason =
                    "each class counts the same however rare, so calls weigh a probability by how rare its class is";
            return new Decider("balanced-error", reason, 1, 1, false);
        }
        return new Decider("log-loss", "it punishes probabilities that are confident and wrong", missed, 1, false);
    }

    private static Decider byKind(TargetKind kind, double missed, @Nullable FarRows far) {
        if (kind == TargetKind.BINARY || kind == TargetKind.CATEGORIES) {
            String reason = "no --mistake was given, and log-loss judges the probabilities themselves";
            return new Decider("log-loss", reason, missed, 1, false);
        }
        if (far != null) {
            String reason = "no --mistake was given, and corrupted-looking targets would rule rmse";
            return new Decider("mae", reason, 1, 1, false);
        }
        return new Decider("rmse", "no --mistake was given, so large errors count most", 1, 1, false);
    }
}
