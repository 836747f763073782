package org.lossmith.learn.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.penalty.Penalty;

/** Works out how uncertain the coefficients of a fit are, in the way asked for or, if that was left open, where it can be told. */
final class ErrorEstimate {
    private final TrainRequest request;

    ErrorEstimate(TrainRequest request, Dataset data, ModelFitter fitter, Penalty penalty, Consumer<String> step) {
        this.request = request;
    }

    @Nullable
    Uncertainty of(LinearFit fit, List<Notice> warnings) {
        return null;
    }
}
