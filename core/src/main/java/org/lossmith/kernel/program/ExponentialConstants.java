package org.lossmith.kernel.program;

/**
 * What {@code ExponentialLowering} takes from the arithmetic that it writes for.
 *
 * <p>Error bounds of the polynomials are what bench/polynomials/fit.py prints: 1.6e-17 relative for doubles and 1.0e-8 for floats,
 * before rounding.
 *
 * @param rounder added to a number it rounds it to a whole k, with k in the lowest bits
 * @param shift powers of two of this size are taken apart where the whole would leave the range of normal numbers
 * @param polynomial the P of exp(r) = 1 + r + r^2 P(r) for |r| <= log(2)/2
 * @param logOfTwo so few bits of it that x - k log 2 is exact
 * @param logOfTwoRest what they leave off
 * @param overflow exp of more is infinite
 * @param underflow exp of less is 0
 * @param hyperbolicOverflow cosh of more is infinite
 * @param largest exp of more is infinite and of less than its negative is 0, times a number too
 * @param minusOne exp(x) - 1 rounds to -1 below
 */
public record ExponentialConstants(
        double rounder,
        int shift,
        double[] polynomial,
        double logOfTwo,
        double logOfTwoRest,
        double inverseLogOfTwo,
        double overflow,
        double underflow,
        double hyperbolicOverflow,
        double largest,
        double minusOne) {

    private static final ExponentialConstants DOUBLE = new ExponentialConstants(
            0x1.8p52,
            100,
            new double[] {
                0.5000000000000001,
                0.16666666666666669,
                0.041666666666623824,
                0.008333333333330039,
                0.0013888888917367081,
                0.00019841269863171557,
                2.4801521057868204e-05,
                2.7557268276905696e-06,
                2.7620201591031547e-07,
                2.5100472505694996e-08
            },
            6.93147180369123816490e-01,
            1.90821492927058770002e-10,
            1.4426950408889634,
            710,
            -746,
            710.5,
            1400,
            -50);

    private static final ExponentialConstants FLOAT = new ExponentialConstants(
            0x1.8p23,
            30,
            new double[] {0.5, 0.16666576266288757, 0.04166655242443085, 0.00836323294788599, 0.0013926250394433737},
            0.6931471824645996,
            -1.9046542121259336e-09,
            1.4426950216293335,
            89,
            -104,
            89.5,
            175,
            -20);

    public static ExponentialConstants of(Element arithmetic) {
        return arithmetic == Element.FLOAT ? FLOAT : DOUBLE;
    }
}
