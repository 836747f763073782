package org.lossmith.formula;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * What a formula of several scores per row takes: {@code (z[], y)} is a vector of scores and a target. Blocks that are vectors
 * have square brackets; those with different letters inside may differ in length. The last name is the target; with a
 * semicolon, all names after it are: {@code (location, log_scale; time, event)}. After a second semicolon come parameters that are vectors.
 */
public record Signature(List<Block> scores, List<Block> targets, List<Block> parameters) {
    /** What no signature says: one score and one target. */
    static final Signature NONE = new Signature(List.of(), List.of(), List.of());

    /** The dimension of brackets without a letter. */
    public static final String USUAL = "k";

    public Signature {
        scores = List.copyOf(scores);
        targets = List.copyOf(targets);
        parameters = List.copyOf(parameters);
    }

    /**
     * A named number or vector.
     *
     * @param dimension the letter of the index that runs over the vector, null for a number
     */
    public record Block(String name, @Nullable String dimension) {
        public boolean isVector() {
            return dimension != null;
        }

        public Expr.Variable variable() {
            return new Expr.Variable(name, dimension);
        }

        /** How many columns it takes at those widths. */
        public int columns(Map<String, Integer> widths) {
            return dimension == null ? 1 : widths.getOrDefault(dimension, 0);
        }

        @Override
        public String toString() {
            return !isVector() ? name : name + "[" + (USUAL.equals(dimension) ? "" : dimension) + "]";
        }
    }

    /** Scores, targets, then parameters. */
    public Stream<Block> blocks() {
        return Stream.of(scores, targets, parameters).flatMap(List::stream);
    }

    /** The dimensions in the order in which they first appear. */
    public Set<String> dimensions() {
        Set<String> found = new LinkedHashSet<>();
        blocks().forEach(block -> {
            if (block.dimension() != null) {
                found.add(block.dimension());
            }
        });
        return found;
    }

    /** Every name that the signature takes: blocks, indices and widths. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        blocks().forEach(block -> names.add(block.name()));
        for (String dimension : dimensions()) {
            names.add(dimension);
            names.add(Dimensions.width(dimension));
        }
        return names;
    }

    /** Columns of the scores at those widths. */
    public int scoreColumns(Map<String, Integer> widths) {
        return scores.stream().mapToInt(block -> block.columns(widths)).sum();
    }

    /** Columns of the targets at those widths. */
    public int targetColumns(Map<String, Integer> widths) {
        return targets.stream().mapToInt(block -> block.columns(widths)).sum();
    }

    /**
     * The length of every dimension, from how many columns of scores and of targets there are.
     *
     * @throws InputException if they do not fit
     */
    public Map<String, Integer> widths(int scoreColumns, int targetColumns) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        solve(targets, targetColumns, widths);
        solve(scores, scoreColumns, widths);
        solve(targets, targetColumns, widths);
        boolean complete = widths.keySet().containsAll(dimensions());
        if (!complete || scoreColumns(widths) != scoreColumns || targetColumns(widths) != targetColumns) {
            throw misfit(scoreColumns, targetColumns);
        }
        return widths;
    }

    /** If the blocks have just one dimension of unknown length, there is one length that fits. */
    private static void solve(List<Block> blocks, int columns, Map<String, Integer> widths) {
        Set<String> unknown = new TreeSet<>();
        int times = 0;
        int rest = columns;
        for (Block block : blocks) {
            if (block.dimension() != null && !widths.containsKey(block.dimension())) {
                unknown.add(block.dimension());
                times++;
            } else {
                rest -= block.columns(widths);
            }
        }
        if (unknown.size() == 1 && rest > 0 && rest % times == 0) {
            widths.put(unknown.iterator().next(), rest / times);
        }
    }

    private InputException misfit(int scoreColumns, int targetColumns) {
        return new InputException("the loss takes " + this + " for each row; " + scoreColumns
                + (scoreColumns == 1 ? " score" : " scores") + " and " + targetColumns
                + (targetColumns == 1 ? " target" : " targets") + " a row do not fit"
                + (dimensions().isEmpty()
                        ? ": wanted " + scores.size() + " and " + targets.size()
                        : ": blocks with the same brackets must have the same length"));
    }

    /** As it is written before {@code ->}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(").append(join(scores));
        text.append(targets.size() == 1 && parameters.isEmpty() ? ", " : "; ").append(join(targets));
        return (parameters.isEmpty() ? text : text.append("; ").append(join(parameters))) + ")";
    }

    private static String join(List<Block> blocks) {
        return String.join(", ", blocks.stream().map(Block::toString).toList());
    }
}
