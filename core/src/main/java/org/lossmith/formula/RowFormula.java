package org.lossmith.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loss of several scores per row as a formula, with its exact derivatives and the stable forms of all of them. Immutable.
 *
 * <p>It begins with a {@link Signature} that names the scores and targets. Vectors take part in arithmetic element by element;
 * {@link RowFunction} makes one number of them, {@code v[i]} picks an element out, counted from 0. {@code k} is the place of an
 * element and {@code K} their number (d and D for vectors declared as {@code name[d]}). Names that are not in the signature are
 * parameters. Example: {@code (z[], y) -> logsumexp(z) - z[y]}.
 */
public final class RowFormula {
    private final String text;
    private final Signature signature;
    private final Expr typed;
    private final Expr value;
    private final Expr stableValue;
    private final Map<Signature.Block, Jacobian> gradients = new LinkedHashMap<>();
    private final @Nullable LogProbability logProbability;

    private RowFormula(String text, Signature signature, Expr typed) {
        this.text = text;
        this.signature = signature;
        this.typed = typed;
        this.value = Simplifier.simplify(typed);
        this.stableValue = stable(value);
        signature.scores().forEach(block -> gradients.put(block, RowDerivative.of(value, block)));
        this.logProbability = LogProbability.of(value, signature);
    }

    /** Whether the text has a signature, so that it may be one of these. */
    public static boolean hasSignature(String text) {
        return text.contains("->");
    }

    /** @throws FormulaException if the text is not a formula with a signature, showing the place */
    public static RowFormula parse(String text) {
        return DeepStack.call(text, () -> read(text));
    }

    private static RowFormula read(String text) {
        Parser.Parsed parsed = Parser.parseRows(text);
        if (parsed.signature() == Signature.NONE) {
            throw new FormulaException(text, 1, "a signature is wanted: (z[], y) -> logsumexp(z) - z[y]");
        }
        if (!Dimensions.of(parsed.expr()).isEmpty()) {
            throw new FormulaException(
                    text, text.length(), "the loss must be one number a row, and this is a vector; write sum(...)");
        }
        return new RowFormula(text.strip(), parsed.signature(), parsed.expr());
    }

    /**
     * The same formula with some parameters fixed, such as those that are 0 and make whole terms vanish.
     *
     * @param numbers by name; a vector gets the number for every element
     */
    public RowFormula fixed(Map<String, Double> numbers) {
        List<Signature.Block> free = signature.parameters().stream()
                .filter(block -> !numbers.containsKey(block.name()))
                .toList();
        Signature less = new Signature(signature.scores(), signature.targets(), free);
        return numbers.isEmpty()
                ? this
                : DeepStack.call(text, () -> new RowFormula(text, less, Substitution.apply(typed, numbers)));
    }

    public String text() {
        return text;
    }

    public Signature signature() {
        return signature;
    }

    /** The formula as typed, unchanged. */
    public Expr typed() {
        return typed;
    }

    /** The value, simplified. */
    public Expr value() {
        return value;
    }

    /** The derivative of the value by a block of scores, element by element if that is a vector. */
    public Expr gradient(Signature.Block scores) {
        return jacobian(scores).diagonal(value);
    }

    /** The second derivative of the value by each element of a block of scores. */
    public Expr hessianDiagonal(Signature.Block scores) {
        return second(scores, scores);
    }

    private Expr second(Signature.Block first, Signature.Block second) {
        Expr gradient = gradient(first);
        return DeepStack.call(text, () -> RowDerivative.of(gradient, second).diagonal(gradient));
    }

    private Jacobian jacobian(Signature.Block scores) {
        Jacobian found = gradients.get(scores);
        if (found == null) {
            throw new IllegalArgumentException(scores + " is no block of scores of " + signature);
        }
        return found;
    }

    /** The value as kernels compute it: sums and maxima over vectors, and functions of single elements. */
    public Expr stableValue() {
        return stableValue;
    }

    public Expr stableGradient(Signature.Block scores) {
        return stable(gradient(scores));
    }

    public Expr stableHessianDiagonal(Signature.Block scores) {
        return logProbability == null ? stable(hessianDiagonal(scores)) : lowered(logProbability.diagonal());
    }

    /** The second derivatives by the same place in two blocks of one dimension. */
    public Expr stableSamePlace(Signature.Block first, Signature.Block second) {
        return first.equals(second) ? stableHessianDiagonal(first) : stable(second(first, second));
    }

    /**
     * The second derivatives by all elements of two blocks.
     *
     * @param diagonal those by the same place in both, without what {@code coupled} gives; 0 where the blocks have different lengths
     * @param coupled outer products to add: left factors for the first block, right ones for the second
     */
    public record HessianBlock(Expr diagonal, List<OuterProduct> coupled) {}

    /** {@code left[i] * right[j]}. */
    public record OuterProduct(Expr left, Expr right) {}

    public HessianBlock stableHessianBlock(Signature.Block first, Signature.Block second) {
        List<OuterProduct> products = new ArrayList<>();
        if (logProbability != null) {
            logProbability
                    .coupled()
                    .forEach(outer -> products.add(new OuterProduct(lowered(outer.left()), lowered(outer.right()))));
            return new HessianBlock(lowered(logProbability.own()), List.copyOf(products));
        }
        Jacobian jacobian = RowDerivative.of(gradient(first), second);
        jacobian.coupled()
                .forEach(outer -> products.add(new OuterProduct(stable(outer.left()), stable(outer.right()))));
        return new HessianBlock(stable(jacobian.own()), List.copyOf(products));
    }

    private Expr stable(Expr expr) {
        return DeepStack.call(text, () -> guarded(RowStabiliser.stabilise(expr, scoreNames())));
    }

    /** Of what has no softmaxes to join. */
    private Expr lowered(Expr expr) {
        return DeepStack.call(text, () -> guarded(Stabiliser.stabilise(expr, scoreNames())));
    }

    private Expr guarded(Expr stable) {
        Set<String> weights = Stream.of(signature.targets(), signature.parameters())
                .flatMap(List::stream)
                .map(Signature.Block::name)
                .collect(Collectors.toSet());
        return RowLowering.lower(InfiniteLogarithms.guard(stable, weights));
    }

    private Set<String> scoreNames() {
        return signature.scores().stream().map(Signature.Block::name).collect(Collectors.toSet());
    }

    /** Whether the value is surely NaN in a row in which a number of this block is. */
    public boolean passesNaN(Signature.Block block) {
        return NaNFlow.passes(typed, block.variable());
    }

    /** Whether the value is surely NaN in a row in which this block is no place of the vectors. */
    public boolean passesMissing(Signature.Block index) {
        return signature.dimensions().size() == 1 && NaNFlow.passesMissing(stableValue, index.variable());
    }

    /** Every name that is not in the signature, sorted. */
    public Set<String> parameters() {
        Set<String> names = new TreeSet<>(typed.variables());
        names.removeAll(signature.names());
        return names;
    }
}
