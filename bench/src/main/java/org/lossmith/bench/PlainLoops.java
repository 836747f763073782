package org.lossmith.bench;

/** Value sum and gradient as people write them: a loop over the rows with calls of {@link Math}. */
final class PlainLoops {
    private PlainLoops() {}

    static double bce(double[] score, double[] target, double[] gradient, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double z = score[i];
            double y = target[i];
            sum += Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
            gradient[i] = 1 / (1 + Math.exp(-z)) - y;
        }
        return sum;
    }

    static double bce(float[] score, float[] target, float[] gradient, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            float z = score[i];
            float y = target[i];
            sum += Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
            gradient[i] = (float) (1 / (1 + Math.exp(-z)) - y);
        }
        return sum;
    }

    static double huber(double[] score, double[] target, double[] gradient, double delta, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double error = score[i] - target[i];
            if (Math.abs(error) <= delta) {
                sum += error * error / 2;
                gradient[i] = error;
            } else {
                sum += delta * (Math.abs(error) - delta / 2);
                gradient[i] = delta * Math.signum(error);
            }
        }
        return sum;
    }

    static double huber(float[] score, float[] target, float[] gradient, float delta, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            float error = score[i] - target[i];
            if (Math.abs(error) <= delta) {
                sum += error * error / 2;
                gradient[i] = error;
            } else {
                sum += delta * (Math.abs(error) - delta / 2);
                gradient[i] = delta * Math.signum(error);
            }
        }
        return sum;
    }
}
