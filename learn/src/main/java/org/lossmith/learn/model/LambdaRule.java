package org.lossmith.learn.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lossmith.InputException;
import org.lossmith.learn.fit.LambdaCurve;

/** Which lambda of a cross-validated path a model gets. */
public enum LambdaRule {
    /** The one that loses least on rows held out. */
    MIN("min", "smallest held-out loss"),
    /** The largest whose held-out loss is within one standard error of the smallest: the simplest model that is as good. */
    ONE_STANDARD_ERROR("1se", "one standard error rule");

    private final String text;
    private final String words;

    LambdaRule(String text, String words) {
        this.text = text;
        this.words = words;
    }

    /** As {@code --lambda} takes it. */
    public String text() {
        return text;
    }

    public String words() {
        return words;
    }

    /**
     * Reads {@code min} or {@code 1se}.
     *
     * @throws InputException for anything else
     */
    public static LambdaRule parse(String text) {
        return Arrays.stream(values())
                .filter(rule -> rule.text.equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new InputException("--lambda " + text + ": wanted "
                        + Arrays.stream(values()).map(LambdaRule::text).collect(Collectors.joining(" or "))
                        + "; a lambda of your own is given with the penalty, as in --penalty l1:lambda=0.01"));
    }

    int chosen(LambdaCurve curve) {
        return this == MIN ? curve.min() : curve.oneStandardError();
    }
}
