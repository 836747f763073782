package org.lossmith.app.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/**
 * What other tools call a penalty's strength. They count coefficients as the file has its columns unless told to standardise, so
 * the figures hold for standardised inputs.
 */
final class PenaltyNames {
    private PenaltyNames() {}

    /**
     * @param loss the loss's name
     * @param weight the number of rows, or the sum of their weights
     */
    static Map<String, Double> of(String loss, String penalty, double weight) {
        Map<String, Double> names = new LinkedHashMap<>();
        if (!(Penalty.parse(penalty) instanceof SeparablePenalty separable) || !separable.convex()) {
            return names;
        }
        double l1 = separable.l1();
        double l2 = separable.l2();
        boolean ridge = l2 > 0 && l1 == 0;
        boolean lasso = l1 > 0 && l2 == 0;
        boolean both = l1 > 0 && l2 > 0;
        // The others take half of the squared coefficients.
        double strength = l1 + 2 * l2;
        double share = l1 / strength;
        switch (loss) {
            case "bce", "softmax" -> {
                putIf(names, strength > 0, "scikit-learn LogisticRegression C", 1 / (weight * strength));
                putIf(names, both, "scikit-learn LogisticRegression l1_ratio", share);
                putIf(names, strength > 0, "glmnet lambda", strength);
            }
            case "squared-error" -> {
                putIf(names, ridge, "scikit-learn Ridge alpha", weight * l2);
                putIf(names, lasso, "scikit-learn Lasso alpha", l1 / 2);
                putIf(names, both, "scikit-learn ElasticNet alpha", strength / 2);
                putIf(names, both, "scikit-learn ElasticNet l1_ratio", share);
                putIf(names, strength > 0, "glmnet lambda", strength / 2);
            }
            case "half-squared-error" -> {
                putIf(names, ridge, "scikit-learn Ridge alpha", 2 * weight * l2);
                putIf(names, lasso, "scikit-learn Lasso alpha", l1);
                putIf(names, both, "scikit-learn ElasticNet alpha", strength);
                putIf(names, both, "scikit-learn ElasticNet l1_ratio", share);
                putIf(names, strength > 0, "glmnet lambda", strength);
            }
            default -> {}
        }
        putIf(names, both && !names.isEmpty(), "glmnet alpha", share);
        return names;
    }

    private static void putIf(Map<String, Double> names, boolean applies, String name, double value) {
        if (applies) {
            names.put(name, value);
        }
    }
}
