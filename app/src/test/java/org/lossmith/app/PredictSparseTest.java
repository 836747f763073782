package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.app.text.Figures;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.model.LinearScore;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelFile;

/** Predictions of models whose inputs are kept sparse: libsvm files, categories of many levels. */
class PredictSparseTest extends TrainedInAFolder {
    /** The spam file: scores to the bit those of the fit, in several chunks, and the labels' loss that of the training. */
    @Test
    void libsvm_trainedAndPredicted_isTheFitItself() {
        String spam = "../examples/data/spam.libsvm.gz";
        train(spam, "label", "--loss", "bce", "--penalty", "l1:lambda=0.02");
        Cli cli = predict(Path.of(spam), "--columns", "score,prediction");
        assertThat(cli.status()).as(cli.err()).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("row,score,prediction");
        try (Dataset data = TableSource.read(ReadRequest.of(Path.of(spam), "label"))) {
            Model read = ModelFile.read(model);
            double[] coefficients = read.scores().get(0).coefficients();
            double intercept = read.scores().get(0).intercept();
            assertThat(lines).hasSize(data.used() + 1);
            double sum = 0;
            for (int row = 0; row < data.used(); row++) {
                double score = intercept + data.x().dot(row, coefficients);
                String label = data.labels().get(score >= 0 ? 1 : 0);
                assertThat(lines.get(row + 1)).isEqualTo((row + 1) + "," + Figures.exact(score) + "," + label);
                sum += Math.log1p(Math.exp(data.targets().get(row) == 1 ? -score : score));
            }
            assertThat(cli.err()).contains("mean loss " + Figures.significant(sum / data.used(), 6));
        }
    }

    @Test
    void libsvm_otherIndexes_areCountedOrMeanNothing() throws IOException {
        Path data = file("a.svm", "1 1:1 2:2\n2 1:2\n3 1:3 3:1\n4 1:4 2:1 3:2\n5 2:3\n");
        train(data.toString(), "label", "--loss", "mse", "--penalty", "l2:lambda=0.1");
        Path other = file("b.svm", "1 0:9 1:1 17:1\n# nothing\n7\n2 1:2 99:3\n3 1:2\n");
        Cli cli = predict(other, "--columns", "score");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).contains("index: 2 rows with a value unseen in training (such as \"0\");");
        LinearScore score = ModelFile.read(model).scores().get(0);
        double one = score.intercept() + score.coefficients()[0];
        double two = score.intercept() + 2 * score.coefficients()[0];
        assertThat(cli.out().lines())
                .containsExactly(
                        "row,score",
                        "1," + Figures.exact(one),
                        "2," + Figures.exact(score.intercept()),
                        "3," + Figures.exact(two),
                        "4," + Figures.exact(two));
    }

    @Test
    void libsvm_thatCannotBePredicted_saysWhyBeforeTheFirstRow() throws IOException {
        Path data = file("a.svm", "1 1:1 2:2\n0 1:2\n1 1:3 3:1\n0 1:4 2:1 3:2\n1 2:3\n");
        train(data.toString(), "label", "--loss", "bce", "--penalty", "l2:lambda=0.1");
        Path broken = file("broken.svm", "1 1:1\n".repeat(5000) + "1 2:x\n");
        assertThat(predict(broken).err()).contains("broken.svm line 5001: index 2: \"x\" is not a finite number");
        assertThat(predict(broken).out()).isEmpty();
        assertThat(predict(data, "--id", "label").err()).contains("--id cannot be used with");
        assertThat(predict(data, "--where", "f1 > 1").err()).contains("--where cannot be used with");
        train(PENGUINS, "sex", "--loss", "bce", "--features", "bill_length_mm");
        assertThat(predict(data).err())
                .contains("whose inputs are numbered, and the model was trained with the column \"bill_length_mm\"");
    }

    /** More levels than a list is searched for; each has the mean of its rows. */
    @Test
    void manyLevels_areKeptSparseAndPredicted() throws IOException {
        int levels = 3000;
        StringBuilder text = new StringBuilder("shop,y\n");
        for (int row = 0; row < 4 * levels; row++) {
            int shop = row % levels;
            text.append("s")
                    .append(shop)
                    .append(',')
                    .append(shop % 7 + (row / levels % 2 == 0 ? 1 : -1))
                    .append('\n');
        }
        text.append("s0,0\n");
        Path data = file("shops.csv", text.toString());
        Cli cli = Cli.run(
                "train",
                data.toString(),
                "--target",
                "y",
                "--loss",
                "mse",
                "--penalty",
                "l2:lambda=1e-9",
                "--levels",
                "5000",
                "-o",
                model.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("from 2,999 inputs", "sparse inputs are scaled, not centred");
        Path other = file("other.csv", "shop\ns17\nnew\n\ns2999\n");
        Cli found = predict(other, "--columns", "prediction");
        assertThat(found.status()).as(found.err()).isZero();
        assertThat(found.err()).contains("shop: 1 row with a value unseen in training (such as \"new\")");
        List<Double> predicted = found.out()
                .lines()
                .skip(1)
                .map(line -> Double.valueOf(line.substring(line.indexOf(',') + 1)))
                .toList();
        // Each shop's own mean: two rows above and two below its number modulo 7.
        assertThat(predicted.get(0)).isCloseTo(17 % 7, within(1e-3));
        assertThat(predicted.get(predicted.size() - 1)).isCloseTo(2999 % 7, within(1e-3));
        Cli few = Cli.run(
                "train", data.toString(), "--target", "y", "--loss", "mse", "--levels", "2", "-o", model.toString());
        assertThat(few.out().replaceAll("\\s+", " ")).contains("from 2 inputs", "shop=(other)");
        assertThat(Cli.run("train", data.toString(), "--target", "y", "--loss", "mse", "--levels", "1")
                        .err())
                .contains("--levels 1: of a category at least 2 levels");
    }
}
