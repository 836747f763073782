package org.lossmith.app.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TargetKind;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which rows and columns of a file to learn from, and as what. */
public final class DataOptions {
    @Parameters(paramLabel = "DATA", description = "CSV, TSV or libsvm (also .gz), Parquet, JSON or JSON lines")
    String data = "";

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "the column to predict")
    String target = "";

    @Option(names = "--features", paramLabel = "COLUMN,...", description = "predict from these columns only")
    List<String> features = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "COLUMN,...", description = "do not predict from these columns")
    List<String> exclude = new ArrayList<>();

    @Option(names = "--weight", paramLabel = "COLUMN", description = "column of example weights")
    @Nullable
    String weight;

    @Option(names = "--where", paramLabel = "CONDITION", description = "use only the rows that meet this SQL condition")
    @Nullable
    String where;

    @Option(
            names = "--null",
            paramLabel = "TEXT",
            description = "a text that means missing, such as NA; repeat for more")
    List<String> nulls = new ArrayList<>();

    @Option(names = "--as", paramLabel = "KIND", description = "take the target for numbers, counts or classes")
    @Nullable
    String as;

    @Option(names = "--positive", paramLabel = "LABEL", description = "the label that counts as positive")
    @Nullable
    String positive;

    public ReadRequest request() {
        return new ReadRequest(
                path(data), target, columns(features), columns(exclude), weight, nulls, where, positive, null, kind());
    }

    private @Nullable TargetKind kind() {
        return as == null ? null : TargetKind.parse(as);
    }

    public static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException("\"" + text + "\" is not a path: " + e.getReason(), e);
        }
    }

    private static List<String> columns(List<String> given) {
        return given.stream().flatMap(text -> ColumnList.split(text).stream()).toList();
    }
}
