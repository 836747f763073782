package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;

/** A table in a box of its own, which scrolls sideways where the page is narrow. */
final class Table {
    private final String caption;
    private final Element head = element("tr");
    private final List<Element> rows = new ArrayList<>();

    Table(String caption) {
        this.caption = caption;
    }

    Table column(Element heading) {
        head.add(heading.attribute("scope", "col"));
        return this;
    }

    Table column(String heading) {
        return column(element("th", heading));
    }

    Table numbers(String heading) {
        return column(element("th", heading).style("number"));
    }

    Table row(Element first, List<Element> cells) {
        rows.add(element("tr").add(first.attribute("scope", "row")).addAll(cells));
        return this;
    }

    static Element heading(Element content) {
        return element("th").add(content);
    }

    static Element number(String text) {
        return element("td", text).style("number");
    }

    Element toElement() {
        Element table = element("table")
                .add(element("caption").add(element("span", caption)))
                .add(element("thead").add(head))
                .add(element("tbody").addAll(rows));
        return element("div")
                .style("scroll")
                .attribute("tabindex", "0")
                .attribute("role", "region")
                .attribute("aria-label", caption)
                .add(table);
    }
}
