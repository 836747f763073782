package org.lossmith.kernel.loop;

import java.util.ArrayDeque;
import java.util.Deque;

/** Hands out places in memory by number, those that were given back first. */
final class Slots {
    private final Deque<Integer> free = new ArrayDeque<>();
    private int count;

    int take() {
        return free.isEmpty() ? count++ : free.pop();
    }

    void giveBack(int slot) {
        free.push(slot);
    }

    /** How many there are. */
    int count() {
        return count;
    }
}
