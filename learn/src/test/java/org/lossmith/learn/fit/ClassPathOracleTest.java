package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.TableSource;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.PenaltyFamily;

/**
 * Softmax models of examples/data/job-class.csv beside those of other tools on the same 24 inputs. The objectives are worked out
 * from their coefficients: glmnet 4.1-6, family multinomial, thresh 1e-14, along 100 lambdas down to each; scikit-learn 1.9.1,
 * LogisticRegression with newton-cholesky, tol 1e-12, C = 1 / (2 rows lambda), on standardised columns. The elastic net is what
 * glmnet calls lambda = 0.02, alpha = 0.5.
 */
class ClassPathOracleTest {
    private static final Path JOBS = Path.of("..", "examples", "data", "job-class.csv");

    @ParameterizedTest
    @CsvSource({
        "l1, 0.02, 0.905932151804581",
        "l1, 0.004, 0.753159284830215",
        "l1, 0.0005, 0.66715880249316",
        "elastic-net:alpha=0.6666666666666666, 0.015, 0.852930902309197",
        "l2, 0.02, 0.8160976249838526",
        "l2, 0.004, 0.727326216096619",
        "l2, 0.0005, 0.6707830356681672"
    })
    void objectives_areThoseOfOtherTools(String penalty, double lambda, double expected) {
        try (Dataset data = TableSource.read(ReadRequest.of(JOBS, "class"))) {
            PenaltyFamily family = PenaltyFamily.parse(penalty);
            ClassFitter fitter = ClassFitter.of(RowLosses.named("softmax"), 4).withThreads(2);
            ClassFitResult single =
                    fitter.withPenalty(family.at(lambda)).fit(data.x(), data.targets(), null, Rows.all(data.used()));
            assertThat(single.converged()).isTrue();
            assertThat(single.objective()).isCloseTo(expected, within(1e-9));
            assertThat(single.certificate().gap()).isBetween(0.0, 1e-4);
            double[] lambdas = {0.1, 0.05, 0.01, lambda};
            LambdaPath path = LambdaPath.of(fitter, family);
            PathResult judging = path.forJudging(
                    path.loss(data.used()), data.x(), data.targets(), null, Rows.all(data.used()), lambdas, 1);
            LinearFit last = judging.fits().get(3);
            assertThat(last.converged()).isTrue();
            // Less exact, but not below the optimum.
            assertThat(last.objective()).isBetween(expected - 1e-9, expected + 1e-6);
        }
    }

    /** Whatever a fit on the way to a lambda says of how far it is from the optimum is true. */
    @ParameterizedTest
    @CsvSource({"l1", "l2", "elastic-net:alpha=0.5"})
    void gaps_areTrue(String penalty) {
        try (Dataset data = TableSource.read(ReadRequest.of(JOBS, "class"))) {
            PenaltyFamily family = PenaltyFamily.parse(penalty);
            ClassFitter fitter = ClassFitter.of(RowLosses.named("softmax"), 4).withThreads(2);
            PathResult path = LambdaPath.of(fitter, family)
                    .withCount(12)
                    .fit(data.x(), data.targets(), null, Rows.all(data.used()));
            List<LinearFit> fits = path.fits();
            for (int i = 0; i < fits.size(); i++) {
                double objective = fits.get(i).objective();
                double best = fitter.withPenalty(family.at(path.lambdas()[i]))
                        .fit(data.x(), data.targets(), null, Rows.all(data.used()))
                        .objective();
                double gap = fits.get(i).certificate().gap();
                assertThat(fits.get(i).converged()).isTrue();
                assertThat(gap).isBetween(0.0, 1e-4);
                assertThat(objective - best).isLessThanOrEqualTo(gap * objective + 1e-13);
            }
        }
    }
}
