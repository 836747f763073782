package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What every page has around its content: head, security policy, style, figures, scripts, licences.
 *
 * @param figures JSON for the scripts, safe inside a script element
 * @param made the last line of the page
 */
record Frame(String title, Element main, String figures, String made) {
    /** In the order in which they need each other. */
    static final List<String> SCRIPT_FILES = List.of(
            "vendor/d3.min.js",
            "vendor/plot.min.js",
            "js/looks.js",
            "js/charts-models.js",
            "js/charts-errors.js",
            "js/charts-probabilities.js",
            "js/charts-classes.js",
            "js/charts-lambda.js",
            "js/charts-coverage.js",
            "js/page.js");

    private static final List<Asset> SCRIPTS =
            SCRIPT_FILES.stream().map(Asset::load).toList();
    private static final Asset STYLE = Asset.load("report.css");
    private static final Asset LICENCES = Asset.load("vendor/LICENSES.txt");

    String render() {
        return "<!DOCTYPE html>\n"
                + element("html").attribute("lang", "en").add(head()).add(body())
                + "\n";
    }

    private Element head() {
        return element("head")
                .add(element("meta").attribute("charset", "utf-8"))
                .add(element("meta")
                        .attribute("http-equiv", "Content-Security-Policy")
                        .attribute("content", contentSecurityPolicy()))
                .add(element("meta")
                        .attribute("name", "viewport")
                        .attribute("content", "width=device-width, initial-scale=1"))
                .add(element("meta").attribute("name", "color-scheme").attribute("content", "light dark"))
                .add(element("meta").attribute("name", "generator").attribute("content", "Lossmith"))
                .add(element("title", title))
                .add(element("style").verbatim(STYLE.text()));
    }

    /** Nothing may be fetched, and no script may run but ours; Plot writes style elements into its pictures. */
    private static String contentSecurityPolicy() {
        String scripts = SCRIPTS.stream().map(Asset::contentSecurityHash).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + scripts
                + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private Element body() {
        Element body = element("body").add(main).add(footer());
        body.add(element("script")
                .attribute("type", "application/json")
                .attribute("id", "figures")
                .verbatim(figures));
        SCRIPTS.forEach(script -> body.add(element("script").verbatim(script.text())));
        return body;
    }

    private Element footer() {
        return element("footer")
                .add(element("p", made))
                .add(element("details")
                        .add(element("summary", "Licences of D3 and Observable Plot, which draw the pictures"))
                        .add(element("pre", LICENCES.text())));
    }
}
