package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.List;

/**
 * A picture: a title that states what to see, the place where the script draws, and a caption that gives the figures in words,
 * which is also what a screen reader hears and what remains without JavaScript.
 *
 * @param chart name of the script's function that draws it
 */
record Figure(String chart, String title, String caption, List<Element> extras) {

    static Figure of(String chart, String title, String caption) {
        return new Figure(chart, title, caption, List.of());
    }

    Figure with(Element legend) {
        return new Figure(chart, title, caption, List.of(legend));
    }

    Element toElement() {
        return toElement("h3");
    }

    Element toElement(String heading) {
        String id = "picture-" + chart;
        Element drawing = element("div")
                .style("chart")
                .attribute("data-chart", chart)
                .attribute("role", "img")
                .attribute("aria-labelledby", id)
                .attribute("aria-describedby", id + "-caption")
                .add(element("p", "This picture needs JavaScript; its figures are in the text and tables of this page.")
                        .style("needs-script"));
        return element("figure")
                .add(element(heading, title).attribute("id", id))
                .addAll(extras)
                .add(drawing)
                .add(element("figcaption", caption).attribute("id", id + "-caption"));
    }
}
