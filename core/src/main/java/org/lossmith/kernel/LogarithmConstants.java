package org.lossmith.kernel;

/**
 * What {@link LogarithmLowering} takes from the arithmetic that it writes for.
 *
 * <p>Error bounds of the polynomials are what bench/polynomials/fit.py prints, in the order of the parameters: 7e-18, 4.7e-18,
 * 1.2e-17 and 4.3e-18 relative for doubles, 1.7e-8, 2.6e-9, 1.9e-8 and 9.9e-9 for floats, before rounding.
 *
 * @param exponentBias what {@link Operation#EXPONENT} adds to an exponent
 * @param smallestNormal smaller numbers are subnormal
 * @param subnormalShift two to this makes all subnormal numbers normal
 * @param hugeShift up to two to this, numbers have normal inverses
 * @param logOfTwo to the nearest number
 * @param logOfTwoRest what rounding left off it
 * @param atanh atanh(s) = s + s w Q(w), w = s^2, for 0 <= w <= 1/9
 * @param atanhSmall the same for w <= 0.02944, which is where sqrt(1/2) <= (1 + s) / (1 - s) <= sqrt(2)
 * @param logcosh log(cosh(x)) = w (1/2 + w R(w)), w = x^2, for 0 <= w <= 9/16
 * @param tail log(1 + e) = e Q(e) for 0 <= e <= exp(-3/2)
 */
record LogarithmConstants(
        double exponentBias,
        double smallestNormal,
        int subnormalShift,
        int hugeShift,
        double logOfTwo,
        double logOfTwoRest,
        double[] atanh,
        double[] atanhSmall,
        double[] logcosh,
        double[] tail) {

    static final LogarithmConstants DOUBLE = new LogarithmConstants(
            0x1p52 + Double.MAX_EXPONENT,
            Double.MIN_NORMAL,
            54,
            100,
            0.6931471805599453,
            2.3190468138462996e-17,
            new double[] {
                0.3333333333333333, 0.20000000000007298, 0.1428571428355253, 0.11111111358900891, 0.09090894708663223,
                0.07692785296456121, 0.06657067775440581, 0.06000577591428889, 0.04400158825434387, 0.08082469084735669
            },
            new double[] {
                0.3333333333333335,
                0.19999999999949444,
                0.14285714313126918,
                0.11111105544689748,
                0.09091446216268435,
                0.07665805861027504,
                0.07308903576708663
            },
            new double[] {
                -0.08333333333333333,
                0.022222222222217886,
                -0.00674603174566288,
                0.002186948841292173,
                -0.0007386027473471411,
                0.000256578381953416,
                -9.097528865357512e-05,
                3.2716790269694454e-05,
                -1.1772206621259056e-05,
                4.037130844295156e-06,
                -1.1458046112250361e-06,
                1.8884098207766787e-07
            },
            new double[] {
                1.0,
                -0.4999999999999969,
                0.3333333333325457,
                -0.24999999992190672,
                0.1999999959654739,
                -0.16666654218878096,
                0.14285466643659558,
                -0.12496677597286329,
                0.11080309921292326,
                -0.09800921429448754,
                0.0819834237586859,
                -0.05609487856965475,
                0.022066979342022525
            });

    private static final LogarithmConstants FLOAT = new LogarithmConstants(
            0x1p23 + Float.MAX_EXPONENT,
            Float.MIN_NORMAL,
            25,
            30,
            0.6931471824645996,
            -1.9046542121259336e-09,
            new double[] {0.33333319425582886, 0.20003782212734222, 0.14118273556232452, 0.1342601329088211},
            new double[] {0.33333343267440796, 0.19994379580020905, 0.14790493249893188},
            new double[] {
                -0.08333331346511841,
                0.022220635786652565,
                -0.0067230090498924255,
                0.0020670387893915176,
                -0.0004692260699812323
            },
            new double[] {
                1.0,
                -0.49999839067459106,
                0.3332476317882538,
                -0.24831366539001465,
                0.1846047341823578,
                -0.0977957472205162
            });

    /** Up to here log(cosh(x)) is a polynomial. */
    static final double LOGCOSH_NEAR = 0.75;

    static LogarithmConstants of(Element arithmetic) {
        return arithmetic == Element.FLOAT ? FLOAT : DOUBLE;
    }
}
