package org.lossmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.lossmith.loss.TargetDomain;

/** PyTorch computes the same sums and gradients as a plain loop: the benchmark compares like with like. */
class TorchLossTest {
    private static final int ROWS = 1000;

    private final double[] score = Inputs.scores(ROWS, 1);
    private final double[] target = Inputs.targets(ROWS, TargetDomain.UNIT_INTERVAL);
    private final double[] gradient = new double[ROWS];

    @Test
    void bce_agreesWithPlainLoop() {
        double sum = PlainLoops.bce(score, target, gradient, 0, ROWS);
        try (TorchLoss torch = new TorchLoss("bce", score, target, 1)) {
            assertThat(torch.forwardBackward()).isCloseTo(sum, offset(1e-10 * sum));
            assertThat(torch.gradient()).containsExactly(gradient, offset(1e-14));
        }
    }

    @Test
    void huber_agreesWithPlainLoop() {
        double sum = PlainLoops.huber(score, target, gradient, 1, 0, ROWS);
        try (TorchLoss torch = new TorchLoss("huber", score, target, 1)) {
            assertThat(torch.forwardBackward()).isCloseTo(sum, offset(1e-10 * sum));
            assertThat(torch.gradient()).containsExactly(gradient, offset(1e-14));
        }
    }

    @Test
    void floats_staySingle() {
        double sum = PlainLoops.bce(score, target, gradient, 0, ROWS);
        try (TorchLoss torch = new TorchLoss("bce", Inputs.floats(score), Inputs.floats(target), 1)) {
            assertThat(torch.forwardBackward()).isCloseTo(sum, offset(1e-5 * sum));
            assertThat(torch.gradient()).containsExactly(gradient, offset(1e-6));
        }
    }
}
