package org.lossmith.app.report;

import java.util.List;
import java.util.Set;

/**
 * One HTML element. Names of columns, labels and files are hostile text, so text and attribute values are escaped here, when
 * they are added: no caller can forget it.
 */
final class Element {
    private static final Set<String> WITHOUT_END_TAG = Set.of("meta", "br", "hr", "col");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    Element(String name) {
        this.name = name;
    }

    static Element element(String name) {
        return new Element(name);
    }

    static Element element(String name, String text) {
        return new Element(name).text(text);
    }

    Element attribute(String key, String value) {
        attributes.append(' ').append(key).append("=\"").append(escape(value)).append('"');
        return this;
    }

    Element style(String cssClasses) {
        return attribute("class", cssClasses);
    }

    Element text(String text) {
        content.append(escape(text));
        return this;
    }

    Element add(Element child) {
        child.appendTo(content);
        return this;
    }

    Element addAll(List<Element> children) {
        children.forEach(this::add);
        return this;
    }

    /** Content that must not be escaped: our own scripts and styles, and JSON that is already safe inside a script. */
    Element verbatim(String trusted) {
        content.append(trusted);
        return this;
    }

    private void appendTo(StringBuilder out) {
        out.append('<').append(name).append(attributes).append('>');
        if (!WITHOUT_END_TAG.contains(name)) {
            out.append(content).append("</").append(name).append('>');
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }

    /** Escapes for text and for double-quoted attributes; control characters that HTML does not allow become U+FFFD. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
            }
        });
        return out.toString();
    }

    private static boolean isAllowed(int point) {
        boolean control = point < 0x20 && point != '\n' && point != '\t' || point >= 0x7F && point < 0xA0;
        boolean loneSurrogate = point >= 0xD800 && point <= 0xDFFF;
        return !control && !loneSurrogate && !isDirectionOverride(point);
    }

    /** A name that holds such a character could turn the text after it around. */
    private static boolean isDirectionOverride(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }
}
