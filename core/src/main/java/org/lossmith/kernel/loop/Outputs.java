package org.lossmith.kernel.loop;

/** Which arrays a loop writes, besides the sum of the values that it returns. */
public enum Outputs {
    SUM(1, false),
    VALUES(1, true),
    GRADIENT(2, false),
    HESSIAN(3, false),
    ALL(3, true);

    private final int derivatives;
    private final boolean values;

    Outputs(int derivatives, boolean values) {
        this.derivatives = derivatives;
        this.values = values;
    }

    /** 1 for the value alone, 2 with the gradient, 3 with the Hessian. */
    int count() {
        return derivatives;
    }

    boolean writesValues() {
        return values;
    }

    boolean writesGradient() {
        return derivatives >= 2;
    }

    boolean writesHessian() {
        return derivatives >= 3;
    }
}
