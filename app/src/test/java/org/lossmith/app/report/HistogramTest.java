package org.lossmith.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.compare.Comparison.Bin;

class HistogramTest {
    private static final List<Bin> BINS = List.of(new Bin(0, 1, 50), new Bin(1, 3, 0), new Bin(3, 7, 50));

    @Test
    void quantile_insideABin_isInterpolated() {
        assertThat(Histogram.quantile(BINS, 0.25)).isEqualTo(0.5);
        assertThat(Histogram.quantile(BINS, 0.5)).isEqualTo(1);
        assertThat(Histogram.quantile(BINS, 0.75)).isEqualTo(5);
        assertThat(Histogram.quantile(BINS, 1)).isEqualTo(7);
    }

    @Test
    void quantile_ofNothing_isNotANumber() {
        assertThat(Histogram.quantile(List.of(), 0.5)).isNaN();
        assertThat(Histogram.quantile(List.of(new Bin(0, 1, 0)), 0.5)).isNaN();
    }

    @Test
    void shareBeyond_cutsTheBin() {
        assertThat(Histogram.shareBeyond(BINS, -1)).isEqualTo(1);
        assertThat(Histogram.shareBeyond(BINS, 2)).isEqualTo(0.5);
        assertThat(Histogram.shareBeyond(BINS, 6)).isEqualTo(0.125);
        assertThat(Histogram.shareBeyond(BINS, 7)).isZero();
        assertThat(Histogram.shareBeyond(List.of(new Bin(2, 2, 4)), 2)).isEqualTo(1);
        assertThat(Histogram.shareBeyond(List.of(), 2)).isZero();
    }
}
