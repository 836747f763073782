package org.lossmith.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.Path;
import org.lossmith.bench.Case.What;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/** Which cases a command times. */
final class Plan {
    /** Rows whose arrays fit into the second-level cache. */
    static final int SMALL = 4096;
    /** Elements that fit into no cache: so many rows, or fewer of losses that take several scores each. */
    static final int LARGE = 20_000_000;

    /** Losses that are measured beside loops by hand and beside PyTorch. */
    static final List<String> PEERED = List.of("bce", "huber");

    private Plan() {}

    /** A few losses, to see in a minute or two whether something broke. */
    static List<Case> quick() {
        List<Case> cases = new ArrayList<>();
        for (String loss : List.of("squared-error", "huber", "bce", "focal")) {
            for (int rows : List.of(SMALL, LARGE)) {
                cases.add(gradient(loss, rows, ElementType.DOUBLE, Path.SIMD, 1));
            }
            cases.add(gradient(loss, SMALL, ElementType.DOUBLE, Path.SCALAR, 1));
        }
        for (String loss : PEERED) {
            cases.add(gradient(loss, SMALL, ElementType.DOUBLE, Path.CONTROL, 1));
            cases.add(gradient(loss, SMALL, ElementType.DOUBLE, Path.PLAIN, 1));
        }
        return cases;
    }

    /** Everything at 4,096 rows, on one thread: handing half of so few rows to another thread costs more than they do. */
    static List<Case> catalogue() {
        return everything(SMALL, 1);
    }

    /** Everything, both sizes; the large one on one thread and on two. Takes hours. */
    static List<Case> full() {
        List<Case> cases = new ArrayList<>(catalogue());
        cases.addAll(everything(LARGE, 1));
        cases.addAll(everything(LARGE, 2));
        return cases;
    }

    private static List<Case> everything(int rows, int threads) {
        List<Case> cases = new ArrayList<>();
        for (ElementType type : ElementType.values()) {
            for (String loss : Losses.names()) {
                add(cases, loss, rows, type, threads, 1);
            }
            for (RowLoss loss : RowLosses.all()) {
                int scores = PlanarRows.scores(loss);
                add(cases, loss.name(), rows == LARGE ? LARGE / scores : rows, type, threads, scores);
            }
        }
        return cases;
    }

    private static void add(List<Case> cases, String loss, int rows, ElementType type, int threads, int scores) {
        for (What what : What.values()) {
            for (Path path : paths(loss, what)) {
                cases.add(new Case(loss, what, rows, type, path, threads, scores));
            }
        }
    }

    private static Set<Path> paths(String loss, What what) {
        boolean peered = PEERED.contains(loss) && what == What.GRADIENT;
        return peered ? EnumSet.allOf(Path.class) : EnumSet.of(Path.SIMD, Path.SCALAR);
    }

    static Case gradient(String loss, int rows, ElementType type, Path path, int threads) {
        return new Case(loss, What.GRADIENT, rows, type, path, threads, 1);
    }
}
