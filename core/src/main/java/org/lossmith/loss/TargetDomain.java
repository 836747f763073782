package org.lossmith.loss;

/** The values a target may take under a loss. Binary losses take 0 and 1 (and soft labels between), margin losses -1 and +1. */
public enum TargetDomain {
    REAL("any finite number"),
    UNIT_INTERVAL("0, 1, or a number between them"),
    SIGN("-1 or +1"),
    NON_NEGATIVE("0 or more"),
    POSITIVE("more than 0");

    private final String description;

    TargetDomain(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    public boolean contains(double target) {
        return switch (this) {
            case REAL -> Double.isFinite(target);
            case UNIT_INTERVAL -> target >= 0 && target <= 1;
            case SIGN -> target == 1 || target == -1;
            case NON_NEGATIVE -> target >= 0 && target < Double.POSITIVE_INFINITY;
            case POSITIVE -> target > 0 && target < Double.POSITIVE_INFINITY;
        };
    }
}
