package org.lossmith.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Options that leave cases out: {@code --loss bce,huber --rows 20000000}. */
final class Filter {
    private static final Map<String, Function<Case, Object>> PARTS = Map.of(
            "--loss", Case::loss,
            "--what", Case::what,
            "--rows", Case::rows,
            "--type", Case::type,
            "--path", Case::path,
            "--threads", Case::threads);

    private final Map<String, Set<String>> wanted = new TreeMap<>();

    static boolean isOption(String name) {
        return PARTS.containsKey(name);
    }

    void add(String option, String values) {
        Set<String> set = new TreeSet<>();
        Arrays.stream(values.split(",")).forEach(value -> set.add(value.strip().toLowerCase(Locale.ROOT)));
        wanted.put(option, set);
    }

    List<Case> apply(List<Case> cases) {
        List<Case> kept = cases.stream().filter(this::keeps).toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("no case is left of " + cases.size() + " after " + wanted
                    + "; names are those of the printed table");
        }
        return kept;
    }

    private boolean keeps(Case timed) {
        return wanted.entrySet().stream()
                .allMatch(option -> option.getValue()
                        .contains(PARTS.get(option.getKey())
                                .apply(timed)
                                .toString()
                                .toLowerCase(Locale.ROOT)));
    }
}
