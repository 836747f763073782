package org.lossmith.formula;

import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Error and gamma functions in double precision. */
public final class SpecialFunctions {
    /** Where the asymptotic series of the gamma functions are used; ten terms then leave less than 1e-17. */
    private static final double LARGE = 15;

    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
    private static final double ONE_MINUS_EULER = 0.42278433509846713;

    /** zeta(k) - 1 for k = 2, 3, ...; the series of log gamma(2 + t) is sum of (-1)^k (zeta(k) - 1) t^k / k. */
    private static final double[] ZETA_MINUS_ONE = {
        0.6449340668482264,
        0.2020569031595943,
        0.08232323371113819,
        0.03692775514336993,
        0.01734306198444914,
        0.008349277381922827,
        0.00407735619794434,
        0.0020083928260822143,
        0.0009945751278180853,
        0.0004941886041194645,
        0.0002460865533080483,
        0.00012271334757848915,
        6.124813505870483e-05,
        3.058823630702049e-05,
        1.528225940865187e-05,
        7.637197637899763e-06,
        3.81729326499984e-06,
        1.908212716553939e-06,
        9.539620338727962e-07,
        4.769329867878064e-07,
        2.38450502727733e-07,
        1.1921992596531106e-07,
        5.960818905125948e-08,
        2.980350351465228e-08,
        1.4901554828365043e-08,
        7.45071178983543e-09,
        3.725334024788457e-09,
        1.862659723513049e-09,
        9.313274324196682e-10,
        4.656629065033784e-10
    };

    /** Bernoulli numbers B2, B4, ..., B20. */
    private static final double[] BERNOULLI = {
        0.16666666666666666,
        -0.03333333333333333,
        0.023809523809523808,
        -0.03333333333333333,
        0.07575757575757576,
        -0.2531135531135531,
        1.1666666666666667,
        -7.092156862745098,
        54.971177944862156,
        -529.1242424242424
    };

    private SpecialFunctions() {}

    static double apply(Function function, double x) {
        return switch (function) {
            case ERF -> erf(x);
            case ERFC -> erfc(x);
            case LOGERFC -> logerfc(x);
            case ERFCX -> erfcx(x);
            case LGAMMA -> lgamma(x);
            case DIGAMMA -> digamma(x);
            case TRIGAMMA -> trigamma(x);
            case TETRAGAMMA -> tetragamma(x);
            default -> throw new IllegalArgumentException(function + " is not a special function");
        };
    }

    public static double erf(double x) {
        return Erf.value(x);
    }

    public static double erfc(double x) {
        return Erfc.value(x);
    }

    /** exp(x^2) erfc(x). */
    public static double erfcx(double x) {
        return Erfcx.value(x);
    }

    /** log(erfc(x)): near 0 through erf, far out through erfcx, so that nothing cancels and nothing underflows. */
    public static double logerfc(double x) {
        return x < 0.5 ? Math.log1p(-erf(x)) : Math.log(erfcx(x)) - x * x;
    }

    /** The x whose erfc is y, for y from 0 to 2. */
    public static double inverseErfc(double y) {
        return InverseErfc.value(y);
    }

    /** The regularised incomplete beta function I_x(a, b), for x from 0 to 1 and positive a and b. */
    public static double regularisedBeta(double x, double a, double b) {
        return RegularizedBeta.value(x, a, b);
    }

    /** 1 - I_x(a, b), with all its digits where it is small. */
    public static double regularisedBetaComplement(double x, double a, double b) {
        return RegularizedBeta.complement(x, a, b);
    }

    /** The regularised lower incomplete gamma function P(a, x), for positive a and x from 0. */
    public static double regularisedGammaLower(double a, double x) {
        return RegularizedGamma.P.value(a, x);
    }

    /** Q(a, x) = 1 - P(a, x), with all its digits where it is small. */
    public static double regularisedGammaUpper(double a, double x) {
        return RegularizedGamma.Q.value(a, x);
    }

    /** log |gamma(x)|; infinite at 0, -1, -2, ... (Abramowitz and Stegun 6.1.33, 6.1.41). */
    public static double lgamma(double x) {
        if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
            return x;
        }
        if (x <= 0) {
            double sine = Math.abs(Math.sin(Math.PI * (x - Math.rint(x))));
            return sine == 0 ? Double.POSITIVE_INFINITY : Math.log(Math.PI / sine) - lgamma(1 - x);
        }
        if (x < 0.5) {
            return lgamma(x + 1) - Math.log(x);
        }
        if (x < 1.5) {
            return nearTwo(x - 1) - Math.log1p(x - 1);
        }
        if (x < 2.5) {
            return nearTwo(x - 2);
        }
        if (x < LARGE) {
            return x < 3.5 ? nearTwo(x - 3) + Math.log(x - 1) : product(x);
        }
        return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirling(x);
    }

    /** log gamma(2 + t) for |t| <= 1/2. */
    private static double nearTwo(double t) {
        double sum = 0;
        for (int i = ZETA_MINUS_ONE.length - 1; i >= 0; i--) {
            double sign = i % 2 == 0 ? 1 : -1;
            sum = sum * t + sign * ZETA_MINUS_ONE[i] / (i + 2);
        }
        return t * (ONE_MINUS_EULER + t * sum);
    }

    /** From 3.5 up gamma(x) = (x-1)(x-2)... gamma(t) with t in [1.5, 2.5). */
    private static double product(double x) {
        double t = x;
        double product = 1;
        while (t >= 2.5) {
            t -= 1;
            product *= t;
        }
        return Math.log(product) + nearTwo(t - 2);
    }

    private static double stirling(double x) {
        double square = 1 / (x * x);
        double sum = 0;
        for (int k = BERNOULLI.length; k >= 1; k--) {
            sum = sum * square + BERNOULLI[k - 1] / (2.0 * k * (2 * k - 1));
        }
        return sum / x;
    }

    /** The derivative of lgamma (Abramowitz and Stegun 6.3.18, 6.3.5). */
    public static double digamma(double x) {
        if (x <= 0) {
            return x == Math.rint(x) ? Double.NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.rint(x)));
        }
        double shift = 0;
        double large = x;
        while (large < LARGE) {
            shift += 1 / large;
            large += 1;
        }
        double square = 1 / (large * large);
        double sum = 0;
        for (int k = BERNOULLI.length; k >= 1; k--) {
            sum = sum * square + BERNOULLI[k - 1] / (2.0 * k);
        }
        return Math.log(large) - 0.5 / large - sum * square - shift;
    }

    /** The derivative of digamma for x > 0 (Abramowitz and Stegun 6.4.12). */
    public static double trigamma(double x) {
        if (!(x > 0)) {
            return Double.NaN;
        }
        double shift = 0;
        double large = x;
        while (large < LARGE) {
            shift += 1 / (large * large);
            large += 1;
        }
        double square = 1 / (large * large);
        double sum = 0;
        for (int k = BERNOULLI.length; k >= 1; k--) {
            sum = sum * square + BERNOULLI[k - 1];
        }
        return shift + 1 / large + 0.5 * square + sum * square / large;
    }

    /** The derivative of trigamma for x > 0 (Abramowitz and Stegun 6.4.13). */
    public static double tetragamma(double x) {
        if (!(x > 0)) {
            return Double.NaN;
        }
        double shift = 0;
        double large = x;
        while (large < LARGE) {
            shift -= 2 / (large * large * large);
            large += 1;
        }
        double square = 1 / (large * large);
        double sum = 0;
        for (int k = BERNOULLI.length; k >= 1; k--) {
            sum = sum * square + BERNOULLI[k - 1] * (2 * k + 1);
        }
        return shift - square - square / large - sum * square * square;
    }
}
