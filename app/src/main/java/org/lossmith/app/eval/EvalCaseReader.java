package org.lossmith.app.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.app.text.NumberText;

/** Reads one line of {@code eval --cases}. Kept from line to line: {@link #id} is known even when the line is wrong. */
final class EvalCaseReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // What Python and JavaScript programs write for numbers that JSON does not have.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final List<String> MEMBERS =
            List.of("id", "loss", "formula", "parameters", "score", "prediction", "target", "weight");

    private String id = "null";
    private @Nullable String loss;
    private @Nullable String formula;
    private Map<String, Double> parameters = Map.of();
    private @Nullable EvalRows score;
    private @Nullable EvalRows target;
    private @Nullable EvalRows weight;

    /** The line is not a JSON object, so it is nobody's case. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    /** The JSON text of the last line's id, {@code null} if it had none. */
    String id() {
        return id;
    }

    EvalCase read(String line) throws NotJson {
        id = idOf(line);
        loss = null;
        formula = null;
        parameters = Map.of();
        score = null;
        target = null;
        weight = null;
        try (JsonParser parser = FACTORY.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                readMember(member, parser);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a line that was read once can be read again", e);
        }
        return assemble();
    }

    /** Reads the whole line once, so that whatever is wrong inside the case, its id is known and the rest is JSON. */
    private static String idOf(String line) throws NotJson {
        String id = "null";
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotJson(
                        "should be a JSON object, such as {\"id\": 1, \"loss\": \"bce\", \"score\": [0], \"target\": [1]}");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (member.equals("id")) {
                    id = line.substring(from, (int) parser.currentLocation().getCharOffset())
                            .strip();
                }
            }
            if (parser.nextToken() != null) {
                throw new NotJson("has more after the end of its JSON object; one case a line");
            }
            return id;
        } catch (JsonProcessingException e) {
            throw new NotJson("is not JSON: " + e.getOriginalMessage().replaceAll(" \\(start marker.*", ""));
        } catch (IOException e) {
            throw new NotJson("is not JSON: " + e.getMessage());
        }
    }

    private void readMember(String member, JsonParser parser) throws IOException {
        boolean absent = parser.currentToken() == JsonToken.VALUE_NULL;
        switch (member) {
            case "loss" -> loss = absent ? null : text(member, parser);
            case "formula" -> formula = absent ? null : text(member, parser);
            case "parameters" -> parameters = absent ? Map.of() : parameters(parser);
            case "score", "prediction" -> {
                if (score != null) {
                    throw new InputException("\"score\" and \"prediction\" mean the same; give one of them");
                }
                score = absent ? null : rows(member, parser);
            }
            case "target" -> target = absent ? null : rows(member, parser);
            case "weight" -> weight = absent ? null : rows(member, parser);
            default -> {
                // A stranger may be a note to oneself; a near miss would silently change the numbers.
                if (!MEMBERS.contains(member)
                        && Suggestion.nearest(member, MEMBERS).isPresent()) {
                    throw new InputException("unknown member \"" + member + "\"" + Suggestion.hint(member, MEMBERS));
                }
                parser.skipChildren();
            }
        }
    }

    private static String text(String member, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new InputException("\"" + member + "\" should be a string");
        }
        return parser.getText();
    }

    private static Map<String, Double> parameters(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new InputException("\"parameters\" should be an object, such as {\"delta\": 2}");
        }
        Map<String, Double> parameters = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            parameters.put(name, number("parameters." + name, parser));
        }
        return parameters;
    }

    /** Numbers, or rows of numbers, but not both. */
    private static EvalRows rows(String member, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return EvalRows.of(new double[] {number(member, parser)});
        }
        List<double[]> rows = new ArrayList<>();
        boolean nested = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean array = parser.currentToken() == JsonToken.START_ARRAY;
            if (!rows.isEmpty() && array != nested) {
                throw new InputException("\"" + member + "\" has rows and plain numbers; give one or the other");
            }
            nested = array;
            String where = member + "[" + rows.size() + "]";
            rows.add(array ? row(where, parser) : new double[] {number(where, parser)});
        }
        return new EvalRows(rows.toArray(double[][]::new), !nested);
    }

    private static double[] row(String where, JsonParser parser) throws IOException {
        double[] values = new double[8];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count] = number(where, count, parser);
            count++;
        }
        return Arrays.copyOf(values, count);
    }

    private static double number(String member, int index, JsonParser parser) throws IOException {
        return parser.currentToken().isNumeric() ? parser.getDoubleValue() : number(member + "[" + index + "]", parser);
    }

    private static double number(String where, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isNumeric()) {
            return parser.getDoubleValue();
        }
        if (token == JsonToken.VALUE_STRING) {
            return NumberText.parse(parser.getText(), where);
        }
        if (token == JsonToken.START_ARRAY) {
            throw new InputException(where + " is an array; a number is wanted here");
        }
        throw new InputException(where + " should be a number, and is " + parser.getText());
    }

    private EvalCase assemble() {
        if (score == null) {
            throw new InputException("no \"score\"");
        }
        if (target == null) {
            throw new InputException("no \"target\"");
        }
        if ((loss == null) == (formula == null)) {
            throw new InputException(
                    loss == null ? "no \"loss\" and no \"formula\"" : "both \"loss\" and \"formula\"; give one");
        }
        return new EvalCase(id, loss, formula, parameters, score, target, EvalRows.weights(weight));
    }
}
