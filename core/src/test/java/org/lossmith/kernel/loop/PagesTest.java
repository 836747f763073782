package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.lowering.VectorLowering;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** Loops that go page by page and read ahead. The oracle is Huber's loss as a person writes it. */
final class PagesTest {
    private static final Loss HUBER = Losses.parse("huber:delta=1");
    private static final int OFFSET = 3;

    private static double value(double error) {
        double size = Math.abs(error);
        return size <= 1 ? error * error / 2 : size - 0.5;
    }

    private static double gradient(double error) {
        return Math.max(-1, Math.min(1, error));
    }

    /** Numbers with few digits, whose differences are exact in float. */
    private static double[] numbers(int length, int seed) {
        return new Random(seed)
                .ints(length, -3 * 1024, 3 * 1024)
                .mapToDouble(number -> number / 1024.0)
                .toArray();
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** Rows about the borders of pages (512 doubles, 1,024 floats) and of the calls of a loop, from a row that begins no vector. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                -1, 0, 1, 15, 16, 17, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 1535, 1536, 1537, 2047, 2048,
                2049, 8191, 8192, 8193, 65_535, 65_536, 65_537
            })
    void lengthsAboutPages_areRight(int more) {
        int rows = Pages.FROM_MEMORY + more;
        double[] score = numbers(OFFSET + rows, 1);
        double[] target = numbers(OFFSET + rows, 2);
        double[] weight = new Random(3).doubles(OFFSET + rows, 0, 2).toArray();
        Loss many = HUBER.forRows(rows);
        double[] plain = new double[OFFSET + rows];
        double[] weighted = new double[OFFSET + rows];
        float[] single = new float[OFFSET + rows];
        float[] converted = new float[OFFSET + rows];
        double sum = many.sumGradient(score, target, null, plain, OFFSET, OFFSET + rows);
        double weightedSum = many.sumGradient(score, target, weight, weighted, OFFSET, OFFSET + rows);
        double floatSum = many.sumGradient(floats(score), floats(target), null, single, OFFSET, OFFSET + rows);
        double convertedSum = many.withFloatsInDouble()
                .sumGradient(floats(score), floats(target), null, converted, OFFSET, OFFSET + rows);
        double wanted = 0;
        double wantedWeighted = 0;
        for (int i = OFFSET; i < OFFSET + rows; i++) {
            double error = score[i] - target[i];
            assertThat(plain[i]).isEqualTo(gradient(error));
            assertThat(weighted[i]).isEqualTo(weight[i] * gradient(error));
            assertThat((double) single[i]).isEqualTo(gradient(error));
            assertThat((double) converted[i]).isEqualTo(gradient(error));
            wanted += value(error);
            wantedWeighted += weight[i] * value(error);
        }
        assertThat(Arrays.copyOf(plain, OFFSET)).containsOnly(0);
        assertThat(sum).isCloseTo(wanted, within(1e-13 * wanted));
        assertThat(convertedSum).isCloseTo(wanted, within(1e-13 * wanted));
        assertThat(weightedSum).isCloseTo(wantedWeighted, within(1e-13 * wantedWeighted));
        assertThat(floatSum).isCloseTo(wanted, within(6e-8 * wanted));
    }

    /** Of a loss of two stages; in calls on fewer rows it has other blocks, and a row's results may not depend on them. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 7, 255, 256, 257, 511, 513, 8191, 8193})
    void blocksOfRowsFromMemory_changeNoRow(int more) {
        int rows = Pages.FROM_MEMORY + more;
        double[] score = numbers(OFFSET + rows, 1);
        double[] target = new Random(2).doubles(OFFSET + rows).toArray();
        Loss bce = Losses.parse("bce").forRows(rows);
        double[] gradient = new double[OFFSET + rows];
        double[] inPieces = new double[OFFSET + rows];
        double sum = bce.sumGradient(score, target, null, gradient, OFFSET, OFFSET + rows);
        double[] value = new double[OFFSET + rows];
        int piece = 10_000;
        for (int from = OFFSET; from < OFFSET + rows; from += piece) {
            int to = Math.min(from + piece, OFFSET + rows);
            bce.sumGradient(score, target, null, inPieces, from, to);
            bce.values(score, target, value, from, to);
        }
        assertThat(gradient).isEqualTo(inPieces);
        double exact = Arrays.stream(value, OFFSET, OFFSET + rows)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        assertThat(sum).isCloseTo(exact, within(1e-15 * exact));
    }

    /** On one side of the kink; the oracle adds exactly. Adding up lane by lane to the end loses 2.8e-15. */
    @Test
    void sumOfManyRows_losesFewUlps() {
        int rows = 5_000_003;
        double[] score = new Random(4).doubles(rows, 2, 9).toArray();
        BigDecimal exact = BigDecimal.ZERO;
        for (double error : score) {
            exact = exact.add(new BigDecimal(error - 0.5));
        }
        double sum = HUBER.forRows(rows).sumGradient(score, new double[rows], null, new double[rows], 0, rows);
        assertThat(sum).isCloseTo(exact.doubleValue(), within(1e-15 * exact.doubleValue()));
    }

    @ParameterizedTest
    @CsvSource({"131071, DOUBLE, 1073741824", "131072, DOUBLE, 512", "131072, FLOAT, 1024", "0, FLOAT, 1073741824"})
    void pages_areTakenWhereRowsAreMany(int rows, Element element, int page) {
        assertThat(Pages.rows(element, rows)).isEqualTo(page);
    }

    /** What is read ahead is added up, so a NaN anywhere outside the rows would show, and a 1 in them is counted. */
    @ParameterizedTest
    @EnumSource
    void readingAhead_staysWithinTheRows(Element arithmetic) {
        int lanes = VectorModule.lanes(arithmetic);
        int page = 4 * lanes;
        for (int count = 0; count <= 20 * lanes; count += lanes) {
            int[] offsets = {5, 9, 2, 7, 0, 0};
            Object[] arrays = {
                ones(arithmetic, offsets[0], count),
                ones(arithmetic, offsets[1], count),
                null,
                arithmetic.newArray(offsets[3] + count),
                arithmetic.newArray(FloatSums.size(arithmetic, lanes) + 1),
                null
            };
            run(arithmetic, arrays, offsets, count, page);
            int pages = count == 0 ? 0 : 1 + (count - 2 * lanes + page - 1) / page;
            double read = Element.get(arrays[4], Element.length(arrays[4]) - 1);
            assertThat(read).as("%s, %d rows", arithmetic, count).isEqualTo(2 * pages);
        }
    }

    /** Ones from the offset on, before and after them NaN. */
    private static Object ones(Element element, int offset, int count) {
        Object array = element.newArray(offset + count + 100_000);
        for (int i = 0; i < Element.length(array); i++) {
            Element.set(array, i, i >= offset && i < offset + count ? 1 : Double.NaN);
        }
        return array;
    }

    private static void run(Element arithmetic, Object[] arrays, int[] offsets, int count, int page) {
        Formula formula = HUBER.formula();
        Program program = ProgramBuilder.build(
                List.of(formula.stableValue(), formula.stableGradient()), List.of("delta"), arithmetic);
        LoopForm doubles = LoopForm.of(Outputs.GRADIENT, false, Element.DOUBLE);
        LoopForm form = arithmetic == Element.FLOAT ? doubles.inFloats() : doubles;
        List<Stage> stages = LoopCompiler.vector(program, form).stages();
        assertThat(stages).hasSize(1);
        Program lowered =
                StagePlan.of(VectorLowering.lower(program, arithmetic), form).program();
        double[] sums = new double[VectorModule.lanes(arithmetic)];
        stages.get(0).run(arrays, offsets, Invariants.of(lowered, new double[] {1}), sums, count, page);
    }

    @Test
    void readingAhead_endsWithTheArrays() {
        int lanes = VectorModule.lanes();
        for (int count = 0; count <= 12 * lanes; count += lanes) {
            double[] score = numbers(count, 1);
            double[] target = numbers(count, 2);
            double[] found = new double[count];
            run(
                    Element.DOUBLE,
                    new Object[] {score, target, null, found, new double[1], null},
                    new int[6],
                    count,
                    2 * lanes);
            for (int i = 0; i < count; i++) {
                assertThat(found[i]).isEqualTo(gradient(score[i] - target[i]));
            }
        }
    }
}
