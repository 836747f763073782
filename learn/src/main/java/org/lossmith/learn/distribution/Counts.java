package org.lossmith.learn.distribution;

/** A distribution of whole numbers from 0 on. */
public sealed interface Counts extends Distribution permits Poisson, NegativeBinomial, ZeroInflatedPoisson {
    /** About how far counts are from their mean. */
    double deviation();

    /** The probability of a count of at most {@code count}, a whole number from 0 on. */
    double upTo(double count);

    /** The probability of a larger count, with all its digits where it is small. */
    double beyond(double count);

    @Override
    default double below(double x) {
        return x < 0 ? 0 : upTo(Math.floor(x));
    }

    @Override
    default double strictlyBelow(double x) {
        return below(Math.ceil(x) - 1);
    }

    @Override
    default double quantile(double p) {
        double middle = mean();
        if (!(middle < Double.POSITIVE_INFINITY)) {
            return middle;
        }
        double high = Math.ceil(middle);
        double step = Math.max(1, Math.ceil(deviation()));
        while (!reaches(high, p) && high < Double.POSITIVE_INFINITY) {
            high += step;
            step *= 2;
        }
        double low = Math.max(-1, high - step);
        while (low >= 0 && reaches(low, p)) {
            high = low;
            step *= 2;
            low = Math.max(-1, high - step);
        }
        return between(low, high, p);
    }

    /** The first that reaches p in (low, high], of which the last does. */
    private double between(double low, double high, double p) {
        double first = low;
        double last = high;
        while (last - first > 1) {
            double half = Math.floor(first + (last - first) / 2);
            if (half == first || half == last) {
                break;
            }
            if (reaches(half, p)) {
                last = half;
            } else {
                first = half;
            }
        }
        return last;
    }

    private boolean reaches(double count, double p) {
        return p < 0.5 ? upTo(count) >= p : beyond(count) <= 1 - p;
    }

    @Override
    default double get(Quantity quantity) {
        return switch (quantity) {
            case MEAN -> mean();
            case ZERO -> upTo(0);
            case LOCATION, SCALE -> Double.NaN;
        };
    }
}
