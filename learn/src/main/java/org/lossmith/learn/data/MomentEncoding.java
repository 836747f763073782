package org.lossmith.learn.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A date, a time, or both, by its parts. What comes round again (time of day, time of year) becomes a sine and a cosine, so
 * that 23:59 is next to 00:00 for a linear model; the days of the week are one-hot against the first in the list; the
 * year is a number.
 *
 * @param timeOfDay sine and cosine of the time of day
 * @param weekdays days of the week that occur, 1 is Monday; the first gives no input; empty for none
 * @param timeOfYear sine and cosine of the day of the year
 * @param year the year as a number
 * @param median seconds since 1970 that stand in for a missing value
 * @param indicator a last input is 1 where the value is missing
 */
public record MomentEncoding(
        String column,
        boolean timeOfDay,
        List<Integer> weekdays,
        boolean timeOfYear,
        boolean year,
        double median,
        boolean indicator)
        implements ColumnEncoding {
    private static final double DAY_SECONDS = 86400;

    public MomentEncoding {
        weekdays = List.copyOf(weekdays);
    }

    @Override
    public int width() {
        return (timeOfDay ? 2 : 0)
                + Math.max(0, weekdays.size() - 1)
                + (timeOfYear ? 2 : 0)
                + (year ? 1 : 0)
                + (indicator ? 1 : 0);
    }

    @Override
    public List<String> inputs() {
        List<String> names = new ArrayList<>();
        if (timeOfDay) {
            names.add(column + "_time_of_day_sin");
            names.add(column + "_time_of_day_cos");
        }
        weekdays.stream()
                .skip(1)
                .forEach(
                        day -> names.add(column + "_" + DayOfWeek.of(day).name().toLowerCase(Locale.ROOT)));
        if (timeOfYear) {
            names.add(column + "_time_of_year_sin");
            names.add(column + "_time_of_year_cos");
        }
        if (year) {
            names.add(column + "_year");
        }
        if (indicator) {
            names.add(column + MISSING);
        }
        return names;
    }

    @Override
    public void write(double value, double[] row, int at) {
        boolean missing = Double.isNaN(value);
        double seconds = missing ? median : value;
        double days = Math.floor(seconds / DAY_SECONDS);
        int to = at;
        if (timeOfDay) {
            to = writeCycle((seconds - days * DAY_SECONDS) / DAY_SECONDS, row, to);
        }
        LocalDate date = LocalDate.ofEpochDay((long) days);
        for (int i = 1; i < weekdays.size(); i++) {
            row[to++] = weekdays.get(i) == date.getDayOfWeek().getValue() ? 1 : 0;
        }
        if (timeOfYear) {
            to = writeCycle((date.getDayOfYear() - 1) / (double) date.lengthOfYear(), row, to);
        }
        if (year) {
            row[to++] = date.getYear();
        }
        if (indicator) {
            row[to] = missing ? 1 : 0;
        }
    }

    // StrictMath, because the same file must give the same bits on every machine.
    private static int writeCycle(double fraction, double[] row, int at) {
        row[at] = StrictMath.sin(2 * Math.PI * fraction);
        row[at + 1] = StrictMath.cos(2 * Math.PI * fraction);
        return at + 2;
    }
}
