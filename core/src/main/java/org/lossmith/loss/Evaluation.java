package org.lossmith.loss;

/** What a loss gives at one score and target: its value, dL/dscore and the second derivative. */
public record Evaluation(double value, double gradient, double hessian) {}
