package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.text.Texts;

/**
 * The user's condition on rows: one SQL expression, nothing after it.
 *
 * @param names the columns it may speak of
 */
record Condition(String text, List<String> names) {
    private static final String BEFORE = "SELECT 1 WHERE\n";
    /** What DuckDB calls it where statements were understood and one of them is no query. */
    private static final String NO_QUERY = "not implemented";

    private static final Pattern UNKNOWN_COLUMN = Pattern.compile("Referenced column \"(.*)\" not found.*");
    private static final Pattern EXCERPT = Pattern.compile("LINE (\\d+): (.*)");

    /** Has DuckDB parse the condition by itself, so that no bracket in it can close one of ours. */
    void requireExpression(Database database) throws SQLException {
        if (text.isBlank()) {
            throw notOneCondition("there is nothing in it");
        }
        @Nullable
        String[] parsed = database.rows("SELECT j->>'error_message', j->>'position', j->>'error_type',"
                        + " json_array_length(j->'statements') FROM (SELECT json_serialize_sql("
                        + Database.literal(BEFORE + text) + ")::JSON AS j)")
                .get(0);
        if (NO_QUERY.equals(parsed[2]) || parsed[3] != null && !parsed[3].equals("1")) {
            throw notOneCondition("a statement follows the condition after a \";\", and none is run");
        }
        if (parsed[0] != null) {
            String position = parsed[1];
            String marked = position == null ? "" : marked(Integer.parseInt(position) - BEFORE.length());
            throw notOneCondition(parsed[0] + marked);
        }
    }

    private InputException notOneCondition(String why) {
        return new InputException(
                said() + why + "\nGive one SQL condition and nothing after it, such as " + example() + ".");
    }

    /** SQL ignores case in names and would silently take the first of two columns that differ in nothing else. */
    void requireTellsApart() {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String folded = name.toLowerCase(Locale.ROOT);
            String other = seen.put(folded, name);
            if (other != null && text.toLowerCase(Locale.ROOT).contains(folded)) {
                throw new InputException(said() + "the columns " + Texts.shown(other) + " and " + Texts.shown(name)
                        + " differ only in upper and lower case, which SQL cannot tell apart; rename one of them");
            }
        }
    }

    private String said() {
        return "--where " + Texts.shellWord(text) + ": ";
    }

    private String example() {
        return "'" + (names.isEmpty() ? "x" : name(names.get(0))) + " IS NOT NULL'";
    }

    private static String name(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : Database.identifier(column);
    }

    private String marked(int position) {
        if (text.contains("\n") || position < 0 || position > text.length()) {
            return "";
        }
        return "\n  " + text + "\n  " + " ".repeat(position) + "^";
    }

    /** DuckDB's complaint about the condition, without what concerns only our own statement around it. */
    InputException refused(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String first = CsvTrouble.firstLine(message)
                .replaceFirst("^[A-Za-z ]+ Error: ", "")
                .strip();
        Matcher unknown = UNKNOWN_COLUMN.matcher(first);
        if (unknown.matches()) {
            return new InputException(said() + "there is no column \"" + unknown.group(1) + "\""
                    + Suggestion.hint(unknown.group(1), names) + excerpt(message)
                    + "\nTexts go into single quotes, names with odd characters into double ones. The columns: "
                    + Texts.list(names));
        }
        return first.startsWith("syntax error")
                ? notOneCondition(first + excerpt(message))
                : new InputException(said() + first + excerpt(message), e);
    }

    private static String excerpt(String message) {
        String[] lines = message.split("\n");
        for (int i = 0; i + 1 < lines.length; i++) {
            Matcher found = EXCERPT.matcher(lines[i]);
            if (found.matches() && !found.group(1).equals("1")) {
                int indent = found.start(2);
                String caret = lines[i + 1].length() > indent ? lines[i + 1].substring(indent) : "";
                return "\n  " + found.group(2) + "\n  " + caret;
            }
        }
        return "";
    }

    InputException leavesNothing(Table table) {
        return new InputException(said() + "none of the " + Texts.count(table.rows(), "row") + " of "
                + table.file().name() + " meets it");
    }
}
