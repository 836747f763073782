package org.lossmith.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.penalty.L1;
import org.lossmith.penalty.L2;
import org.lossmith.penalty.Penalty;

/**
 * One problem that we and the peers solve: the mean loss plus a penalty on the coefficients of standardised columns, for
 * each lambda. It is the JSON beside the data that every runner reads.
 *
 * @param x the start of the names of the files with the matrix
 * @param y the file with the targets
 * @param penalty none, l1 or l2
 * @param lambdas from the largest to the smallest; a single 0 without a penalty
 * @param equal a fit counts if no objective is further above the best that is known than this, relative to it
 * @param goal the most that our time may be of the fastest peer's, or NaN where no share was set
 */
record FitProblem(
        String name,
        String x,
        String y,
        int rows,
        int columns,
        boolean sparse,
        String loss,
        String penalty,
        double[] lambdas,
        double equal,
        double goal) {

    List<Penalty> penalties() {
        return Arrays.stream(lambdas).mapToObj(this::penalty).toList();
    }

    private Penalty penalty(double lambda) {
        return switch (penalty) {
            case "none" -> Penalty.none();
            case "l1" -> new L1(lambda);
            case "l2" -> new L2(lambda);
            default -> throw new IllegalStateException("no penalty " + penalty);
        };
    }

    FitProblem withLoss(String changed) {
        return new FitProblem(name, x, y, rows, columns, sparse, changed, penalty, lambdas, equal, goal);
    }

    static Path file(Path folder, String name) {
        return folder.resolve(name + ".json");
    }

    void write(Path folder) throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("x", x);
        tree.put("y", y);
        tree.put("rows", rows);
        tree.put("columns", columns);
        tree.put("sparse", sparse);
        tree.put("loss", loss);
        tree.put("penalty", penalty);
        tree.put("lambdas", Arrays.stream(lambdas).boxed().toList());
        tree.put("equal", equal);
        if (!Double.isNaN(goal)) {
            tree.put("goal", goal);
        }
        Files.writeString(file(folder, name), JSON.std.asString(tree) + "\n");
    }

    static FitProblem read(Path folder, String name) throws IOException {
        Map<String, Object> tree = JSON.std.mapFrom(Files.readString(file(folder, name)));
        return new FitProblem(
                name,
                (String) tree.get("x"),
                (String) tree.get("y"),
                ((Number) tree.get("rows")).intValue(),
                ((Number) tree.get("columns")).intValue(),
                (Boolean) tree.get("sparse"),
                (String) tree.get("loss"),
                (String) tree.get("penalty"),
                ((List<?>) tree.get("lambdas"))
                        .stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray(),
                ((Number) tree.get("equal")).doubleValue(),
                tree.get("goal") instanceof Number number ? number.doubleValue() : Double.NaN);
    }
}
