package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.text.Numbers;
import org.lossmith.loss.Parameter;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;
import org.lossmith.loss.RowTargetDomain;

/** The losses that can take part where the target has several labels: those with one score for each class. */
final class ClassContenders {
    private static final List<String> USUAL = List.of("softmax", "softmax-focal", "multiclass-hinge");

    /** Losses whose scores mean something else (cuts, sparse probabilities) want other models or other metrics. */
    private static final Set<RowLink> LINKS = EnumSet.of(RowLink.SOFTMAX, RowLink.LARGEST);

    private static final int LABELS_NAMED = 6;

    private final Dataset data;

    ClassContenders(Dataset data) {
        this.data = data;
    }

    private static List<String> names() {
        return RowLosses.all().stream()
                .filter(loss -> loss.group().equals("classes") && LINKS.contains(loss.link()))
                .map(RowLoss::name)
                .toList();
    }

    /** The usual ones; where rare classes are to count as much as others, also softmax with rows weighted by class. */
    List<Contender> usual(@Nullable Mistake mistake) {
        List<Contender> found = new ArrayList<>(USUAL.stream().map(this::parsed).toList());
        if (mistake instanceof Mistake.RareClass) {
            found.add(1, weighted());
        }
        return found;
    }

    private ClassContender weighted() {
        long[] rows = ClassRows.in(data).of();
        double[] weight = new double[rows.length];
        for (int k = 0; k < weight.length; k++) {
            weight[k] = Numbers.threeDigits((double) data.used() / (rows.length * rows[k]));
        }
        return new ClassContender(
                "weighted-softmax",
                RowLosses.named("softmax").with("class_weight", weight),
                Map.of("label_smoothing", "the usual value"));
    }

    ClassContender parsed(String spec) {
        if (!RowLosses.has(spec)) {
            throw new InputException(spec + " is a loss of one score a row, and " + described()
                    + ", which need a score each; wanted: " + String.join(", ", names()) + twoOf());
        }
        RowLoss loss = RowLosses.parse(spec);
        if (!names().contains(loss.name())) {
            throw new InputException("compare has no model for " + loss.name() + " yet (it predicts "
                    + loss.link().description() + "); for " + data.targetName() + ", which has "
                    + data.labels().size()
                    + " labels, there are: " + String.join(", ", names()));
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Parameter parameter : loss.parameterDefinitions()) {
            if (!Contenders.typed(spec, parameter)) {
                reasons.put(parameter.name(), "the usual value");
            }
        }
        return new ClassContender(loss.name(), loss, reasons);
    }

    ClassContender written(CompareRequest.Written written) {
        String formula = written.formula();
        String wanted = "wanted a formula that begins with a signature and picks the row's own class, such as"
                + " '(z[], y) -> logsumexp(z) - z[y]'";
        if (!written.ofSeveralScores()) {
            throw new InputException("--formula '" + formula + "' is a loss of one score a row, and " + described()
                    + ", which need a score each; " + wanted + twoOf());
        }
        RowLoss loss = RowLosses.formula(formula, written.parameters());
        boolean one = loss.formula().signature().scores().size() == 1
                && loss.formula().signature().scores().get(0).isVector();
        if (loss.targetDomain() != RowTargetDomain.CLASS || !one) {
            throw new InputException("--formula '" + formula + "' is not a loss of classes; " + wanted);
        }
        return new ClassContender(loss.name(), loss, Map.of());
    }

    /** {@code class has 4 labels (F, L, M, VF)}. */
    private String described() {
        List<String> labels = data.labels();
        return data.targetName() + " has " + labels.size() + " labels ("
                + labels.stream().limit(LABELS_NAMED).collect(Collectors.joining(", "))
                + (labels.size() > LABELS_NAMED ? ", ..." : "") + ")";
    }

    private String twoOf() {
        return "; to compare losses for two of the labels, keep their rows: --where \"" + data.targetName() + " IN ('"
                + data.labels().get(0) + "', '" + data.labels().get(1) + "')\"";
    }
}
