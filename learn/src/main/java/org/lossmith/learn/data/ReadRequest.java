package org.lossmith.learn.data;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * Which rows and columns of a file to read, and as what. Build one with {@link #of} and the {@code with} methods.
 *
 * @param file CSV, TSV, libsvm (all also .gz), Parquet, JSON or JSON lines; named in messages as given here
 * @param target the column to predict
 * @param features the columns to predict from; empty means every column but target, weight, split column and excluded ones
 * @param exclude columns not to predict from
 * @param weight column of example weights, or null for weight 1
 * @param nulls texts that mean a missing value, besides the empty text
 * @param where a condition in SQL that a row must meet to be used, or null for all rows
 * @param positive the label of a binary target that counts as positive, or null to choose one
 * @param splitBy column whose equal values must stay together when rows are held out, or null
 * @param as what the target is to be taken for, or null to recognise it from its values
 * @param levels of a category that get an input of their own, at most; the rest share one
 */
public record ReadRequest(
        Path file,
        String target,
        List<String> features,
        List<String> exclude,
        @Nullable String weight,
        List<String> nulls,
        @Nullable String where,
        @Nullable String positive,
        @Nullable String splitBy,
        @Nullable TargetKind as,
        int levels) {
    public static final int DEFAULT_LEVELS = 20;

    public ReadRequest {
        if (levels < 2) {
            throw new InputException(
                    "--levels " + levels + ": of a category at least 2 levels must get an input of their own; "
                            + DEFAULT_LEVELS + " is the default");
        }
        features = List.copyOf(features);
        exclude = List.copyOf(exclude);
        nulls = List.copyOf(nulls);
    }

    public ReadRequest(
            Path file,
            String target,
            List<String> features,
            List<String> exclude,
            @Nullable String weight,
            List<String> nulls,
            @Nullable String where,
            @Nullable String positive,
            @Nullable String splitBy,
            @Nullable TargetKind as) {
        this(file, target, features, exclude, weight, nulls, where, positive, splitBy, as, DEFAULT_LEVELS);
    }

    public static ReadRequest of(Path file, String target) {
        return new ReadRequest(file, target, List.of(), List.of(), null, List.of(), null, null, null, null);
    }

    public ReadRequest withFeatures(List<String> columns) {
        return new ReadRequest(file, target, columns, exclude, weight, nulls, where, positive, splitBy, as, levels);
    }

    public ReadRequest withExclude(List<String> columns) {
        return new ReadRequest(file, target, features, columns, weight, nulls, where, positive, splitBy, as, levels);
    }

    public ReadRequest withWeight(@Nullable String column) {
        return new ReadRequest(file, target, features, exclude, column, nulls, where, positive, splitBy, as, levels);
    }

    public ReadRequest withNulls(List<String> texts) {
        return new ReadRequest(file, target, features, exclude, weight, texts, where, positive, splitBy, as, levels);
    }

    public ReadRequest withWhere(@Nullable String condition) {
        return new ReadRequest(
                file, target, features, exclude, weight, nulls, condition, positive, splitBy, as, levels);
    }

    public ReadRequest withPositive(@Nullable String label) {
        return new ReadRequest(file, target, features, exclude, weight, nulls, where, label, splitBy, as, levels);
    }

    public ReadRequest withSplitBy(@Nullable String column) {
        return new ReadRequest(file, target, features, exclude, weight, nulls, where, positive, column, as, levels);
    }

    public ReadRequest withAs(@Nullable TargetKind kind) {
        return new ReadRequest(file, target, features, exclude, weight, nulls, where, positive, splitBy, kind, levels);
    }

    public ReadRequest withLevels(int most) {
        return new ReadRequest(file, target, features, exclude, weight, nulls, where, positive, splitBy, as, most);
    }
}
