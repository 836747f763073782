package org.lossmith.loss;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.Kernel;
import org.lossmith.kernel.exact.AccurateEvaluation;

/**
 * A loss of one score and one target per row: its value, gradient and Hessian with respect to the score. Immutable.
 *
 * <p>Array methods work on the rows {@code from <= i < to} of every array, write only into the arrays named as outputs, and
 * multiply value, gradient and Hessian by {@code weight[i]} when weights are given; a row of weight 0 counts as absent. They
 * return the sum of the weighted values. NaN passes through.
 */
public final class Loss implements AnyLoss {
    /** Vector loops are slow until they are compiled; below this they may not pay for it. Chosen, not measured. */
    private static final long MANY_ROWS = 50_000;

    private final Definition definition;
    private final Formula formula;
    private final ParameterSet parameters;
    private final double[] parameterArray;
    private final Kernel kernel;
    private final boolean precise;

    private Loss(Definition definition, Formula formula, ParameterSet parameters, Kernel kernel, boolean precise) {
        this.definition = definition;
        this.formula = formula;
        this.parameters = parameters;
        this.parameterArray = parameters.array();
        this.kernel = kernel;
        this.precise = precise;
    }

    private Loss(Definition definition, Formula formula, ParameterSet parameters) {
        this(
                definition,
                formula,
                parameters,
                Kernel.of(formula, List.copyOf(parameters.values().keySet())),
                false);
    }

    static Loss of(Definition definition) {
        return new Loss(
                definition, Formula.parse(definition.entry().formula()), ParameterSet.defaults(definition.entry()));
    }

    static Loss of(Definition definition, Formula formula, Map<String, Double> values) {
        return new Loss(definition, formula, ParameterSet.of(definition.entry(), values));
    }

    @Override
    public LossEntry entry() {
        return definition.entry();
    }

    @Override
    public String spec() {
        String text = parameters.text();
        return text.isEmpty() ? name() : name() + ":" + text;
    }

    /**
     * How many ulps value, gradient and Hessian may be off, away from roots: 4. Tested for every loss of the catalogue; a wish for a formula of your own.
     */
    public double errorBound() {
        return definition.errorBound();
    }

    /** The same for many rows by vectors; 8 for a formula of your own. */
    public double vectorErrorBound() {
        return definition.vectorErrorBound();
    }

    /**
     * What more is known of its accuracy, else an empty text: where targets may lie between two labels, that {@link #errorBound} is in
     * ulps of the larger side there; for others, the largest error that was seen in thousands of points besides those of the build.
     */
    public String conditioning() {
        return definition.conditioning();
    }

    /** Whether its error bounds count, for a target between two labels, in ulps of the larger of the two sides that cancel there. */
    boolean softLabelsByLargerSide() {
        return definition.softLabelsByLargerSide();
    }

    /** Whether this is computed in double-double arithmetic. */
    boolean isPrecise() {
        return precise;
    }

    public Formula formula() {
        return formula;
    }

    @Override
    public Map<String, Double> parameters() {
        return parameters.values();
    }

    @Override
    public Loss with(String parameter, double value) {
        return new Loss(definition, formula, parameters.with(parameter, value, List.of()), kernel, precise);
    }

    /**
     * The same loss for work on so many rows altogether, in calls that may be short, such as the passes of a fit. From 50,000
     * rows on it computes by vectors where the JVM has the module {@code jdk.incubator.vector}.
     */
    public Loss forRows(long rows) {
        boolean few = rows < MANY_ROWS || precise;
        return few ? this : new Loss(definition, formula, parameters, kernel.forManyRows(), false);
    }

    /**
     * The same loss computed in double-double arithmetic (two doubles a number, about 31 digits), and with decimal digits where
     * even those are not enough: the results are correct to an ulp wherever the formula is defined, at tens of microseconds a row. For
     * formulas that no stable form makes accurate; {@link Accuracy#isWithinBar} tells.
     */
    public Loss inDoubleDouble() {
        return new Loss(definition, formula, parameters, kernel.inDoubleDouble(), true);
    }

    /**
     * The same loss with arrays of floats always computed in double and rounded at the end: correct to an ulp of a float wherever a
     * double is, at half the speed or less. Arrays of doubles are not concerned.
     *
     * <p>Without this, many rows of floats ({@link #forRows}, or a call on 65,536 rows) are computed in float arithmetic where the
     * formula has such a form: within 4 ulps of a float for the losses of the catalogue, away from
     * roots, as long as no square or exponential on the way leaves the range of floats. Sums are double all the same.
     */
    public Loss withFloatsInDouble() {
        return new Loss(definition, formula, parameters, kernel.withFloatsInDouble(), precise);
    }

    public Link link() {
        return definition.link();
    }

    public TargetDomain targetDomain() {
        return definition.targetDomain();
    }

    public Properties properties() {
        return definition.properties().apply(new ParameterValues(parameters.values()));
    }

    public double value(double score, double target) {
        return kernel.sum(new double[] {score}, new double[] {target}, null, parameterArray, 0, 1);
    }

    /** dL/dscore; at a kink the midpoint of the subdifferential. */
    public double gradient(double score, double target) {
        double[] gradient = new double[1];
        kernel.gradient(new double[] {score}, new double[] {target}, null, parameterArray, gradient, 0, 1);
        return gradient[0];
    }

    /** The exact second derivative, 0 or negative where it is so. */
    public double hessian(double score, double target) {
        double[] hessian = new double[1];
        kernel.hessian(new double[] {score}, new double[] {target}, null, parameterArray, new double[1], hessian, 0, 1);
        return hessian[0];
    }

    /**
     * Value, gradient and Hessian at one point, correct to a few ulps even where a kernel cannot be, such as next to a root of
     * the gradient. For looking at single points: it takes microseconds, and milliseconds where it needs more digits.
     */
    public Evaluation evaluate(double score, double target) {
        double[] value = new double[1];
        double[] gradient = new double[1];
        double[] hessian = new double[1];
        all(new double[] {score}, new double[] {target}, null, value, gradient, hessian, 0, 1);
        if (precise) {
            return new Evaluation(value[0], gradient[0], hessian[0]);
        }
        return new Evaluation(
                AccurateEvaluation.refine(value[0], formula.stableValue(), score, target, parameters()),
                AccurateEvaluation.refine(gradient[0], formula.stableGradient(), score, target, parameters()),
                AccurateEvaluation.refine(hessian[0], formula.stableHessian(), score, target, parameters()));
    }

    /** Writes each row's value, unweighted. */
    public void values(double[] score, double[] target, double[] value, int from, int to) {
        kernel.values(score, target, null, parameterArray, value, from, to);
    }

    /** Writes each row's weighted value, gradient and Hessian. */
    public double all(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] value,
            double[] gradient,
            double[] hessian,
            int from,
            int to) {
        return kernel.all(score, target, weight, parameterArray, value, gradient, hessian, from, to);
    }

    public double sum(double[] score, double[] target, double @Nullable [] weight, int from, int to) {
        return kernel.sum(score, target, weight, parameterArray, from, to);
    }

    public double sumGradient(
            double[] score, double[] target, double @Nullable [] weight, double[] gradient, int from, int to) {
        return kernel.gradient(score, target, weight, parameterArray, gradient, from, to);
    }

    public double sumGradientHessian(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] gradient,
            double[] hessian,
            int from,
            int to) {
        return kernel.hessian(score, target, weight, parameterArray, gradient, hessian, from, to);
    }

    /** Writes each row's value, unweighted: what double arithmetic gives for these floats, rounded. */
    public void values(float[] score, float[] target, float[] value, int from, int to) {
        kernel.values(score, target, null, parameterArray, value, from, to);
    }

    /** As for doubles; what is written is rounded to float, the sum is not. */
    public double all(
            float[] score,
            float[] target,
            float @Nullable [] weight,
            float[] value,
            float[] gradient,
            float[] hessian,
            int from,
            int to) {
        return kernel.all(score, target, weight, parameterArray, value, gradient, hessian, from, to);
    }

    /** As for doubles; the sum is added up in double. */
    public double sum(float[] score, float[] target, float @Nullable [] weight, int from, int to) {
        return kernel.sum(score, target, weight, parameterArray, from, to);
    }

    /** As for doubles; what is written is rounded to float, the sum is not. */
    public double sumGradient(
            float[] score, float[] target, float @Nullable [] weight, float[] gradient, int from, int to) {
        return kernel.gradient(score, target, weight, parameterArray, gradient, from, to);
    }

    /** As for doubles; what is written is rounded to float, the sum is not. */
    public double sumGradientHessian(
            float[] score,
            float[] target,
            float @Nullable [] weight,
            float[] gradient,
            float[] hessian,
            int from,
            int to) {
        return kernel.hessian(score, target, weight, parameterArray, gradient, hessian, from, to);
    }

    @Override
    public String toString() {
        return spec();
    }
}
