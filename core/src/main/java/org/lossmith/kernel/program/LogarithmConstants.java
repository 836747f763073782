package org.lossmith.kernel.program;

/**
 * What {@code LogarithmLowering} takes from the arithmetic that it writes for.
 *
 * <p>Error bounds of the polynomials are what bench/polynomials/fit.py prints, in the order of the parameters: 5.1e-17, 4.7e-18,
 * 4.6e-17 and 2.0e-17 of the value for doubles, 1.7e-8, 2.6e-9, 1.9e-8 and 9.9e-9 for floats, before rounding.
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
public record LogarithmConstants(
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
                0.33333333333338855,
                0.19999999998023213,
                0.1428571452917563,
                0.11111096443138774,
                0.09091407298790836,
                0.07682143409234964,
                0.06793198841754435,
                0.04951196247730076,
                0.08870335621551956
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
                -0.08333333333332586,
                0.022222222221444304,
                -0.006746031717812181,
                0.00218694834165551,
                -0.0007385975429289528,
                0.0002565443116547605,
                -9.082923700029605e-05,
                3.230057538038697e-05,
                -1.0990660571583935e-05,
                3.108100893904826e-06,
                -5.122368039195269e-07
            },
            new double[] {
                0.9999999999999942,
                -0.4999999999985518,
                0.33333333319968617,
                -0.24999999359437114,
                0.19999981550358514,
                -0.16666321443525692,
                0.1428132740715912,
                -0.12461237839005043,
                0.1087100136421126,
                -0.08962986739528075,
                0.060268458300407945,
                -0.02322557496048475
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
    public static final double LOGCOSH_NEAR = 0.75;

    public static LogarithmConstants of(Element arithmetic) {
        return arithmetic == Element.FLOAT ? FLOAT : DOUBLE;
    }
}
