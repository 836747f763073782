package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lossmith.formula.*;

class RowAccuracyTest {
    @Test
    void explore() {
        for (String spec : new String[] {"softmax", "softmax:label_smoothing=0.1", "softmax-focal", "soft-softmax", "kl-divergence", "gaussian-mixture", "logistic-mixture", "laplace-mixture", "gaussian-mixture-fixed", "beta-elbo", "poly-1", "generalised-cross-entropy", "symmetric-cross-entropy", "multi-label-bce", "cosine", "ordinal", "gaussian-nll", "laplace-nll", "student-t-nll", "zero-inflated-poisson", "weibull-survival","log-normal-survival", "multiclass-hinge"}) {
            RowLoss loss = RowLosses.parse(spec);
            Signature s = loss.formula().signature();
            Map<String, Integer> widths = Map.of("k", 3, "d", 2, "l", 2);
            Random random = new Random(3);
            double[] worst = new double[3];
            String[] where = new String[3];
            double worstEval = 0;
            for (int trial = 0; trial < 40; trial++) {
                double scale = Math.pow(10, (trial % 7) - 2);
                double[] scores = new double[s.scoreColumns(widths)];
                for (int i = 0; i < scores.length; i++) scores[i] = trial % 5 == 0 ? scale : trial % 5 == 1 ? (i == 0 ? scale : 0.1 * i) : random.nextGaussian() * scale;
                int at = 0;
                for (var b : s.scores()) for (int i = 0; i < b.columns(widths); i++, at++) if (b.name().startsWith("log_")) scores[at] = random.nextGaussian()*2;
                if (spec.equals("ordinal")) { java.util.Arrays.sort(scores, 1, 4); scores[2] += 0.1*scale; scores[3] += 0.3*scale; }
                double[] targets = new double[s.targetColumns(widths)];
                for (int i = 0; i < targets.length; i++) targets[i] = switch (loss.targetDomain()) { case CLASS -> random.nextInt(3); case UNIT_INTERVAL -> trial % 2 == 0 ? i % 2 : random.nextDouble(); case REAL -> random.nextGaussian() * 3; case NON_NEGATIVE -> trial % 3; case TIME_AND_EVENT -> i == 0 ? 1 + random.nextDouble() : trial % 2; };
                RowPoint p = new RowPoint(scores, targets);
                Map<String, Double> values = new HashMap<>(loss.parameters());
                List<String> names = new ArrayList<>();
                for (var b : s.scores()) names(b, widths, names);
                for (int i = 0; i < scores.length; i++) values.put(names.get(i), scores[i]);
                names.clear();
                for (var b : s.targets()) names(b, widths, names);
                for (int i = 0; i < targets.length; i++) values.put(names.get(i), targets[i]);
                names.clear();
                for (var b : s.parameters()) names(b, widths, names);
                for (String n : names) values.put(n, 1.0);
                RowEvaluation e = loss.evaluate(scores, targets);
                worst[0] = check(p.value(loss), loss.specialisedFormula().stableValue(), null, widths, values, worst[0], where, 0, p, -1);
                double[] g = p.gradient(loss), h = p.diagonal(loss);
                at = 0;
                for (var b : s.scores()) for (int i = 0; i < b.columns(widths); i++, at++) {
                    worst[1] = check(g[at], loss.specialisedFormula().stableGradient(b), b, widths, values, worst[1], where, 1, p, i);
                    worst[2] = check(h[at], loss.specialisedFormula().stableHessianDiagonal(b), b, widths, values, worst[2], where, 2, p, i);
                    worstEval = check(e.gradient()[at], loss.specialisedFormula().stableGradient(b), b, widths, values, worstEval, new String[3], 1, p, i);
                }
            }
            System.out.printf("%-28s %.1e %.1e %.1e eval %.1e  %s | %s%n", spec, worst[0], worst[1], worst[2], worstEval, where[0], where[1]);
        }
    }
    static double check(double got, Expr stable, Signature.Block b, Map<String,Integer> widths, Map<String,Double> values, double worst, String[] where, int n, RowPoint p, int i) {
        Expr e = b == null || b.dimension() == null ? Unrolling.number(stable, widths) : Unrolling.elements(stable, b.dimension(), widths).get(i);
        double exact;
        try { exact = Reference.evaluate(e, values, 60).doubleValue(); } catch (ArithmeticException x) { return worst; }
        if (Math.abs(exact) < 1e-300 && Math.abs(got) < 1e-300) return worst;
        double rel = Math.abs(got - exact) / Math.abs(exact);
        if (Double.isNaN(rel)) rel = got == exact ? 0 : 1e99;
        if (rel > worst) { where[n] = got + " for " + exact + " at " + java.util.Arrays.toString(p.scores()) + java.util.Arrays.toString(p.targets()) + (b == null ? "" : b.name() + i); return rel; }
        return worst;
    }
    static void names(Signature.Block b, Map<String,Integer> w, List<String> names) {
        if (b.dimension() == null) names.add(b.name()); else for (int i = 0; i < w.get(b.dimension()); i++) names.add(b.name() + "[" + i + "]");
    }
}
