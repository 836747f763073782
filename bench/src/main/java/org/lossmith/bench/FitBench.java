package org.lossmith.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.lossmith.learn.fit.FitRequest;

/** Fits beside the peers' fits; bench/peers/fits runs it in two steps. */
public final class FitBench {
    private static final Path FOLDER = Path.of("bench/target/problems");
    /** Peers run at several tolerances, and so do we; the last is what a fit has if none is asked for. */
    private static final List<Double> TOLERANCES = List.of(1e-3, 1e-4, 1e-6, FitRequest.DEFAULT_TOLERANCE);

    private static final String USAGE = """
            bench/run fits [PROBLEM...]     our fits beside those of the peers that bench/peers/install brought
            problems: %s""".formatted(String.join(", ", FitProblems.NAMES));

    private FitBench() {}

    public static void main(String[] arguments) throws IOException {
        String step = arguments.length == 0 ? "" : arguments[0];
        List<String> names = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        List<String> unknown =
                names.stream().filter(name -> !FitProblems.NAMES.contains(name)).toList();
        if (!unknown.isEmpty() || !List.of("problems", "compare").contains(step)) {
            System.err.println((unknown.isEmpty() ? "" : "no problem " + unknown + "\n") + USAGE);
            System.exit(2);
        }
        List<String> asked = names.isEmpty() ? FitProblems.NAMES : names;
        if (step.equals("problems")) {
            new FitProblems(FOLDER).write(asked);
            System.out.println(String.join(" ", asked));
        } else {
            compare(asked);
        }
    }

    private static void compare(List<String> names) throws IOException {
        System.out.println(Machine.describe());
        List<FitComparison> comparisons = new ArrayList<>();
        for (String name : names) {
            System.err.println(name);
            comparisons.add(compare(name));
        }
        System.out.println(Machine.describe());
        System.out.println();
        System.out.println(FitTable.summary(comparisons));
        System.out.print(FitTable.runs(comparisons));
        Path json = FOLDER.resolve("comparison.json");
        Files.writeString(json, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(FitTable.tree(comparisons)));
    }

    private static FitComparison compare(String name) throws IOException {
        FitProblem stated = FitProblem.read(FOLDER, name);
        List<TimedFit> fits = new ArrayList<>();
        Path lines = FOLDER.resolve(name + ".peers.jsonl");
        for (String line : Files.exists(lines) ? Files.readAllLines(lines) : List.<String>of()) {
            fits.add(TimedFit.parse(FOLDER, stated, line));
        }
        FitProblem problem = sameScale(stated, fits);
        FitData data = FitData.read(FOLDER, problem);
        Objectives objectives = new Objectives(problem, data);
        OwnFit own = new OwnFit(problem, data);
        own.warmUp();
        List<FitComparison.Run> ours = TOLERANCES.stream()
                .map(own::run)
                .map(fit -> new FitComparison.Run(fit, objectives.of(fit.coefficients())))
                .toList();
        List<FitComparison.Run> peers = fits.stream()
                .map(fit -> new FitComparison.Run(fit, objectives.of(fit.coefficients())))
                .toList();
        return new FitComparison(problem, ours, peers);
    }

    /** HuberRegressor chooses its delta: all are measured by the one that it found at its finest tolerance. */
    private static FitProblem sameScale(FitProblem stated, List<TimedFit> fits) {
        return fits.stream()
                .filter(fit -> fit.delta() != null)
                .min(Comparator.comparing(TimedFit::tolerance))
                .map(finest -> stated.withLoss("huber:delta=" + Objects.requireNonNull(finest.delta())))
                .orElse(stated);
    }
}
