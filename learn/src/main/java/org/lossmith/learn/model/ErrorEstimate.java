package org.lossmith.learn.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.distribution.StandardNormal;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.fit.StandardErrors;
import org.lossmith.loss.Loss;
import org.lossmith.penalty.Penalty;

/** Works out how uncertain the coefficients of a fit are, in the way asked for or, if that was left open, where it can be told. */
final class ErrorEstimate {
    /** Above this many inputs nobody asked for two more passes and a large matrix. */
    private static final int USUAL_INPUTS = 300;

    private static final double LEVEL = 0.975;

    private final TrainRequest request;
    private final Dataset data;
    private final ModelFitter fitter;
    private final Penalty penalty;
    private final Consumer<String> step;

    ErrorEstimate(TrainRequest request, Dataset data, ModelFitter fitter, Penalty penalty, Consumer<String> step) {
        this.request = request;
        this.data = data;
        this.fitter = fitter;
        this.penalty = penalty;
        this.step = step;
    }

    /** Refuses before the fit what no fit could make good. */
    void require() {
        ErrorMethod.Kind kind = request.errors().kind();
        if (kind == ErrorMethod.Kind.MODEL || kind == ErrorMethod.Kind.SANDWICH) {
            String refusal = refusal(standard(kind));
            if (refusal != null) {
                throw new InputException("--errors " + request.errors().text() + ": " + refusal
                        + (kind == ErrorMethod.Kind.MODEL && refusal(StandardErrors.Kind.SANDWICH) == null
                                ? "; take --errors sandwich"
                                : "; take --errors bootstrap:200"));
            }
        }
    }

    private static StandardErrors.Kind standard(ErrorMethod.Kind kind) {
        return kind == ErrorMethod.Kind.MODEL ? StandardErrors.Kind.MODEL : StandardErrors.Kind.SANDWICH;
    }

    private @Nullable String refusal(StandardErrors.Kind kind) {
        if (penalty.lambda() > 0) {
            return "a penalty pulls coefficients towards 0, which these formulas leave out";
        }
        if (request.inputs().constrains()) {
            return "bounds and inputs that are left out hold coefficients, which these formulas leave out";
        }
        return request.loss() instanceof ModelLoss.OfScore one
                ? StandardErrors.refusal(one.loss(), kind)
                : "for several scores a row there are no such formulas here";
    }

    /** @param warnings where to say what the reader should know of the errors */
    @Nullable
    Uncertainty of(LinearFit fit, List<Notice> warnings) {
        ErrorMethod.Kind kind = request.errors().kind();
        return switch (kind) {
            case NONE -> null;
            case BOOTSTRAP -> bootstrap(fit, warnings);
            case USUAL -> usual(fit, warnings);
            case MODEL, SANDWICH -> {
                if (!fit.converged()) {
                    throw new InputException("--errors " + request.errors().text()
                            + ": the fit did not converge (" + String.join("; ", fit.notes())
                            + "), so errors of its coefficients mean nothing; take --errors none");
                }
                yield standard(standard(kind), (FitResult) fit);
            }
        };
    }

    private @Nullable Uncertainty usual(LinearFit fit, List<Notice> warnings) {
        boolean possible = refusal(StandardErrors.Kind.SANDWICH) == null
                && fit.converged()
                && data.x().columns() <= USUAL_INPUTS;
        if (!possible) {
            return null;
        }
        try {
            return standard(StandardErrors.Kind.SANDWICH, (FitResult) fit);
        } catch (InputException undefined) {
            warnings.add(new Notice("no-errors", String.valueOf(undefined.getMessage())));
            return null;
        }
    }

    private Uncertainty standard(StandardErrors.Kind kind, FitResult fit) {
        step.accept("standard errors");
        Loss loss = ((ModelLoss.OfScore) request.loss()).loss();
        @Nullable Series weights = data.weights();
        double[] error = StandardErrors.of(kind, loss, data.x(), fitter.target(), weights, fit, request.threads());
        double[] low = new double[error.length];
        double[] high = new double[error.length];
        double width = StandardNormal.quantile(LEVEL);
        for (int j = 0; j < error.length; j++) {
            double value = j == 0 ? fit.intercept() : fit.coefficients()[j - 1];
            low[j] = value - width * error[j];
            high[j] = value + width * error[j];
        }
        boolean model = kind == StandardErrors.Kind.MODEL;
        return new Uncertainty(
                model ? "model" : "sandwich",
                model
                        ? "Standard errors: from the inverse Hessian, true if the model is; intervals are 1.96 of them wide"
                                + " on either side."
                        : "Standard errors: sandwich with the factor n/(n-p) (HC1), true for independent rows even if the model"
                                + " is not; intervals are 1.96 of them wide on either side.",
                List.of(new Uncertainty.OfScore(error, low, high)));
    }

    private Uncertainty bootstrap(LinearFit fit, List<Notice> warnings) {
        int draws = request.errors().replicates();
        Bootstrap bootstrap = new Bootstrap(data, fitter, request.seed());
        List<Uncertainty.OfScore> scores = bootstrap.run(draws, fit, step);
        if (bootstrap.unfinished() > 0) {
            warnings.add(new Notice(
                    "bootstrap-not-converged",
                    bootstrap.unfinished() + " of the " + draws
                            + " draws did not converge; the errors take them as they are"));
        }
        if (penalty.lambda() > 0) {
            warnings.add(new Notice(
                    "penalised-errors",
                    "a penalty pulls coefficients towards 0, and the bootstrap shows how far they scatter there, not how far"
                            + " they are from the truth: intervals may well miss it"));
        }
        return new Uncertainty(
                request.errors().text(),
                "Standard errors: over " + draws
                        + " fits on rows drawn again with replacement; intervals hold the middle 95%"
                        + " of these fits.",
                scores);
    }
}
