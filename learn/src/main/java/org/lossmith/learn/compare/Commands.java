package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.text.Numbers;
import org.lossmith.learn.text.Texts;

/** Command lines that repeat a comparison and that follow from it, quoted for a POSIX shell. */
final class Commands {
    private final CompareRequest request;

    Commands(CompareRequest request) {
        this.request = request;
    }

    /** The command that repeats the comparison. */
    String same() {
        return command(request);
    }

    /** The same with columns left out besides those left out already. */
    String without(List<String> columns) {
        List<String> exclude = new ArrayList<>(request.read().exclude());
        exclude.addAll(columns);
        return command(request.withRead(request.read().withExclude(exclude)));
    }

    String withMistake(String mistake) {
        return command(request.withMistake(mistake));
    }

    static String losses(String name) {
        return "lossmith losses " + Texts.shellWord(name);
    }

    static String eval(String spec, double score, double target) {
        return "lossmith eval " + Texts.shellWord(spec) + " --score " + number(score) + " --target " + number(target);
    }

    private static String number(double value) {
        return Numbers.brief(value).toLowerCase(Locale.ROOT);
    }

    private static String command(CompareRequest request) {
        List<String> words = new ArrayList<>(List.of("lossmith", "compare"));
        ReadRequest read = request.read();
        words.add(Texts.shellWord(read.file().toString()));
        add(words, "--target", read.target());
        addList(words, "--features", read.features());
        addList(words, "--exclude", read.exclude());
        add(words, "--weight", read.weight());
        read.nulls().forEach(text -> add(words, "--null", text));
        add(words, "--where", read.where());
        TargetKind as = read.as();
        add(words, "--as", as == null ? null : as.option());
        add(words, "--positive", read.positive());
        add(words, "--split-by", read.splitBy());
        request.losses().forEach(spec -> add(words, "--loss", spec));
        for (CompareRequest.Written written : request.formulas()) {
            add(words, "--formula", written.formula());
            for (Map.Entry<String, Double> parameter : new TreeMap<>(written.parameters()).entrySet()) {
                add(words, "--param", parameter.getKey() + "=" + Numbers.plain(parameter.getValue()));
            }
        }
        add(words, "--mistake", request.mistake());
        add(words, "--penalty", request.penalty().equals(CompareRequest.USUAL_PENALTY) ? null : request.penalty());
        Double weight = request.positiveWeight();
        add(words, "--positive-weight", weight == null ? null : Numbers.plain(weight));
        add(words, "--folds", request.folds() == CompareRequest.DEFAULT_FOLDS ? null : "" + request.folds());
        add(words, "--seed", request.seed() == CompareRequest.DEFAULT_SEED ? null : "" + request.seed());
        return String.join(" ", words);
    }

    private static void addList(List<String> words, String option, List<String> values) {
        add(words, option, values.isEmpty() ? null : String.join(",", values));
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.add(option);
            words.add(Texts.shellWord(value));
        }
    }
}
