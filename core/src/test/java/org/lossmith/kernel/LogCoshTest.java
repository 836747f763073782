package org.lossmith.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.lossmith.kernel.program.ScalarFunctions;

/** Between 1/2 and 1 neither the polynomial nor |x| - log 2 has digits to spare. */
class LogCoshTest {
    private static final MathContext DIGITS = new MathContext(40);
    private static final MathContext WORKING = new MathContext(60);

    @Test
    void logcosh_isGoodToTwoAndAHalfUlps_onBothSidesOfItsSwitch() {
        for (int i = 0; i <= 2000; i++) {
            double x = 0.4 + i * (0.8 / 2000);
            double ulps = error(ScalarFunctions.logcosh(x), x);
            assertThat(ulps).as("error in ulps at %s", x).isLessThan(2.5);
            assertThat(ScalarFunctions.logcosh(-x)).isEqualTo(ScalarFunctions.logcosh(x));
        }
    }

    @Test
    void logcosh_ofSmallAndLargeArguments() {
        assertThat(ScalarFunctions.logcosh(0)).isEqualTo(0);
        assertThat(ScalarFunctions.logcosh(1e-150)).isEqualTo(0.5 * (1e-150 * 1e-150));
        assertThat(ScalarFunctions.logcosh(1e300)).isEqualTo(1e300);
        assertThat(ScalarFunctions.logcosh(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ScalarFunctions.logcosh(Double.NaN)).isNaN();
    }

    private static double error(double found, double x) {
        BigDecimal exact = BigDecimalMath.log(BigDecimalMath.cosh(new BigDecimal(x), WORKING), WORKING)
                .round(DIGITS);
        return new BigDecimal(found).subtract(exact).abs().doubleValue() / Math.ulp(exact.doubleValue());
    }
}
