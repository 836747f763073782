package org.lossmith;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant, for messages such as {@code did you mean "huber"?}. */
public final class Suggestion {
    private static final int LEAST_BEGINNING = 3;

    private Suggestion() {}

    /**
     * The candidate nearest to {@code name} by edit distance, if it is near enough to be a likely typo; else the shortest of which
     * it is the beginning.
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> distance(wanted, candidate) <= furthest(wanted, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(wanted, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> begunBy(wanted, candidates));
    }

    private static Optional<String> begunBy(String wanted, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> wanted.length() >= LEAST_BEGINNING
                        && candidate.toLowerCase(Locale.ROOT).startsWith(wanted))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** One letter in three may be wrong, of two one, of a single one none. */
    private static int furthest(String name, String candidate) {
        int longer = Math.max(name.length(), candidate.length());
        return longer == 2 ? 1 : longer / 3;
    }

    /** {@code ; did you mean "x"?} or an empty text. */
    public static String hint(String name, Collection<String> candidates) {
        return nearest(name, candidates)
                .map(found -> "; did you mean \"" + found + "\"?")
                .orElse("");
    }

    /**
     * The same followed by what to do, as one or two sentences' ends: {@code ; did you mean "x"? Write one of a, b} or {@code ;
     * write one of a, b}.
     */
    public static String hint(String name, Collection<String> candidates, String advice) {
        String hint = hint(name, candidates);
        return hint.isEmpty()
                ? "; " + advice
                : hint + " " + advice.substring(0, 1).toUpperCase(Locale.ROOT) + advice.substring(1);
    }

    /** Edit distance counting insertions, deletions, substitutions and swaps of neighbours (Damerau 1964), ignoring case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(substitution, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
