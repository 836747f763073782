package org.lossmith.app.eval;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.text.NumberText;

/**
 * Scores or targets as they were given: numbers, or rows of numbers.
 *
 * @param rows one array a row; a plain number is a row of one
 * @param flat whether they were plain numbers
 */
record EvalRows(double[][] rows, boolean flat) {
    static EvalRows of(double[] numbers) {
        double[][] rows = new double[numbers.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {numbers[i]};
        }
        return new EvalRows(rows, true);
    }

    /** Rows between semicolons, numbers between commas; without a semicolon, numbers. */
    static EvalRows parse(String text, String option) {
        if (!text.contains(";")) {
            return of(NumberText.parseList(text, option));
        }
        String[] parts = text.split(";", -1);
        double[][] rows = new double[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            rows[i] = NumberText.parseList(parts[i], option + " row " + (i + 1));
        }
        return new EvalRows(rows, false);
    }

    /** @throws InputException if they are rows, and the loss takes one number a row */
    double[] numbers(String name, String loss) {
        if (!flat) {
            throw new InputException(name + " has rows of numbers, and " + loss
                    + " takes one number a row; losses of several scores a row are softmax and those like it");
        }
        double[] numbers = new double[rows.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows[i][0];
        }
        return numbers;
    }

    /** The same numbers as one row. */
    EvalRows asOneRow() {
        double[] row = new double[rows.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = rows[i][0];
        }
        return new EvalRows(new double[][] {row}, false);
    }

    /** Weights, which are plain numbers. */
    static double @Nullable [] weights(@Nullable EvalRows weight) {
        return weight == null ? null : weight.numbers("weight", "a row");
    }
}
