package org.lossmith.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.formula.Expr;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;

/** The catalogue of losses of several scores per row. */
public final class RowLosses {
    private static final List<RowDefinition> DEFINITIONS = Stream.of(
                    ClassLosses.all(), VectorLosses.all(), DistributionLosses.all())
            .flatMap(List::stream)
            .toList();

    private RowLosses() {}

    /** Every loss of the catalogue at its default parameters, in the order in which they are listed to people. */
    public static List<RowLoss> all() {
        return DEFINITIONS.stream().map(RowLoss::of).toList();
    }

    /** Every name of the catalogue, without aliases. */
    public static List<String> names() {
        return DEFINITIONS.stream().map(definition -> definition.entry().name()).toList();
    }

    /** Whether the catalogue has a loss of that name or alias; the name may be followed by parameters. */
    public static boolean has(String spec) {
        String name = Specification.name(spec);
        return DEFINITIONS.stream().anyMatch(definition -> definition.entry().isNamed(name));
    }

    /**
     * A loss by its name or alias, at its default parameters.
     *
     * @throws InputException if there is none, with the nearest names
     */
    public static RowLoss named(String name) {
        return DEFINITIONS.stream()
                .filter(definition -> definition.entry().isNamed(name))
                .findFirst()
                .map(RowLoss::of)
                .orElseThrow(() -> unknown(name));
    }

    static List<String> namesAndAliases() {
        List<String> known = new ArrayList<>(names());
        DEFINITIONS.forEach(definition -> known.addAll(definition.entry().aliases()));
        return known;
    }

    private static InputException unknown(String name) {
        String hint = Suggestion.hint(name, namesAndAliases());
        return new InputException("no loss of several scores a row \"" + name + "\""
                + (hint.isEmpty() ? "; there are " + String.join(", ", names()) : hint));
    }

    /**
     * Parses {@code name} or {@code name:param=value,param=value}; a parameter that is a vector takes numbers divided by slashes, such as
     * {@code softmax:class_weight=1/2/0.5}.
     *
     * @throws InputException if the name, a parameter or a value is wrong
     */
    public static RowLoss parse(String spec) {
        RowLoss loss = named(Specification.name(spec));
        for (Map.Entry<String, String> given :
                Specification.assignments(spec, loss.spec()).entrySet()) {
            loss = loss.vectorParameters().contains(given.getKey())
                    ? loss.with(given.getKey(), VectorText.parse(spec, given.getKey(), given.getValue()))
                    : loss.with(given.getKey(), Specification.number(spec, given.getKey(), given.getValue()));
        }
        return loss;
    }

    /**
     * A loss written as a formula that begins with a signature, such as {@code (z[], y) -> logsumexp(z) - z[y]}. If it picks
     * an element by the target, the target is a class.
     *
     * @param parameters a finite value for each name that is not in the signature
     * @throws org.lossmith.formula.FormulaException if the text is not such a formula
     * @throws InputException if a parameter has no value or a value has no parameter
     */
    public static RowLoss formula(String formula, Map<String, Double> parameters) {
        RowFormula parsed = RowFormula.parse(formula);
        Map<String, Double> values = FormulaDefinition.values(
                parsed.parameters(), parameters, parsed.signature().toString());
        List<Parameter> definitions = FormulaDefinition.parameters(values);
        boolean isClass = isPickedByTarget(parsed.value(), parsed.signature());
        RowDefinition definition = RowDefinition.named(LossEntry.FORMULA)
                .vectors(isClass ? RowTargetDomain.CLASS : RowTargetDomain.REAL, RowLink.IDENTITY)
                .formula(parsed.text())
                .parameters(definitions.toArray(Parameter[]::new))
                .summary("a formula of your own")
                .group(LossEntry.FORMULA)
                .source("yours");
        return RowLoss.of(definition, parsed, new LinkedHashMap<>(values));
    }

    /** Whether an element is picked by the target in every row, not just where a condition allows it. */
    private static boolean isPickedByTarget(Expr expr, Signature signature) {
        if (expr instanceof Expr.Where where) {
            return isPickedByTarget(where.condition(), signature);
        }
        if (expr instanceof Expr.Pick pick && signature.targets().size() == 1) {
            Signature.Block target = signature.targets().get(0);
            if (!target.isVector() && pick.index().equals(target.variable())) {
                return true;
            }
        }
        return expr.children().stream().anyMatch(child -> isPickedByTarget(child, signature));
    }
}
