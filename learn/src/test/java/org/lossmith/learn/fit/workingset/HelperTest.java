package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HelperTest {
    private final Helper helper = new Helper();
    private int sum;

    @Test
    void nobodyServes_ownerDoesIt() {
        Thread[] who = new Thread[1];
        helper.offer(() -> who[0] = Thread.currentThread());
        assertThat(who[0]).isNull();
        helper.await();
        assertThat(who[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void nothingOffered_returnsAtOnce() {
        helper.await();
        helper.offer(() -> sum++);
        helper.await();
        helper.await();
        assertThat(sum).isEqualTo(1);
    }

    /** Whoever does them, each is done once and seen by the owner; the naps are long enough to be met. */
    @Test
    void eachTask_isDoneOnce() throws InterruptedException {
        Thread second = new Thread(helper::serve);
        second.start();
        for (int task = 1; task <= 20_000; task++) {
            helper.offer(() -> sum++);
            if (task % 5_000 == 0) {
                Thread.sleep(2);
            }
            helper.await();
            assertThat(sum).isEqualTo(task);
        }
        helper.close();
        second.join();
    }

    @Test
    void taskThatFails_failsWhereItIsAwaited() throws InterruptedException {
        Thread second = new Thread(helper::serve);
        second.start();
        helper.offer(() -> {
            throw new IllegalStateException("on purpose");
        });
        Thread.sleep(5);
        assertThatThrownBy(helper::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose");
        helper.offer(() -> sum++);
        helper.await();
        assertThat(sum).isEqualTo(1);
        helper.close();
        second.join();
    }
}
