package org.lossmith.kernel.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A cache of what was used lately; what is dropped is made again when needed. Safe for use by many threads. */
public final class RecentlyUsed<K, V> {
    private final Map<K, V> entries;

    /** @param kept how many entries at most */
    public RecentlyUsed(int kept) {
        this.entries = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > kept;
            }
        });
    }

    public V get(K key, Function<K, V> maker) {
        return entries.computeIfAbsent(key, maker);
    }

    int size() {
        return entries.size();
    }
}
