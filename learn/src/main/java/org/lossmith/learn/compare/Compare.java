package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.DataSummary;
import org.lossmith.learn.compare.Comparison.Metric;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Validation;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.leak.Leaks;
import org.lossmith.learn.text.Numbers;
import org.lossmith.penalty.Penalty;

/** Compares losses on a file: the one call behind {@code lossmith compare}. */
public final class Compare {
    private final CompareRequest request;
    private final Dataset data;
    private final Progress progress;
    private final @Nullable Mistake mistake;
    private final Penalty penalty;
    private int done;
    private int steps = 2;

    private Compare(CompareRequest request, Dataset data, Progress progress, Plan plan) {
        this.request = request;
        this.data = data.withNumbersInMemory();
        this.progress = progress;
        this.mistake = plan.mistake;
        this.penalty = plan.penalty != null ? plan.penalty : usualPenalty(data);
    }

    /** What can be refused before the file is read. */
    private record Plan(@Nullable Mistake mistake, @Nullable Penalty penalty) {
        static Plan of(CompareRequest request) {
            String text = request.mistake();
            request.losses().forEach(Specs::check);
            request.formulas().forEach(Specs::check);
            String penalty = request.penalty().strip();
            return new Plan(
                    text == null ? null : Mistake.parse(text),
                    penalty.equals(CompareRequest.USUAL_PENALTY) ? null : Penalty.parse(penalty));
        }
    }

    /** For classes the one that scikit-learn takes (C = 1), since with several of them some coefficient is mostly infinite. */
    private static Penalty usualPenalty(Dataset data) {
        return data.kind() == TargetKind.CATEGORIES
                ? Penalty.parse("l2:lambda=" + Numbers.threeDigits(0.5 / data.used()))
                : Penalty.none();
    }

    /**
     * Reads the file, fits every candidate on every fold, measures all of them on the held-out rows, and decides.
     *
     * @throws InputException for anything wrong with the request or the data, with place and remedy
     */
    public static Comparison run(CompareRequest request, Progress progress) {
        long started = System.nanoTime();
        Plan plan = Plan.of(request);
        progress.step(0, 0, "reading " + request.read().file());
        try (Dataset data = TableSource.read(request.read())) {
            refuseMoreInputsThanRows(data, request);
            return new Compare(request, data, progress, plan).run(started);
        }
    }

    private static void refuseMoreInputsThanRows(Dataset data, CompareRequest request) {
        String penalty = request.penalty().strip();
        boolean usual = penalty.equals(CompareRequest.USUAL_PENALTY) && data.kind() != TargetKind.CATEGORIES;
        int inputs = data.x().columns();
        if (data.used() > 2 && data.used() <= inputs && (usual || penalty.equals("none"))) {
            throw new InputException(request.read().file() + ": " + data.used() + " rows for " + inputs
                    + " inputs: without a penalty very many models fit all the rows, and which of them is found says nothing"
                    + " about the loss. Add one, --penalty l2:lambda=0.1, or choose fewer columns with --features");
        }
    }

    /** The same for data that is in memory; the request's file is only named, not read. The data stays open. */
    public static Comparison run(Dataset data, CompareRequest request, Progress progress) {
        return new Compare(request, data, progress, Plan.of(request)).run(System.nanoTime());
    }

    private Comparison run(long started) {
        refuse();
        Folds folds = folds();
        FarRows far = labels() ? null : FarRows.in(data.target());
        steps += (folds.count() + 1) * expected();
        Decider decider = Decider.of(mistake, data.kind(), negativesPerPositive(), far);
        CrossFitter fitter = new CrossFitter(data, folds, penalty, request.threads(), decider);
        TailSearch tail = new TailSearch(data, fitter, () -> step("where the tail of the errors starts"));
        List<Contender> contenders = new Contenders(request, data, mistake, decider, tail::tail).all();
        steps += (contenders.size() - expected()) * (folds.count() + 1);
        ClassCrossFitter classFitter = new ClassCrossFitter(data, folds, penalty, request.threads(), decider);
        List<CrossFit> fits = new ArrayList<>();
        for (Contender contender : contenders) {
            fits.add(
                    contender instanceof ClassContender each
                            ? classFitter.run(each, this::step)
                            : fitter.run((ScoreContender) contender, this::step));
        }
        step("measuring");
        Scoreboard board = new Scoreboard(data, folds, decider, fits);
        Ranked ranked = Ranked.by(board);
        Pictures pictures = new PictureMaker(data, board).make(ranked, request.seed());
        Leaks leaks = Leaks.in(data);
        if (leaks.warnings().isEmpty()) {
            leaks = leaks.with(JointLeak.in(data, board, ranked.best().get(0), pictures.spread()));
        }
        ClassReport classes = data.kind() == TargetKind.CATEGORIES
                ? new ClassReport(data, classFitter.baseline(folds.sampling()))
                : null;
        Comparison comparison = new Comparison(
                summary(),
                mistake == null ? null : mistake.text(),
                decider.metric(),
                decider.reason(),
                new Validation(folds.count(), request.seed(), request.read().splitBy()),
                fits.stream().map(fit -> candidate(fit, board, classes)).toList(),
                ranked.best().stream().map(CrossFit::name).toList(),
                Verdict.of(board, ranked, data.kind(), classes),
                new Alarms(data).all(leaks, far, folds, decider, board),
                classes == null ? null : classes.classes(decider, penaltyReason()),
                pictures,
                new NextCommands(request, data).after(leaks, ranked.best().get(0), pictures.worst()),
                (System.nanoTime() - started) / 1e9);
        progress.step(steps, steps, "done");
        return comparison;
    }

    /** Why the penalty of classes is what it is, if nobody asked for it. */
    private @Nullable String penaltyReason() {
        return request.penalty().strip().equals(CompareRequest.USUAL_PENALTY)
                ? "lambda = 1 / (2 rows): with several classes some coefficient would nearly always be infinite without a"
                        + " penalty; --penalty none leaves it out"
                : null;
    }

    /** Candidates, before it is known which: what progress counts with while the tail is looked for. */
    private int expected() {
        int asked = request.losses().size() + request.formulas().size();
        return asked > 0 ? asked : 3;
    }

    private void step(String label) {
        progress.step(Math.min(++done, steps - 1), steps, label);
    }

    private void refuse() {
        if (data.kind() == TargetKind.CATEGORIES) {
            ClassRows.in(data).requireTwoOfEach();
        }
        if (mistake != null) {
            mistake.requireFits(data.kind(), data.targetName());
        }
    }

    /** Whether the target is one of some labels, two or more. */
    private boolean labels() {
        return data.kind() == TargetKind.BINARY || data.kind() == TargetKind.CATEGORIES;
    }

    private Folds folds() {
        return Folds.make(
                data.used(),
                labels() ? data.target() : null,
                data.groups(),
                request.read().splitBy(),
                request.folds(),
                request.seed());
    }

    private double negativesPerPositive() {
        if (data.kind() != TargetKind.BINARY) {
            return 1;
        }
        double[] weight = data.weight();
        double positives = 0;
        double all = 0;
        for (int row = 0; row < data.used(); row++) {
            double w = weight == null ? 1 : weight[row];
            positives += w * data.target()[row];
            all += w;
        }
        if (!(positives > 0 && positives < all)) {
            throw new InputException("every row with a weight has the same " + data.targetName()
                    + ", so there is nothing to tell apart");
        }
        return (all - positives) / positives;
    }

    private DataSummary summary() {
        return new DataSummary(
                data.file(),
                data.rows(),
                data.used(),
                data.dropped(),
                data.droppedBecause(),
                data.targetName(),
                data.kind().word(),
                data.positive(),
                data.features(),
                data.columns());
    }

    private Candidate candidate(CrossFit fit, Scoreboard board, @Nullable ClassReport classes) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        board.estimates(fit).forEach((name, found) -> metrics.put(name, ClassReport.metric(found)));
        Contender contender = fit.contender();
        LinearFit whole = fit.whole();
        return new Candidate(
                fit.name(),
                contender.spec(),
                contender.formula(),
                contender.loss().parameters(),
                contender.reasons(),
                penalty.spec(),
                fit.converged(),
                whole.iterations(),
                whole.certificate().value(),
                metrics,
                Scores.of(whole),
                classes != null && fit instanceof ClassCrossFit each ? classes.figures(board.ofClasses(each)) : null,
                fit.threshold(),
                fit.seconds());
    }
}
