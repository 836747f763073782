package org.lossmith.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.InputException;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.kernel.rows.RowInputs;
import org.lossmith.kernel.rows.RowKernel;
import org.lossmith.kernel.rows.RowKernel.Wanted;

/**
 * A loss of several scores per row, such as softmax: its value, its gradient by every score, and its Hessian. Immutable.
 *
 * <p>Scores and targets are {@link Columns}, or planar arrays: one array a column, {@code score[j][i]} of row i. The columns
 * follow each other in the order of the {@linkplain #formula() formula}'s signature; how long its vectors are follows from how
 * many columns there are. Array methods work on the rows {@code from <= i < to}, write only into the arrays named as outputs,
 * and multiply value, gradient and Hessian by {@code weight[i]} when weights are given; a row of weight 0 counts as absent. They
 * return the sum of the weighted values. NaN in a row makes its value and derivatives NaN, as does a target that is no class of
 * a loss of classes.
 *
 * <p>All throw {@link InputException} if the columns do not fit the signature.
 */
public final class RowLoss implements AnyLoss {
    /** From here on vector loops pay for their compilation. Chosen, not measured. */
    private static final long MANY_ROWS = 20_000;

    private final RowDefinition definition;
    private final RowFormula formula;
    private final ParameterSet parameters;
    private final Map<String, double[]> vectors;
    private final Specialised specialised;
    private final RowKernel kernel;

    private RowLoss(
            RowDefinition definition,
            RowFormula formula,
            ParameterSet parameters,
            Map<String, double[]> vectors,
            boolean manyRows) {
        this.definition = definition;
        this.formula = formula;
        this.parameters = parameters;
        this.vectors = vectors;
        this.specialised = Specialised.of(formula, parameters.values(), vectors.keySet());
        this.kernel = manyRows ? specialised.kernel().forManyRows() : specialised.kernel();
    }

    static RowLoss of(RowDefinition definition) {
        ParameterSet defaults = ParameterSet.defaults(definition.entry());
        return new RowLoss(definition, RowFormula.parse(definition.entry().formula()), defaults, Map.of(), false);
    }

    static RowLoss of(RowDefinition definition, RowFormula formula, Map<String, Double> values) {
        ParameterSet parameters = ParameterSet.of(definition.entry(), values);
        return new RowLoss(definition, formula, parameters, Map.of(), false);
    }

    @Override
    public LossEntry entry() {
        return definition.entry();
    }

    @Override
    public String spec() {
        String text = parameters.text();
        String rest = vectors.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + VectorText.of(entry.getValue()))
                .collect(Collectors.joining(","));
        String all = text.isEmpty() || rest.isEmpty() ? text + rest : text + "," + rest;
        return all.isEmpty() ? name() : name() + ":" + all;
    }

    /** Where it is not accurate to a few ulps, and why; an empty text if it is everywhere. */
    public String conditioning() {
        return definition.conditioning();
    }

    public RowFormula formula() {
        return formula;
    }

    public RowLink link() {
        return definition.link();
    }

    public RowTargetDomain targetDomain() {
        return definition.targetDomain();
    }

    /** Whether it is convex in all scores together. */
    public boolean isConvex() {
        return definition.convex();
    }

    @Override
    public Map<String, Double> parameters() {
        return parameters.values();
    }

    /** The names of the parameters that are vectors, such as class_weight; 1 for every element unless given. */
    public List<String> vectorParameters() {
        return formula.signature().parameters().stream()
                .map(Signature.Block::name)
                .toList();
    }

    /**
     * How many classes a target may name when there are so many scores; 0 for losses whose target is not a class.
     *
     * @throws InputException if the number of scores does not fit
     */
    public int classes(int scores) {
        if (definition.targetDomain() != RowTargetDomain.CLASS) {
            return 0;
        }
        Map<String, Integer> widths = formula.signature().widths(scores, 1);
        return widths.values().iterator().next() + definition.extraClasses();
    }

    @Override
    public RowLoss with(String parameter, double value) {
        return new RowLoss(
                definition,
                formula,
                parameters.with(parameter, value, vectorParameters()),
                vectors,
                kernel.isForManyRows());
    }

    /**
     * The same loss with a parameter that is a vector, one number for each element.
     *
     * @throws InputException if it has no such parameter or a value is not finite
     */
    public RowLoss with(String parameter, double[] values) {
        if (!vectorParameters().contains(parameter)) {
            throw parameters.unknown(parameter, vectorParameters());
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new InputException("loss " + name() + ": " + parameter + " must be finite, got " + value);
            }
        }
        Map<String, double[]> changed = new LinkedHashMap<>(vectors);
        changed.put(parameter, values.clone());
        return new RowLoss(definition, formula, parameters, changed, kernel.isForManyRows());
    }

    /**
     * The same loss for work on so many rows altogether, in calls that may be short, such as the passes of a fit. From 20,000
     * rows on it computes by vectors where the JVM has the module {@code jdk.incubator.vector}.
     */
    public RowLoss forRows(long rows) {
        return rows < MANY_ROWS ? this : new RowLoss(definition, formula, parameters, vectors, true);
    }

    public double sum(Columns score, Columns target, double @Nullable [] weight, int from, int to) {
        return kernel.run(Wanted.VALUE, inputs(score, target, weight), null, null, null, from, to);
    }

    /** {@link #sum(Columns, Columns, double[], int, int)} of planar arrays. */
    public double sum(double[][] score, double[][] target, double @Nullable [] weight, int from, int to) {
        return sum(Columns.planar(score), Columns.planar(target), weight, from, to);
    }

    /** Writes each row's value, unweighted. */
    public void values(Columns score, Columns target, double[] value, int from, int to) {
        kernel.run(Wanted.VALUE, inputs(score, target, null), value, null, null, from, to);
    }

    /** {@link #values(Columns, Columns, double[], int, int)} of planar arrays. */
    public void values(double[][] score, double[][] target, double[] value, int from, int to) {
        values(Columns.planar(score), Columns.planar(target), value, from, to);
    }

    /** Writes the weighted gradients, a column for every score. */
    public double sumGradient(
            Columns score, Columns target, double @Nullable [] weight, Columns gradient, int from, int to) {
        return kernel.run(Wanted.GRADIENT, inputs(score, target, weight), null, gradient, null, from, to);
    }

    /** {@link #sumGradient(Columns, Columns, double[], Columns, int, int)} of planar arrays. */
    public double sumGradient(
            double[][] score, double[][] target, double @Nullable [] weight, double[][] gradient, int from, int to) {
        return sumGradient(Columns.planar(score), Columns.planar(target), weight, Columns.planar(gradient), from, to);
    }

    /** Writes the weighted gradients and second derivatives by each score, a column for every score. */
    public double sumGradientHessian(
            Columns score,
            Columns target,
            double @Nullable [] weight,
            Columns gradient,
            Columns hessianDiagonal,
            int from,
            int to) {
        return kernel.run(Wanted.DIAGONAL, inputs(score, target, weight), null, gradient, hessianDiagonal, from, to);
    }

    /** {@link #sumGradientHessian(Columns, Columns, double[], Columns, Columns, int, int)} of planar arrays. */
    public double sumGradientHessian(
            double[][] score,
            double[][] target,
            double @Nullable [] weight,
            double[][] gradient,
            double[][] hessianDiagonal,
            int from,
            int to) {
        return sumGradientHessian(
                Columns.planar(score),
                Columns.planar(target),
                weight,
                Columns.planar(gradient),
                Columns.planar(hessianDiagonal),
                from,
                to);
    }

    /** Writes each row's weighted value, gradients and second derivatives. */
    public double all(
            Columns score,
            Columns target,
            double @Nullable [] weight,
            double[] value,
            Columns gradient,
            Columns hessianDiagonal,
            int from,
            int to) {
        return kernel.run(Wanted.DIAGONAL, inputs(score, target, weight), value, gradient, hessianDiagonal, from, to);
    }

    /**
     * The exact Hessian of each row: {@code hessian[i - from][a][b]} is the second derivative by the scores a and b.
     */
    public double[][][] hessians(Columns score, Columns target, double @Nullable [] weight, int from, int to) {
        return kernel.hessians(inputs(score, target, weight), from, to);
    }

    /**
     * Value, gradient and second derivatives of one row, correct to a few ulps even where a kernel cannot be, such as next to
     * a root of the gradient. For looking at single rows: it takes up to milliseconds.
     */
    public RowEvaluation evaluate(double[] score, double[] target) {
        return RowRefinement.evaluate(this, score, target);
    }

    RowInputs inputs(Columns score, Columns target, double @Nullable [] weight) {
        Map<String, Integer> widths = formula.signature().widths(score.columns(), target.columns());
        return new RowInputs(
                score, target, weight, specialised.parameters(), vectorValues(widths), widths, classes(widths));
    }

    /** The formula that is computed: parameters that are small whole numbers are written into it, which makes terms vanish. */
    public RowFormula specialisedFormula() {
        return specialised.formula();
    }

    private int classes(Map<String, Integer> widths) {
        return definition.targetDomain() == RowTargetDomain.CLASS
                ? widths.values().iterator().next() + definition.extraClasses()
                : 0;
    }

    /** The parameters that are vectors and were given, in the order of the signature. */
    double[][] vectorValues(Map<String, Integer> widths) {
        List<Signature.Block> blocks = specialised.formula().signature().parameters();
        double[][] values = new double[blocks.size()][];
        for (int i = 0; i < values.length; i++) {
            Signature.Block block = blocks.get(i);
            values[i] = Objects.requireNonNull(vectors.get(block.name()));
            int width = block.columns(widths);
            if (values[i].length != width) {
                throw new InputException("loss " + name() + ": " + block.name() + " has " + values[i].length
                        + " numbers, and there are " + width + " scores");
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return spec();
    }
}
