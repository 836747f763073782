package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lossmith.learn.fit.Examples.fit;
import static org.lossmith.learn.fit.Examples.request;

import org.junit.jupiter.api.Test;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** What cannot be fitted, and what is said then. */
class FitRefusalsTest {
    @Test
    void fit_wrongInput_namesTheRow() {
        DenseMatrix x = Examples.inputs();
        x.set(4, 1, Double.NaN);
        assertThatThrownBy(() -> fit("squared-error", x, Examples.DURATION))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 5, input column 2: NaN is not a finite number");
        x.set(4, 1, 1e200);
        assertThatThrownBy(() -> fit("squared-error", x, Examples.DURATION))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("input column 2 has values too large");
        double[] target = Examples.LABEL.clone();
        target[2] = 2;
        assertThatThrownBy(() -> fit("bce", Examples.inputs(), target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 3: the target is 2.0, but bce takes 0, 1, or a number between them");
        target[2] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> fit("squared-error", Examples.inputs(), target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 3: the target is Infinity");
    }

    @Test
    void fit_nothingToFitOn_isRefused() {
        Fitter fitter = new Fitter(request("squared-error"));
        assertThatThrownBy(() -> fitter.fit(new DenseMatrix(0, 3), new double[0]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no rows");
        assertThatThrownBy(() -> fitter.fit(Examples.inputs(), Examples.DURATION, new double[12]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("all weights are 0");
        double[] weight = Examples.WEIGHT.clone();
        weight[6] = -1;
        assertThatThrownBy(() -> fitter.fit(Examples.inputs(), Examples.DURATION, weight))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 7: the weight is -1.0");
    }

    @Test
    void fit_formulaThatIsNowhereFinite_isRefused() {
        Loss loss = Losses.formula("log(-1 - (z - y)^2)", java.util.Map.of());
        assertThatThrownBy(() -> new Fitter(FitRequest.of(loss)).fit(Examples.inputs(), Examples.DURATION))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no fit can start");
    }

    @Test
    void request_wrongValues_areRefused() {
        FitRequest request = request("bce");
        assertThatThrownBy(() -> request.withThreads(0)).hasMessageContaining("threads must be at least 1");
        assertThatThrownBy(() -> request.withTolerance(Double.NaN)).hasMessageContaining("tolerance must be between");
        assertThatThrownBy(() -> request.withGapTolerance(1)).hasMessageContaining("gap tolerance must be between");
        assertThatThrownBy(() -> request.withMaxIterations(0)).hasMessageContaining("at least 1, not 0");
    }

    @Test
    void scores_ofAnotherMatrix_needTheSameColumns() {
        FitResult result = fit("squared-error", Examples.inputs(), Examples.DURATION);
        assertThatThrownBy(() -> result.scores(new DenseMatrix(3, 5))).hasMessageContaining("2 coefficients");
        DenseMatrix x = Examples.matrix(new double[][] {{2, 3}});
        double expected = result.intercept() + 2 * result.coefficients()[0] + 3 * result.coefficients()[1];
        assertThat(result.scores(x)).containsExactly(new double[] {expected}, within(1e-12));
        assertThat(result.score(x, 0)).isEqualTo(result.scores(x)[0]);
    }
}
