package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.List;

/** A part of the page with a heading of its own, which the list of contents names. */
record Section(String id, String heading, List<Element> content) {

    Element toElement() {
        return element("section")
                .attribute("id", id)
                .attribute("aria-labelledby", id + "-heading")
                .add(element("h2", heading).attribute("id", id + "-heading"))
                .addAll(content);
    }

    static Element contents(List<Section> sections) {
        Element list = element("ul").style("contents");
        sections.forEach(section ->
                list.add(element("li").add(element("a", section.heading()).attribute("href", "#" + section.id()))));
        return element("nav").attribute("aria-label", "Contents").add(list);
    }
}
