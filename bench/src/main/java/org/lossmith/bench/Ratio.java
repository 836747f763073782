package org.lossmith.bench;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.util.ListStatistics;

/**
 * One time in units of another, measured in some JVMs.
 *
 * @param median over the JVMs
 * @param least of a JVM
 * @param greatest of a JVM
 */
record Ratio(double median, double least, double greatest, int jvms) {
    /** @param medians one for each JVM: over its iterations */
    static Ratio of(List<Double> medians) {
        ListStatistics all = new ListStatistics(
                medians.stream().mapToDouble(Double::doubleValue).toArray());
        return new Ratio(all.getPercentile(50), all.getMin(), all.getMax(), medians.size());
    }

    /** The median, and where there are several JVMs the range: {@code 0.97 (0.94-1.02)}. */
    String text(int digits) {
        String number = "%." + digits + "f";
        return jvms == 1
                ? String.format(Locale.ROOT, number, median)
                : String.format(Locale.ROOT, number + " (" + number + "-" + number + ")", median, least, greatest);
    }
}
