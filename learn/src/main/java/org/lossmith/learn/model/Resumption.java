package org.lossmith.learn.model;

import java.util.List;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.fit.ClassFitResult;
import org.lossmith.learn.fit.DensityFitResult;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.penalty.PenaltyFamily;

/** Takes up a training where a model of the same loss, target and inputs ended. Penalty, solver and rows may be others. */
record Resumption(Model model) {
    private static final String REMEDY = "; leave --resume out, or train what the model was trained for";

    /** What can be told before the data are read. */
    private void require(TrainRequest request) {
        ModelLoss loss = request.loss();
        boolean same = loss.formula().equals(model.loss().formula())
                && loss.parameters().equals(model.loss().parameters())
                && loss.getClass() == model.loss().getClass();
        if (!same) {
            throw new InputException("--resume: the model's loss is " + described(model.loss()) + ", and "
                    + described(loss) + " is asked for" + REMEDY);
        }
        if (!model.target().column().equals(request.read().target())) {
            throw new InputException("--resume: the model predicts "
                    + model.target().column() + ", and " + request.read().target() + " is asked for" + REMEDY);
        }
    }

    /**
     * The request with the model's own lambda, if it leaves lambda to be chosen.
     *
     * @throws InputException if the model was trained for something else, or with another penalty
     */
    TrainRequest continued(TrainRequest request) {
        require(request);
        PenaltyFamily family = LambdaChooser.family(request);
        if (family == null) {
            return request;
        }
        FitSummary fit = model.fit();
        if (!(fit.lambda() > 0) || !family.at(fit.lambda()).spec().equals(fit.penalty())) {
            throw new InputException("--resume: --penalty " + request.penalty()
                    + " leaves lambda to be chosen, and the model's penalty, " + fit.penalty()
                    + ", has none for it. Give the penalty with a lambda, or leave --resume out to have it chosen");
        }
        return request.withPenalty(fit.penalty());
    }

    private static String described(ModelLoss loss) {
        String spec = loss.spec();
        return spec == null ? loss.formula() + " with " + loss.parameters() : spec;
    }

    /** The model's coefficients as a fit to start from. */
    LinearFit start(Dataset data) {
        ModelTarget target = model.target();
        if (target.kind() != data.kind() || !target.labels().equals(data.labels())) {
            throw new InputException(
                    "--resume: the model's target is " + described(target.kind().word(), target.labels()) + ", and in "
                            + data.file() + " it is " + described(data.kind().word(), data.labels()) + REMEDY);
        }
        requireInputs(data);
        double[] intercepts = new double[model.scores().size()];
        double[][] coefficients = new double[intercepts.length][];
        for (int k = 0; k < intercepts.length; k++) {
            intercepts[k] = model.scores().get(k).intercept();
            coefficients[k] = model.scores().get(k).coefficients();
        }
        FitSummary fit = model.fit();
        Certificate certificate = fit.certificate();
        if (model.loss() instanceof ModelLoss.OfDistribution distribution) {
            return new DensityFitResult(
                    distribution.scores(),
                    intercepts,
                    coefficients,
                    false,
                    0,
                    fit.objective(),
                    certificate,
                    fit.solver(),
                    "",
                    List.of());
        }
        return model.loss() instanceof ModelLoss.OfClasses
                ? new ClassFitResult(
                        intercepts, coefficients, false, 0, fit.objective(), certificate, fit.solver(), "", List.of())
                : new FitResult(
                        intercepts[0],
                        coefficients[0],
                        false,
                        0,
                        fit.objective(),
                        certificate,
                        fit.solver(),
                        "",
                        List.of());
    }

    private static String described(String kind, List<String> labels) {
        return kind + (labels.isEmpty() ? "" : " (" + String.join(", ", labels) + ")");
    }

    private void requireInputs(Dataset data) {
        List<String> own = model.inputs();
        List<String> others = data.features();
        for (int j = 0; j < Math.max(own.size(), others.size()); j++) {
            String mine = j < own.size() ? own.get(j) : "nothing";
            String theirs = j < others.size() ? others.get(j) : "nothing";
            if (!mine.equals(theirs)) {
                throw new InputException("--resume: input " + (j + 1) + " of the model is " + mine + ", and of "
                        + data.file()
                        + " it is " + theirs + ": the coefficients do not fit. Give the same columns (--features,"
                        + " --exclude) of the same data, or leave --resume out");
            }
        }
    }
}
