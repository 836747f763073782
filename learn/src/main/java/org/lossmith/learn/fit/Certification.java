package org.lossmith.learn.fit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.DualityGap;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.Surface;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.penalty.ColumnPenalties;

/** Certifies the ends of fits of the same rows, and notes what a careful reader should know about them. */
final class Certification {
    private final FitLoss loss;
    private final Design design;
    private final Objective objective;
    private final DualityGap gaps;
    private final FitNotes careful;

    /** @param columns of the matrix, the constant ones included */
    Certification(
            FitLoss loss,
            Design design,
            Objective objective,
            DualityGap gaps,
            int columns,
            ColumnPenalties penalties,
            Workers workers) {
        this.loss = loss;
        this.design = design;
        this.objective = objective;
        this.gaps = gaps;
        Objective alone = loss.outputs() == 1 ? objective : new Objective(design.withOutputs(1), workers);
        this.careful = new FitNotes(design, alone, loss, columns, penalties);
    }

    /**
     * @param notes more are added
     * @param descent where the fit of a loss that is not convex began; else null
     * @param surface where the solution was found: the objective, or what stands for it
     */
    Fitted result(
            FitSettings settings,
            ScaledPenalty penalty,
            List<String> notes,
            ConvexStart.@Nullable Start descent,
            Solved found,
            String reason,
            Surface surface) {
        Solution solution = found.solution();
        double[] parameters = solution.at().parameters();
        Certificate certificate = certificate(settings, penalty, found, surface);
        careful.add(notes, solution, found.neededRidge());
        double value = solution.at().loss() + penalty.value(parameters);
        if (descent != null) {
            notes.add(fall(settings, penalty, descent, solution.iterations(), value));
        }
        if (!penalty.isConvex()) {
            notes.add(
                    settings.penalty().spec() + " is not convex: that this is a stationary point is certified, that no"
                            + " other coefficients are better is not");
        }
        return new Fitted(
                design,
                parameters,
                solution.converged() && certificate.holds(),
                solution.iterations(),
                value,
                certificate,
                found.solver(),
                reason,
                notes);
    }

    private Certificate certificate(FitSettings settings, ScaledPenalty penalty, Solved found, Surface surface) {
        double value = found.solution().optimality();
        double gap = Double.NaN;
        if (found.kind() == Certificate.Kind.DUALITY_GAP) {
            gap = value;
        } else if (settings.polished()) {
            gap = gaps.relative(penalty, found.solution().at(), surface);
        }
        return new Certificate(found.kind(), value, found.tolerance(), gap);
    }

    /** What is certain of a fit with a loss that is not convex. */
    private String fall(
            FitSettings settings, ScaledPenalty penalty, ConvexStart.Start start, int iterations, double value) {
        Evaluation before = objective.evaluate(start.point(), loss.direct(), false);
        return String.format(
                Locale.ROOT,
                "the loss is not convex: from %s the objective fell from %.6g to %.6g%s; the certificate is that of a"
                        + " stationary point, and %s",
                start.name(),
                before.loss() + penalty.value(start.point()),
                value,
                loss.smooth() ? ", " + descentTo(iterations, value) : "",
                settings.starts() == 1 ? "another start may end lower" : "a start that was not tried may end lower");
    }

    /** Smoothed losses take their steps on objectives of their own, of which this says nothing. */
    private String descentTo(int steps, double value) {
        objective.descent().reached(steps, value);
        return objective.descent().text();
    }
}
