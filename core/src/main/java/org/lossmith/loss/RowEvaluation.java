package org.lossmith.loss;

/**
 * What a loss of several scores gives for one row. Immutable by convention: the arrays belong to the caller.
 *
 * @param gradient dL/dscore, in the order of the scores
 * @param hessianDiagonal the second derivative by each score
 */
public record RowEvaluation(double value, double[] gradient, double[] hessianDiagonal) {}
