package org.lossmith.loss;

/** The values that the targets of a loss of several scores per row may take. */
public enum RowTargetDomain {
    CLASS("a class: 0, 1, 2, ..."),
    UNIT_INTERVAL("numbers from 0 to 1"),
    REAL("any finite numbers"),
    NON_NEGATIVE("numbers of 0 or more"),
    /** A time, more than 0, and whether the event was seen, 1 or 0. */
    TIME_AND_EVENT("a time of more than 0; 1 if the event was seen then, 0 if not yet");

    private final String description;

    RowTargetDomain(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    /** @param column which of the targets of a row it is, from 0 */
    public boolean contains(int column, double target) {
        boolean finite = Double.isFinite(target);
        return switch (this) {
            case CLASS -> finite && target >= 0 && target == Math.rint(target);
            case UNIT_INTERVAL -> target >= 0 && target <= 1;
            case REAL -> finite;
            case NON_NEGATIVE -> finite && target >= 0;
            case TIME_AND_EVENT -> finite && (column == 0 ? target > 0 : target == 0 || target == 1);
        };
    }
}
