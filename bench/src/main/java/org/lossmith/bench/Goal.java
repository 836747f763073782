package org.lossmith.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lossmith.bench.Case.Path;

/**
 * A line that the project holds itself to: what some losses may cost.
 *
 * @param name by which {@code bench/run goals NAME} takes it
 * @param cases what must be timed, without the walls
 * @param measure the ratio that has the limit
 */
record Goal(String name, String text, List<Case> cases, Measure measure, double limit) {
    enum Measure {
        /** Times the wall, at most. */
        WALL,
        /** Times the time of the loop by hand, at most; both timed by turns in the same JVM over the same arrays. */
        CONTROL,
        /** Times as fast as PyTorch, at least; timed likewise. */
        PYTORCH
    }

    /** One loss at this goal. */
    record Check(Case timed, Ratio ratio, boolean holds) {}

    /** The checks whose cases were timed. */
    List<Check> checks(List<Measurement> all) {
        return cases.stream()
                .filter(timed -> timed.path() == Path.SIMD)
                .flatMap(timed -> RatioTable.of(all, timed).stream())
                .flatMap(measured -> ratio(measured).stream()
                        .map(ratio -> new Check(measured.timed(), ratio, holds(ratio.median()))))
                .toList();
    }

    private boolean holds(double ratio) {
        return measure == Measure.PYTORCH ? ratio >= limit : ratio <= limit;
    }

    private Optional<Ratio> ratio(Measurement measured) {
        return switch (measure) {
            case WALL -> Optional.of(measured.walls());
            case CONTROL -> Optional.ofNullable(measured.hand());
            case PYTORCH -> Optional.ofNullable(measured.torch());
        };
    }

    /** The tasks with each of their paths beside each other. */
    static List<Case> beside(Stream<Case> tasks, Path... paths) {
        return tasks.flatMap(task -> Stream.of(paths).map(task::by)).toList();
    }
}
