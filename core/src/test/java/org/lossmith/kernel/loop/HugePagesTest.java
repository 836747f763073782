package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HugePagesTest {
    @Test
    void options_areReadFromTheJvm() {
        assertThat(HugePages.isOn("UseCompressedClassPointers")).isTrue();
        assertThat(HugePages.isOn("UseLargePages")).isFalse();
        assertThat(HugePages.areUsed()).isFalse();
    }

    @Test
    void optionThatTheJvmDoesNotHave_isOff() {
        assertThat(HugePages.isOn("UseEvenLargerPages")).isFalse();
    }
}
