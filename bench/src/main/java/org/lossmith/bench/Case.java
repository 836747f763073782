package org.lossmith.bench;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing to time.
 *
 * @param loss a name of the catalogue
 * @param scores how many a row has: 1, or more for losses over several
 */
public record Case(String loss, What what, int rows, ElementType type, Path path, int threads, int scores) {
    /** What is computed; the sum of the values always. */
    public enum What {
        VALUE,
        GRADIENT,
        HESSIAN
    }

    public enum ElementType {
        DOUBLE,
        FLOAT
    }

    /** What computes it. */
    public enum Path {
        /** Lossmith's kernels by vectors. */
        SIMD,
        /** Lossmith's kernels where the vector module is absent. */
        SCALAR,
        /** A loop over the Vector API, written by hand. */
        CONTROL,
        /** A loop as people write it. */
        PLAIN,
        /** PyTorch, forward and backward. */
        PYTORCH
    }

    /** The same task by another path. */
    Case by(Path other) {
        return new Case(loss, what, rows, type, other, threads, scores);
    }

    /** Whether it is Lossmith's, and of a task that there is a loop by hand for. */
    boolean hasControl() {
        return path == Path.SIMD && what == What.GRADIENT && Plan.PEERED.contains(loss);
    }

    /** Whether PyTorch is timed beside it: where there is a loop by hand, and rows enough for what a call of PyTorch costs. */
    boolean hasTorch() {
        return hasControl() && rows == Plan.LARGE;
    }

    @Override
    public String toString() {
        return Stream.of(loss, what, rows, type, path, threads + (threads == 1 ? " thread" : " threads"))
                .map(part -> part.toString().toLowerCase(java.util.Locale.ROOT))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
