package org.lossmith.learn.fit;

import org.lossmith.penalty.Penalty;

/** The kinds of models that can be fitted along a path of penalties. */
interface PathModel {
    /** @param rows how many the loss will see in all, which decides how well it is worth compiling */
    FitLoss loss(long rows);

    FitSettings settings();

    int threads();

    /** The fit in the inputs' own units. */
    LinearFit result(Fitted found, Penalty penalty);

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
        public LinearFit result(Fitted found, Penalty penalty) {
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
        public LinearFit result(Fitted found, Penalty penalty) {
            return fitter.withPenalty(penalty).result(found);
        }
    }
}
