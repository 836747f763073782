package org.lossmith.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.loss.Losses;

/** Grams of penguins, which a scale for errors of size 1 takes for gross errors nearly all. */
class LostRowsTest {
    private static final ReadRequest PENGUINS =
            ReadRequest.of(Path.of("..", "examples", "data", "penguins.csv"), "body_mass_g");

    private static List<Notice> warnings(ModelLoss loss) {
        return Train.run(TrainRequest.of(PENGUINS, loss), stage -> {}).warnings().stream()
                .filter(notice -> notice.code().equals("most-rows-lost"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tukey", "cauchy", "welsch", "student-t"})
    void defaultScaleInGrams_isWarnedOf_andTheScaleGivenIsNot(String spec) {
        List<Notice> found = warnings(ModelLoss.parse(spec));
        assertThat(found).hasSize(1);
        String message = found.get(0).message();
        Matcher remedy = Pattern.compile("--loss (\\S+)$").matcher(message);
        assertThat(remedy.find()).as(message).isTrue();
        assertThat(warnings(ModelLoss.parse(remedy.group(1)))).isEmpty();
    }

    /** The share counted anew, the spread from the residuals of another fit. */
    @Test
    void warning_hasTheFigures() {
        String message = warnings(ModelLoss.parse("tukey:c=4.685")).get(0).message();
        try (Dataset data = TableSource.read(PENGUINS)) {
            FitResult fit = new Fitter(FitRequest.of(Losses.parse("tukey"))).fit(data.x(), data.target());
            double[] score = fit.scores(data.x());
            long beyond = IntStream.range(0, data.used())
                    .filter(row -> Math.abs(score[row] - data.target()[row]) > 4.685)
                    .count();
            assertThat(message).contains(Math.round(100.0 * beyond / data.used()) + "% do not pull at all");
            double[] middle = new Fitter(FitRequest.of(Losses.parse("absolute-error")))
                    .fit(data.x(), data.target())
                    .scores(data.x());
            double[] size = IntStream.range(0, data.used())
                    .mapToDouble(row -> Math.abs(middle[row] - data.target()[row]))
                    .sorted()
                    .toArray();
            Matcher remedy = Pattern.compile("tukey:c=([0-9.]+)$").matcher(message);
            assertThat(remedy.find()).isTrue();
            double wanted = 4.685 * 1.4826 * size[size.length / 2];
            assertThat(Double.parseDouble(remedy.group(1))).isCloseTo(wanted, within(0.005 * wanted));
        }
    }

    @Test
    void otherLosses_areNotWarnedOf() {
        assertThat(warnings(ModelLoss.parse("huber:delta=1"))).isEmpty();
        assertThat(warnings(ModelLoss.parse("absolute-error"))).isEmpty();
    }

    /** A formula has no scale that could be named, but the spread can. */
    @Test
    void formula_isWarnedOfWithTheSpreadAlone() {
        ModelLoss written = ModelLoss.written("c^2/2*(1 - exp(-((z - y)/c)^2))", java.util.Map.of("c", 2.0));
        assertThat(warnings(written))
                .singleElement()
                .satisfies(notice -> assertThat(notice.message())
                        .endsWith("times the median of their sizes): give the loss a scale that suits it"));
    }
}
