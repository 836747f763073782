package org.lossmith.bench;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** PyTorch's own loss on the CPU, summed over the rows, forward and backward to the score, by way of DJL. */
final class TorchLoss implements AutoCloseable {
    /** Reduction 2 is the sum. */
    private static final Map<String, String> EXPRESSIONS = Map.of(
            "bce", "torch.binary_cross_entropy_with_logits(score, target, None, None, 2)",
            "huber", "torch.huber_loss(score, target, 2, 1.)");

    private final NDManager manager;
    private final Model model;
    private final NDArray score;
    private final NDArray target;

    TorchLoss(String loss, double[] score, double[] target, int threads) {
        this(loss, threads, new Shape(score.length), DataType.FLOAT64);
        this.score.set(DoubleBuffer.wrap(score));
        this.target.set(DoubleBuffer.wrap(target));
    }

    TorchLoss(String loss, float[] score, float[] target, int threads) {
        this(loss, threads, new Shape(score.length), DataType.FLOAT32);
        this.score.set(FloatBuffer.wrap(score));
        this.target.set(FloatBuffer.wrap(target));
    }

    private TorchLoss(String loss, int threads, Shape shape, DataType type) {
        String expression = EXPRESSIONS.get(loss);
        if (expression == null) {
            throw new IllegalArgumentException("PyTorch is measured for " + EXPRESSIONS.keySet() + ", got " + loss);
        }
        // Read once, when the engine is loaded.
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        manager = Engine.getEngine("PyTorch").newBaseManager();
        model = Model.newInstance(loss, "PyTorch");
        try {
            ((PtModel) model).load(new ByteArrayInputStream(TorchScript.archive(expression)), Map.of());
        } catch (IOException | MalformedModelException refused) {
            throw new UncheckedIOException("PyTorch refused the archive of " + loss, new IOException(refused));
        }
        score = manager.zeros(shape, type);
        target = manager.zeros(shape, type);
    }

    /** Value sum; the gradient is made and dropped, as in a step of training. */
    double forwardBackward() {
        try (NDManager step = manager.newSubManager()) {
            return forwardBackward(step).value();
        }
    }

    /** @param gradient belongs to the step's manager */
    record Step(double value, NDArray gradient) {}

    Step forwardBackward(NDManager step) {
        NDArray leaf = score.stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        NDList inputs = new NDList(leaf, target);
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray sum = model.getBlock()
                    .forward(new ParameterStore(step, false), inputs, true)
                    .singletonOrThrow();
            sum.attach(step);
            collector.backward(sum);
            NDArray gradient = leaf.getGradient();
            gradient.attach(step);
            double value = sum.getDataType() == DataType.FLOAT32 ? sum.getFloat() : sum.getDouble();
            return new Step(value, gradient);
        }
    }

    /** The step's gradient as doubles. */
    double[] gradient() {
        try (NDManager step = manager.newSubManager()) {
            return forwardBackward(step)
                    .gradient()
                    .toType(DataType.FLOAT64, true)
                    .toDoubleArray();
        }
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }
}
