package org.lossmith.learn.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.Encoder;
import org.lossmith.learn.data.MomentEncoding;

/** Reads how columns become inputs. */
final class EncoderReader {
    private EncoderReader() {}

    static Encoder read(JsonNode node) {
        List<JsonNode> columns = node.only("columns").at("columns").elements();
        Set<String> seen = new HashSet<>();
        for (JsonNode column : columns) {
            JsonNode name = column.at("column");
            if (!seen.add(name.text())) {
                throw name.wrong("the column \"" + name.text() + "\" stands here a second time");
            }
        }
        Encoder encoder =
                new Encoder(columns.stream().map(EncoderReader::column).toList());
        if (encoder.inputs().isEmpty()) {
            throw node.at("columns").wrong("there is no input, so nothing to predict from");
        }
        return encoder;
    }

    private static ColumnEncoding column(JsonNode node) {
        String type = node.at("type").text();
        return switch (type) {
            case "number" -> {
                node.only("column", "type", "median", "indicator");
                yield new ColumnEncoding.Numeric(
                        name(node),
                        node.at("median").number(),
                        node.at("indicator").flag());
            }
            case "presence" -> {
                node.only("column", "type");
                yield new ColumnEncoding.Presence(name(node));
            }
            case "category" -> category(node);
            case "moment" -> moment(node);
            default ->
                throw node.at("type")
                        .wrong("\"" + type
                                + "\" is not a type of column; there are: number, presence, category, moment");
        };
    }

    private static String name(JsonNode node) {
        return node.at("column").text();
    }

    private static ColumnEncoding category(JsonNode node) {
        node.only("column", "type", "levels", "other", "missing");
        JsonNode levels = node.at("levels");
        if (levels.elements().isEmpty()) {
            throw levels.wrong("a category needs at least one level, which stands for none of the others");
        }
        requireDistinct(levels);
        return new ColumnEncoding.Category(
                name(node),
                levels.texts(),
                node.at("other").flag(),
                node.at("missing").flag());
    }

    private static ColumnEncoding moment(JsonNode node) {
        node.only("column", "type", "time_of_day", "weekdays", "time_of_year", "year", "median", "indicator");
        JsonNode weekdays = node.at("weekdays");
        List<Integer> days =
                weekdays.elements().stream().map(day -> (int) day.whole(1, 7)).toList();
        if (new HashSet<>(days).size() < days.size()) {
            throw weekdays.wrong("a day of the week stands here twice");
        }
        return new MomentEncoding(
                name(node),
                node.at("time_of_day").flag(),
                days,
                node.at("time_of_year").flag(),
                node.at("year").flag(),
                node.at("median").whole(-MOST_SECONDS, MOST_SECONDS),
                node.at("indicator").flag());
    }

    /** Ten thousand years. */
    private static final long MOST_SECONDS = 320_000_000_000L;

    static void requireDistinct(JsonNode list) {
        Set<String> seen = new HashSet<>();
        for (JsonNode element : list.elements()) {
            if (!seen.add(element.text())) {
                throw element.wrong("\"" + element.text() + "\" stands in this list a second time");
            }
        }
    }
}
