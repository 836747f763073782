package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.distribution.DistributionFamily;
import org.lossmith.learn.text.Numbers;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.Parameter;
import org.lossmith.loss.RowLosses;
import org.lossmith.loss.TargetDomain;

/** Decides which losses take part, and chooses the parameters that nobody typed. */
final class Contenders {
    /** Tuning constants that keep 95% of squared error's efficiency on normal errors (Holland and Welsch 1977), in sigmas. */
    private static final Map<String, Double> SIGMAS = Map.of("cauchy", 2.385, "tukey", 4.685, "welsch", 2.985);

    private static final Set<String> TAIL = Set.of("huber", "pseudo-huber", "smooth-l1");

    private final CompareRequest request;
    private final Dataset data;
    private final @Nullable Mistake mistake;
    private final Decider decider;
    private final Supplier<ErrorTail> tail;

    /** @param tail asked only if some loss needs it, since it takes a fit */
    Contenders(
            CompareRequest request,
            Dataset data,
            @Nullable Mistake mistake,
            Decider decider,
            Supplier<ErrorTail> tail) {
        this.request = request;
        this.data = data;
        this.mistake = mistake;
        this.decider = decider;
        this.tail = tail;
    }

    List<Contender> all() {
        List<Contender> found = new ArrayList<>();
        boolean asked = !request.losses().isEmpty() || !request.formulas().isEmpty();
        if (data.kind() == TargetKind.CATEGORIES) {
            ClassContenders classes = new ClassContenders(data);
            request.losses().forEach(spec -> found.add(classes.parsed(spec)));
            request.formulas().forEach(written -> found.add(classes.written(written)));
            return named(asked ? found : classes.usual(mistake));
        }
        for (String spec : asked ? request.losses() : byKind()) {
            found.add(completed(spec));
        }
        request.formulas().forEach(written -> found.add(written(written)));
        return named(found);
    }

    private List<String> byKind() {
        return switch (data.kind()) {
            case CONTINUOUS -> withQuantile(List.of("squared-error", "huber", "absolute-error"));
            case COUNTS -> withQuantile(List.of("poisson", "squared-error", "absolute-error"));
            case BINARY -> List.of("bce", "weighted-bce", "focal");
            case CATEGORIES -> List.of();
        };
    }

    /** Where the two costs are alike the quantile is the median, which absolute error learns already. */
    private List<String> withQuantile(List<String> usual) {
        List<String> specs = new ArrayList<>(usual);
        if (mistake instanceof Mistake.UnderOver costs && costs.under() != costs.over()) {
            specs.add("quantile");
        }
        return specs;
    }

    private ScoreContender written(CompareRequest.Written written) {
        if (written.ofSeveralScores()) {
            throw new InputException("--formula '" + written.formula() + "' takes several scores a row, and "
                    + data.targetName() + " is " + data.kind().word()
                    + ", which needs one: write it in z and y, or say that numbers are classes: --as classes");
        }
        Loss loss = Losses.formula(written.formula(), written.parameters());
        requireTargets(loss);
        return new ScoreContender(loss.name(), loss, Map.of());
    }

    private ScoreContender completed(String spec) {
        if (RowLosses.has(spec)) {
            if (DistributionFamily.of(RowLosses.parse(spec)) != null && data.kind() != TargetKind.BINARY) {
                throw new InputException(
                        spec + " learns a whole distribution, which the metrics of compare, all of one number a"
                                + " row, cannot judge: lossmith train ... --loss " + spec
                                + " fits it and says how its intervals suit the data; here leave it out");
            }
            throw new InputException(spec + " is a loss of several scores a row, and " + data.targetName() + " is "
                    + data.kind().word() + "; leave it out"
                    + (data.kind() == TargetKind.BINARY
                            ? " (for two labels bce is what softmax is for more)"
                            : ", or say that the numbers are classes: --as classes"));
        }
        Loss loss = Losses.parse(spec);
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Parameter parameter : loss.parameterDefinitions()) {
            if (!typed(spec, parameter)) {
                Choice choice = choice(loss, parameter.name());
                loss = choice == null ? loss : loss.with(parameter.name(), choice.value);
                reasons.put(parameter.name(), choice == null ? "the usual value" : choice.reason);
            }
        }
        requireTargets(loss);
        return new ScoreContender(loss.name(), loss, reasons);
    }

    static boolean typed(String spec, Parameter parameter) {
        String assignments = "," + spec.substring(spec.indexOf(':') + 1).replace(" ", "");
        return Stream.concat(Stream.of(parameter.name()), parameter.aliases().stream())
                .anyMatch(name -> assignments.contains("," + name + "="));
    }

    private record Choice(double value, String reason) {}

    private @Nullable Choice choice(Loss loss, String parameter) {
        String name = loss.name();
        if (data.kind() == TargetKind.BINARY) {
            return name.equals("weighted-bce") ? positiveWeight() : null;
        }
        if (TAIL.contains(name)) {
            ErrorTail found = tail.get();
            String reason = found.heavy()
                    ? "where the tail of the errors starts (" + Numbers.percent(found.beyond()) + " of them lie beyond)"
                    : "1.345 sigma of the errors, which show no heavy tail";
            return new Choice(Numbers.threeDigits(found.start()), reason);
        }
        Double sigmas = SIGMAS.get(name);
        if (sigmas != null) {
            double sigma = tail.get().sigma();
            String reason = sigmas + " sigma of the errors, 95% efficient where they are normal";
            return sigma > 0 ? new Choice(Numbers.threeDigits(sigmas * sigma), reason) : null;
        }
        if (name.equals("student-t") && parameter.equals("scale") && tail.get().sigma() > 0) {
            return new Choice(Numbers.threeDigits(tail.get().sigma()), "sigma of the errors, from their median");
        }
        if (name.equals("quantile") && mistake instanceof Mistake.UnderOver costs) {
            return new Choice(costs.quantile(), "under / (under + over) of the stated costs");
        }
        return null;
    }

    private Choice positiveWeight() {
        if (request.positiveWeight() != null) {
            return new Choice(request.positiveWeight(), "as given");
        }
        double weight = decider.under() / decider.over();
        return decider.stated()
                ? new Choice(weight, "fn / fp of the stated costs")
                : new Choice(weight, "negatives per positive in the data");
    }

    /** The plain name where it is the only one, told apart where it is not; the same loss twice takes part once. */
    private static List<Contender> named(List<Contender> found) {
        Map<String, Contender> bySpec = new LinkedHashMap<>();
        found.forEach(contender -> bySpec.putIfAbsent(contender.spec(), contender));
        Map<String, Long> uses =
                bySpec.values().stream().collect(Collectors.groupingBy(Contender::name, Collectors.counting()));
        List<Contender> named = new ArrayList<>();
        int formulas = 0;
        for (Contender contender : bySpec.values()) {
            String many = contender.loss().ofCatalogue() ? contender.spec() : "formula-" + ++formulas;
            named.add(uses.getOrDefault(contender.name(), 0L) == 1 ? contender : contender.named(many));
        }
        return List.copyOf(named);
    }

    private void requireTargets(Loss loss) {
        TargetDomain domain = loss.targetDomain();
        if (domain == TargetDomain.SIGN && data.kind() == TargetKind.BINARY) {
            return;
        }
        for (int row = 0; row < data.used(); row++) {
            if (!domain.contains(data.target()[row])) {
                throw new InputException(loss.name() + " wants targets that are " + domain.description() + "; "
                        + data.targetName() + " in data row " + data.sourceRow(row) + " of " + data.file() + " is "
                        + Numbers.plain(data.target()[row]) + ". Leave " + loss.name()
                        + " out, or the rows it cannot take: --where");
            }
        }
    }
}
