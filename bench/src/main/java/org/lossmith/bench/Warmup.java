package org.lossmith.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs a case until it is compiled. Until C2 has compiled a loop over vectors, every vector is an object: what a pass allocates
 * tells. Counted in processor time of the calling thread, since a busy machine takes longer.
 */
final class Warmup {
    /** Of an element: boxing takes 24 bytes or more of every vector, tens to hundreds an element; scratch memory a few tenths. */
    static final double MOST_BYTES = 1;

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(6);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Warmup() {}

    static double run(Passes passes, Case timed, int shortest) {
        return run(passes, passes::pass, timed, shortest);
    }

    /**
     * @param pass what is run between passes of the wall
     * @param shortest milliseconds of processor time to go on for at least
     * @return the bytes that the last pass allocated per element: more than {@link #MOST_BYTES} if it never stopped making objects
     */
    static double run(Passes passes, Pass pass, Case timed, int shortest) {
        long least = TimeUnit.MILLISECONDS.toNanos(shortest);
        long start = THREADS.getCurrentThreadCpuTime();
        double bytes;
        long passed;
        do {
            passes.wall();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pass.run();
            bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / ((double) timed.rows() * timed.scores());
            passed = THREADS.getCurrentThreadCpuTime() - start;
        } while (passed < least || bytes > MOST_BYTES && passed < LONGEST && timed.path() != Case.Path.PYTORCH);
        return bytes;
    }
}
