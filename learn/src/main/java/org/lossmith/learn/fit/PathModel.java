package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.objective.DensityLoss;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.penalty.Penalty;

/** The kinds of models that can be fitted along a path of penalties. */
interface PathModel {
    /** @param rows how many the loss will see in all, which decides how well it is worth compiling */
    FitLoss loss(long rows);

    /** The same in units that suit the targets. */
    default FitLoss in(FitLoss loss, Series target, @Nullable Series weight, Rows rows) {
        return loss;
    }

    FitSettings settings();

    int threads();

    /**
     * The fit in the units of inputs and target.
     *
     * @param loss what was minimised
     */
    LinearFit result(Fitted found, Penalty penalty, FitLoss loss);

    /** One score a row. */
    record OfScore(FitRequest request) implements PathModel {
        @Override
        public FitLoss loss(long rows) {
            return ElementLoss.of(request.loss().forRows(rows));
        }

        @Override
        public FitSettings settings() {
            return FitSettings.of(request);
        }

        @Override
        public int threads() {
            return request.threads();
        }

        @Override
        public LinearFit result(Fitted found, Penalty penalty, FitLoss loss) {
            return Fitter.result(found);
        }
    }

    /** One score for each class. */
    record OfClasses(ClassFitter fitter) implements PathModel {
        @Override
        public FitLoss loss(long rows) {
            return fitter.loss(rows);
        }

        @Override
        public FitSettings settings() {
            return fitter.settings();
        }

        @Override
        public int threads() {
            return fitter.threads();
        }

        @Override
        public LinearFit result(Fitted found, Penalty penalty, FitLoss loss) {
            return fitter.withPenalty(penalty).result(found);
        }
    }

    /** One score for each parameter of a distribution. */
    record OfDensity(DensityFitter fitter) implements PathModel {
        @Override
        public FitLoss loss(long rows) {
            return fitter.loss(rows);
        }

        @Override
        public FitLoss in(FitLoss loss, Series target, @Nullable Series weight, Rows rows) {
            DensityLoss own = (DensityLoss) loss;
            return own.in(DensityFitter.unit(own, target, weight, rows));
        }

        @Override
        public FitSettings settings() {
            return fitter.settings();
        }

        @Override
        public int threads() {
            return fitter.threads();
        }

        @Override
        public LinearFit result(Fitted found, Penalty penalty, FitLoss loss) {
            return DensityFitter.result(found, (DensityLoss) loss);
        }
    }
}
