package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.InputNames;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.fit.ClassFitResult;
import org.lossmith.learn.fit.ClassFitter;
import org.lossmith.learn.fit.DensityFitResult;
import org.lossmith.learn.fit.DensityFitter;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.fit.LambdaPath;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.TargetDomain;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;

/** Fits the model of a request, on the data's own weights or on others. */
final class ModelFitter {
    private final TrainRequest request;
    private final Dataset data;
    private final Penalty penalty;
    private final FitWatch watch;
    private final ColumnPenalties columns;
    private final Series target;

    ModelFitter(TrainRequest request, Dataset data, Penalty penalty, FitWatch watch) {
        this.request = request;
        this.data = data;
        this.penalty = penalty;
        this.watch = watch;
        this.columns = request.inputs().at(data.encoder());
        this.target = coded(data, request.loss());
        if (!(request.loss() instanceof ModelLoss.OfScore) && request.solver() != SolverName.AUTO) {
            throw new InputException("--solver " + request.solver().text()
                    + ": losses of several scores choose their solver by themselves; leave --solver out");
        }
    }

    /** The targets as the loss takes them. */
    Series target() {
        return target;
    }

    /** @param start a fit to start from, or null */
    LinearFit fit(@Nullable Series weight, @Nullable LinearFit start) {
        return InputNames.in(() -> fitNumbered(weight, start), data.features());
    }

    private LinearFit fitNumbered(@Nullable Series weight, @Nullable LinearFit start) {
        Rows rows = Rows.all(data.used());
        if (request.loss() instanceof ModelLoss.OfClasses classes) {
            return ofClasses(classes)
                    .fit(data.x(), target, weight, rows, start instanceof ClassFitResult one ? one : null, watch);
        }
        if (request.loss() instanceof ModelLoss.OfDistribution distribution) {
            return ofDistribution(distribution)
                    .fit(data.x(), target, weight, rows, start instanceof DensityFitResult one ? one : null, watch);
        }
        return new Fitter(ofScore(), watch)
                .fit(data.x(), target, weight, rows, start instanceof FitResult one ? one : null);
    }

    /** The same along a path of penalties. */
    LambdaPath path(PenaltyFamily family) {
        if (request.loss() instanceof ModelLoss.OfClasses classes) {
            return LambdaPath.of(ofClasses(classes), family);
        }
        return request.loss() instanceof ModelLoss.OfDistribution distribution
                ? LambdaPath.of(ofDistribution(distribution), family)
                : LambdaPath.of(ofScore(), family);
    }

    private DensityFitter ofDistribution(ModelLoss.OfDistribution distribution) {
        return DensityFitter.of(distribution.loss())
                .withPenalty(penalty)
                .withColumns(columns)
                .withStarts(request.starts(), request.seed())
                .withThreads(request.threads());
    }

    private ClassFitter ofClasses(ModelLoss.OfClasses classes) {
        return ClassFitter.of(classes.loss(), data.labels().size())
                .withPenalty(penalty)
                .withColumns(columns)
                .withThreads(request.threads());
    }

    private FitRequest ofScore() {
        return FitRequest.of(((ModelLoss.OfScore) request.loss()).loss())
                .withPenalty(penalty)
                .withColumns(columns)
                .withSolver(request.solver())
                .withStarts(request.starts(), request.seed())
                .withThreads(request.threads());
    }

    /** The same under another penalty. */
    ModelFitter with(Penalty other) {
        return new ModelFitter(request, data, other, watch);
    }

    /** Labels 0 and 1 become -1 and +1 for losses of margins. */
    private static Series coded(Dataset data, ModelLoss loss) {
        boolean margin = data.kind() == TargetKind.BINARY
                && loss instanceof ModelLoss.OfScore one
                && one.loss().targetDomain() == TargetDomain.SIGN;
        if (!margin) {
            return data.targets();
        }
        double[] sign = new double[data.used()];
        for (int row = 0; row < sign.length; row++) {
            sign[row] = 2 * data.targets().get(row) - 1;
        }
        return Series.of(sign);
    }
}
