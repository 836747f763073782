package org.lossmith.learn.fit.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

class CarriedHessianTest {
    private static final int ROWS = 3000;
    private static final int COLUMNS = 20;

    /** The corrected matrix maps the step to the change of gradient that was seen (the secant condition). */
    @Test
    void carry_meetsTheSecantConditionAndStaysSymmetric() {
        Design design = design("bce");
        RowModel model = ElementLoss.of(Losses.parse("bce")).direct();
        CarriedHessian hessians = new CarriedHessian(design, model);
        assertThat(hessians.measures(0.01)).isFalse();
        assertThat(hessians.measures(0.5)).isTrue();
        try (Workers workers = new Workers(1)) {
            Objective objective = new Objective(design, workers);
            double[] there = new double[COLUMNS + 1];
            Arrays.setAll(there, j -> 0.1 * Math.cos(j));
            Evaluation from = objective.evaluate(new double[COLUMNS + 1], model, true);
            Evaluation to = objective.evaluate(there, model, false);
            double[] carried = hessians.carry(from, to).gram();
            for (int j = 0; j <= COLUMNS; j++) {
                double image = 0;
                for (int k = 0; k <= COLUMNS; k++) {
                    image += carried[j * (COLUMNS + 1) + k] * there[k];
                    double mirrored = carried[k * (COLUMNS + 1) + j];
                    assertThat(carried[j * (COLUMNS + 1) + k]).isCloseTo(mirrored, within(1e-15));
                }
                assertThat(image).isCloseTo(to.gradient()[j] - from.gradient()[j], within(1e-13));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "half-squared-error, true",
        "squared-error, true",
        "huber, false",
        "bce, false",
        "poisson, false",
        "absolute-error, false",
        "squared-hinge, false",
        "cauchy, false"
    })
    void quadratic_isSeenFromTheFormula(String loss, boolean expected) {
        assertThat(ElementLoss.of(Losses.parse(loss)).quadratic()).isEqualTo(expected);
    }

    /** Twenty columns take steps without a matrix of their own; the result must not depend on that. */
    @ParameterizedTest
    @CsvSource({"bce, none", "bce, l2:lambda=0.01", "poisson, l1:lambda=0.01", "huber:delta=1, 'l1:lambda=0.02'"})
    void fit_withCarriedMatrices_endsWhereLbfgsDoes(String spec, String penalty) {
        DenseMatrix x = Examples.random(ROWS, COLUMNS, 5);
        double[] target = Examples.targets(Losses.parse(spec), x, 6);
        FitRequest request = FitRequest.of(Losses.parse(spec)).withPenalty(Penalty.parse(penalty));
        FitResult newton = new Fitter(request).fit(x, target);
        FitResult other = new Fitter(request.withSolver(SolverName.LBFGS)).fit(x, target);
        assertThat(newton.converged()).isTrue();
        assertThat(newton.objective()).isCloseTo(other.objective(), within(1e-9 * other.objective()));
    }

    private static Design design(String spec) {
        DenseMatrix x = Examples.random(ROWS, COLUMNS, 1);
        double[] target = Examples.targets(Losses.parse(spec), x, 2);
        try (Workers workers = new Workers(1)) {
            Standardisation standardisation = Standardisation.of(x, null, Rows.all(ROWS), true, workers);
            return new Design(x, Series.of(target), null, Rows.all(ROWS), standardisation, true);
        }
    }
}
