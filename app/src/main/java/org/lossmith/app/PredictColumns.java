package org.lossmith.app;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelLink;
import org.lossmith.learn.model.PredictedRows;

/** Which columns predictions are written in, and what stands in them. */
final class PredictColumns {
    private static final String SCORE = "score";
    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability";

    private final Model model;
    private final List<String> ids;
    private final List<String> chosen;

    /**
     * @param ids columns of the file that name a row, or none for the row's number
     * @param wanted some of score, prediction and probability, or none for what suits the model
     */
    PredictColumns(Model model, List<String> ids, List<String> wanted) {
        this.model = model;
        this.ids = ids;
        List<String> all = possible();
        for (String name : wanted) {
            if (!all.contains(name)) {
                throw new InputException("--columns " + name + ": this model gives " + String.join(", ", all)
                        + Suggestion.hint(name, all));
            }
        }
        this.chosen = wanted.isEmpty() ? usual(all) : List.copyOf(wanted);
    }

    private List<String> possible() {
        boolean labels = !model.target().labels().isEmpty();
        return model.link().givesProbabilities() && labels
                ? List.of(SCORE, PREDICTION, PROBABILITY)
                : List.of(SCORE, PREDICTION);
    }

    /** The probabilities of classes say all that their scores do. */
    private List<String> usual(List<String> all) {
        return model.link() == ModelLink.SOFTMAX ? List.of(PREDICTION, PROBABILITY) : all;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(ids.isEmpty() ? List.of("row") : ids);
        for (String column : chosen) {
            if (column.equals(PREDICTION) || model.scores().size() == 1) {
                names.add(column);
            } else {
                model.target().labels().forEach(label -> names.add(column + "=" + label));
            }
        }
        return names;
    }

    /** Takes the cells of a row, one by one. */
    interface Cells {
        void text(String value);

        void number(double value);

        void whole(long value);

        void missing();
    }

    void write(PredictedRows rows, int row, Cells cells) {
        if (ids.isEmpty()) {
            cells.whole(rows.sourceRow()[row]);
        }
        for (int j = 0; j < ids.size(); j++) {
            String value = rows.kept()[j][row];
            if (value == null) {
                cells.missing();
            } else {
                cells.text(value);
            }
        }
        for (String column : chosen) {
            switch (column) {
                case SCORE -> numbers(rows.score(), row, cells);
                case PROBABILITY -> numbers(rows.probability(), row, cells);
                default -> prediction(rows, row, cells);
            }
        }
    }

    private static void numbers(double[][] values, int row, Cells cells) {
        for (double[] each : values) {
            cells.number(each[row]);
        }
    }

    private void prediction(PredictedRows rows, int row, Cells cells) {
        int[] label = rows.label();
        double[] number = rows.number();
        if (label != null) {
            cells.text(model.target().labels().get(label[row]));
        } else if (number != null) {
            cells.number(number[row]);
        }
    }
}
