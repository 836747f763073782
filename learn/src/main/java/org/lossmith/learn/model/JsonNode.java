package org.lossmith.learn.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/**
 * A value in a JSON file that knows its place there, so that every complaint can name it.
 *
 * @param file its name
 * @param path such as {@code encoder.columns[3].levels}; empty for the whole document
 * @param value a map, a list, a text, a number, true, false or null
 */
record JsonNode(String file, String path, @Nullable Object value) {
    /** What the JSON library says to programmers, and not to users. */
    private static final String LIBRARY_TALK = "\\s*\\((start marker|code).*|: enable `Json.*|, from `[^`]*`";

    /** The format itself is six deep. */
    private static final int DEEPEST = 16;

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NUMBER = 400;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static JsonNode read(String file, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new InputException(file + " is empty; a model is a JSON object");
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new InputException(file + " has more after the end of its JSON document");
            }
            return new JsonNode(file, "", tree);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String place = at == null ? "" : " line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new InputException(
                    file + place + ": not a JSON document that a model could be: "
                            + e.getOriginalMessage().replaceAll(LIBRARY_TALK, ""),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    /** What is wrong here, as a message with the place in front. */
    InputException wrong(String what) {
        return new InputException(file + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    }

    private InputException wanted(String type) {
        return wrong("wanted " + type + ", found " + described());
    }

    private String described() {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof String text) {
            return "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
        }
        return value instanceof Double ? "the number " + value : String.valueOf(value);
    }

    boolean isNull() {
        return value == null;
    }

    private Map<?, ?> members() {
        if (value instanceof Map<?, ?> members) {
            return members;
        }
        throw wanted("an object");
    }

    /** Refuses members that are not among these, and the lack of one that is. */
    JsonNode only(String... names) {
        List<String> known = List.of(names);
        for (Object given : members().keySet()) {
            String name = String.valueOf(given);
            if (!known.contains(name)) {
                throw wrong("unknown member \"" + name + "\""
                        + Suggestion.hint(name, known, "there are: " + String.join(", ", known)));
            }
        }
        for (String name : known) {
            if (!members().containsKey(name)) {
                throw wrong("the member \"" + name + "\" is missing");
            }
        }
        return this;
    }

    /** A member of an object. */
    JsonNode at(String name) {
        if (!members().containsKey(name)) {
            throw wrong("the member \"" + name + "\" is missing");
        }
        return new JsonNode(
                file, path.isEmpty() ? name : path + "." + name, members().get(name));
    }

    List<JsonNode> elements() {
        if (!(value instanceof List<?> list)) {
            throw wanted("a list");
        }
        List<JsonNode> nodes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            nodes.add(new JsonNode(file, path + "[" + i + "]", list.get(i)));
        }
        return nodes;
    }

    /** The members of an object by name. */
    Map<String, JsonNode> byName() {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        members().keySet().forEach(name -> nodes.put(String.valueOf(name), at(String.valueOf(name))));
        return nodes;
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw wanted("a text");
    }

    @Nullable
    String textOrNull() {
        return isNull() ? null : text();
    }

    List<String> texts() {
        return elements().stream().map(JsonNode::text).toList();
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wanted("true or false");
    }

    /** A finite number. */
    double number() {
        if (value instanceof Double number) {
            if (Double.isFinite(number)) {
                return number;
            }
            throw wrong("the number is beyond the largest double, 1.8e308");
        }
        throw wanted("a number");
    }

    /** A finite number, or NaN for null. */
    double numberOrUnknown() {
        return isNull() ? Double.NaN : number();
    }

    long whole(long low, long high) {
        double number = number();
        if (number != Math.rint(number) || number < low || number > high) {
            throw wrong("wanted a whole number from " + low + " to " + high + ", found " + number);
        }
        return (long) number;
    }

    /** What a parser of ours makes of it; its complaint gets the place. */
    <T> T parsed(Function<String, T> parser) {
        String text = text();
        try {
            return parser.apply(text);
        } catch (InputException e) {
            throw new InputException(file + ": " + path + ": " + e.getMessage(), e);
        }
    }
}
