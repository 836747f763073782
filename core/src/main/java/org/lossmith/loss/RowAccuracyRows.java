package org.lossmith.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lossmith.formula.Signature;

/** The rows at which the accuracy of a loss of several scores is measured; the same every time. */
final class RowAccuracyRows {
    private static final int ROWS = 42;
    private static final int SEED = 3;
    /** Scores that are logarithms of scales stay where their exponentials are of use. */
    private static final double LOGARITHMS = 2;

    private final RowLoss loss;
    private final Map<String, Integer> widths;
    private final Random random = new Random(SEED);

    RowAccuracyRows(RowLoss loss, Map<String, Integer> widths) {
        this.loss = loss;
        this.widths = widths;
    }

    List<RowAccuracy.Point> rows() {
        List<RowAccuracy.Point> rows = new ArrayList<>();
        for (int number = 0; number < ROWS; number++) {
            rows.add(new RowAccuracy.Point(scores(number), targets(number)));
        }
        return rows;
    }

    private double[] scores(int number) {
        Signature signature = loss.formula().signature();
        double size = Math.pow(10, number % 7 - 2);
        double[] scores = new double[signature.scoreColumns(widths)];
        int at = 0;
        for (Signature.Block block : signature.scores()) {
            int width = block.columns(widths);
            for (int i = 0; i < width; i++) {
                boolean logarithm = block.name().startsWith("log_");
                scores[at + i] = logarithm ? LOGARITHMS * random.nextGaussian() : score(number, at + i, size);
            }
            if (block.name().equals("cut")) {
                Arrays.sort(scores, at, at + width);
                for (int i = 0; i < width; i++) {
                    scores[at + i] += i * size / 4;
                }
            }
            at += width;
        }
        return scores;
    }

    private double score(int number, int column, double size) {
        return switch (number % 5) {
            case 0 -> size;
            case 1 -> column == 0 ? size : 0.1 * column;
            default -> size * random.nextGaussian();
        };
    }

    private double[] targets(int number) {
        double[] targets = new double[loss.formula().signature().targetColumns(widths)];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = switch (loss.targetDomain()) {
                case CLASS -> random.nextInt(Math.max(1, widths.getOrDefault(Signature.USUAL, 1)));
                case UNIT_INTERVAL -> number % 2 == 0 ? i % 2 : random.nextDouble();
                case REAL -> 3 * random.nextGaussian();
                case NON_NEGATIVE -> number % 3;
                case TIME_AND_EVENT -> i == 0 ? 1 + random.nextDouble() : number % 2;
            };
        }
        return targets;
    }
}
