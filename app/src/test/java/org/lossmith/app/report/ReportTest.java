package org.lossmith.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.learn.compare.Comparison;

class ReportTest {
    private static final int LARGEST_PAGE = 1_500_000;
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\\s+[a-zA-Z-]+=\"[^\"]*\")*)\\s*>");

    static Stream<Comparison> comparisons() {
        return Stream.of(
                Fixtures.trips(),
                Fixtures.tie(),
                Fixtures.wide(),
                Fixtures.rain(),
                Fixtures.hostile(),
                ClassFixtures.jobs(),
                ClassFixtures.hundred());
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void page_anyComparison_isUnderTheSizeLimit(Comparison comparison) {
        assertThat(Report.render(comparison).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST_PAGE);
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void page_renderedTwice_hasTheSameBytes(Comparison comparison) {
        assertThat(Report.render(comparison)).isEqualTo(Report.render(comparison));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void page_anyComparison_closesEveryElementInOrder(Comparison comparison) {
        Deque<String> open = new ArrayDeque<>();
        String markup = withoutScripts(Report.render(comparison));
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            String name = tags.group(2);
            if (tags.group(1).isEmpty()) {
                if (!Set.of("meta", "br", "hr", "col").contains(name)) {
                    open.push(name);
                }
            } else {
                assertThat(open.pop()).isEqualTo(name);
            }
        }
        assertThat(open).isEmpty();
        assertThat(TAG.matcher(markup).replaceAll("").replace("<!DOCTYPE html>", ""))
                .as("every < begins a tag")
                .doesNotContain("<", ">");
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void page_anyComparison_namesEveryCandidateAndMetric(Comparison comparison) {
        String page = withoutScripts(Report.render(comparison));
        comparison.candidates().forEach(candidate -> {
            assertThat(page)
                    .contains(
                            Element.escape(candidate.loss()),
                            Element.escape(candidate.spec()),
                            Element.escape(candidate.formula()));
            candidate
                    .metrics()
                    .keySet()
                    .forEach(metric ->
                            assertThat(page).contains(MetricLabel.of(metric).label()));
        });
        assertThat(page).contains(Element.escape(comparison.verdict()));
        comparison.repeat().forEach(command -> assertThat(page).contains(Element.escape(command)));
        comparison.warnings().forEach(warning -> assertThat(page).contains(Element.escape(warning.message())));
        comparison.data().features().forEach(feature -> assertThat(page).contains(Element.escape(feature)));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void page_anyComparison_givesEveryPictureATitleAndACaption(Comparison comparison) {
        String page = withoutScripts(Report.render(comparison));
        Matcher charts = Pattern.compile(
                        "data-chart=\"(\\w+)\" role=\"img\" aria-labelledby=\"([\\w-]+)\" aria-describedby=\"([\\w-]+)\"")
                .matcher(page);
        int found = 0;
        String script =
                Frame.SCRIPT_FILES.stream().map(name -> Asset.load(name).text()).collect(Collectors.joining());
        while (charts.find()) {
            found++;
            assertThat(script).contains("function " + charts.group(1) + "(width)");
            assertThat(page).containsPattern("<h[23] id=\"" + charts.group(2) + "\">[^<]+</h[23]>");
            assertThat(page).containsPattern("<figcaption id=\"" + charts.group(3) + "\">[^<]+</figcaption>");
        }
        assertThat(found).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void page_anyComparison_refersToNothingOutside(Comparison comparison) {
        String page = withoutScripts(Report.render(comparison));
        assertThat(page).contains("default-src 'none'".replace("'", "&#39;"));
        assertThat(page).doesNotContain(" src=", "<link", "<img", "<iframe", "@import", "url(");
        Matcher links = Pattern.compile(" href=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            assertThat(links.group(1)).startsWith("#");
            assertThat(page).contains("id=\"" + links.group(1).substring(1) + "\"");
        }
    }

    @Test
    void page_hostileNames_addsNoScriptOfTheirs() {
        String page = Report.render(Fixtures.hostile());
        assertThat(page).doesNotContain("<script>alert(1)");
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(1 + Frame.SCRIPT_FILES.size());
        assertThat(Pattern.compile("</script").matcher(page).results().count())
                .isEqualTo(1 + Frame.SCRIPT_FILES.size());
        assertThat(withoutScripts(page))
                .doesNotContain("<!--", "' onmouseover")
                .contains("&lt;/script&gt;&lt;script&gt;alert(1)");
    }

    @Test
    void page_hostileNames_survivesInTheFigures() throws IOException {
        Map<String, Object> figures = figures(Report.render(Fixtures.hostile()));
        assertThat(figures).containsEntry("target", Fixtures.HOSTILE);
        assertThat(figures.get("coefficients").toString()).contains(Fixtures.HOSTILE);
    }

    @Test
    void page_everyScript_isAllowedByTheContentSecurityPolicy() {
        String page = Report.render(Fixtures.trips());
        for (String name : Frame.SCRIPT_FILES) {
            Asset script = Asset.load(name);
            assertThat(page).contains("<script>" + script.text() + "</script>");
            assertThat(page).contains(Element.escape(script.contentSecurityHash()));
        }
    }

    @Test
    void contentSecurityHash_knownText_isTheKnownDigest() {
        // printf %s "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64
        assertThat(new Asset("alert('Hello, world.');").contentSecurityHash())
                .isEqualTo("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    @Test
    void assets_insideScriptAndStyle_cannotEndTheirElement() {
        for (String name : Frame.SCRIPT_FILES) {
            assertThat(Asset.load(name).text().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("</script", "<!--", "<script");
        }
        assertThat(Asset.load("report.css").text()).doesNotContain("</");
    }

    @Test
    void page_everyFigureOfTheComparison_reachesTheScript() throws IOException {
        Map<String, Object> figures = figures(Report.render(Fixtures.rain()));
        assertThat(figures.get("losses")).isEqualTo(List.of("bce", "weighted-bce", "focal", "squared-hinge"));
        assertThat(figures.get("best")).isEqualTo(List.of("bce"));
        Map<?, ?> thresholds = (Map<?, ?>) figures.get("thresholds");
        assertThat(thresholds.keySet()).hasToString("[bce, weighted-bce, focal, squared-hinge]");
        assertThat(((List<?>) thresholds.get("bce")).get(0)).isEqualTo(0.012);
        assertThat((Map<?, ?>) figures.get("calibration")).hasSize(4);
        assertThat((List<?>) figures.get("metrics")).hasSize(8);
    }

    @Test
    void page_oneCandidateWithoutPictures_isStillAPage() {
        String page = withoutScripts(Report.render(Fixtures.bare()));
        assertThat(page).contains("<h1>Train with <em class=\"loss-0\">huber</em></h1>", "No warnings", "n/a");
        assertThat(page).doesNotContain("id=\"errors\"", "id=\"probabilities\"", "id=\"worst-rows\"", "NaN", "null");
    }

    @Test
    void page_hugeFile_staysUnderTheSizeLimit() {
        String page = Report.render(Fixtures.huge());
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST_PAGE);
        assertThat(page).contains("The 500 largest of 20,000 coefficients", "and 19,500 more");
    }

    @Test
    void page_coefficientThatRanAway_isSaidAndClipped() throws IOException {
        String page = Report.render(Fixtures.separated());
        assertThat(withoutScripts(page))
                .contains("1 feature has a coefficient far beyond all others", "Marks at the edge lie beyond it");
        Map<?, ?> coefficients = (Map<?, ?>) figures(page).get("coefficients");
        assertThat((Double) coefficients.get("limit")).isBetween(1.0, 100.0);
    }

    @Test
    void page_figuresThatAreMissing_areNullAndNotLeftOut() throws IOException {
        Map<String, Object> rain = figures(Report.render(Fixtures.rain()));
        assertThat(rain).containsEntry("delta", null);
        Map<String, Object> trips = figures(Report.render(Fixtures.trips()));
        assertThat(trips).containsEntry("delta", 15.2);
        assertThat(((Map<?, ?>) trips.get("coefficients")).containsKey("limit")).isTrue();
        assertThat(((Map<?, ?>) trips.get("coefficients")).get("limit")).isNull();
    }

    @Test
    void page_tie_saysSoAndNamesAllTied() {
        String page = withoutScripts(Report.render(Fixtures.tie()));
        assertThat(page)
                .contains(
                        "A tie: ", "absolute-error and huber cannot be told apart by mean absolute error", "tied best");
        assertThat(page).doesNotContain("Train with ");
    }

    @Test
    void page_oneWinner_isTheHeadline() {
        assertThat(withoutScripts(Report.render(Fixtures.trips())))
                .contains("<h1>Train with <em class=\"loss-2\">huber</em></h1>");
    }

    @Test
    void page_withoutWarnings_saysThatThereAreNone() {
        assertThat(withoutScripts(Report.render(Fixtures.tie())))
                .contains("No warnings")
                .doesNotContain("Before you trust this");
    }

    @Test
    void page_manyWarnings_foldsAwayAllButTheFirst() {
        assertThat(withoutScripts(Report.render(Fixtures.wide())))
                .contains("Before you trust this: 12 warnings", "<summary>8 more</summary>");
    }

    @Test
    void page_licencesOfWhatItCarries_areInIt() {
        assertThat(Report.render(Fixtures.tie()))
                .contains(
                        "Mike Bostock",
                        "Observable, Inc.",
                        "Robert Penner",
                        "Mikola Lysenko",
                        "Cynthia Brewer",
                        "Charles Karney");
    }

    @Test
    void metrics_equalToTheDigitsShown_areAllMarked() {
        Comparison comparison = Fixtures.trips();
        comparison.candidates().get(1).metrics().put("mae", new Comparison.Metric(4.40004, 4.1, 4.7));
        comparison.candidates().get(3).metrics().put("mae", new Comparison.Metric(4.401, 4.1, 4.7));
        String page = withoutScripts(Report.render(comparison));
        assertThat(page.split("<strong>4.400</strong>", -1)).as("two losses").hasSize(3);
        assertThat(page)
                .doesNotContain("<strong>4.401</strong>")
                .contains("huber has the best value on 4 of 5 metrics, absolute-error 1, squared-error 1");
    }

    private static String withoutScripts(String page) {
        return page.replaceAll("(?s)<script[ >].*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");
    }

    private static Map<String, Object> figures(String page) throws IOException {
        Matcher json = Pattern.compile("(?s)<script type=\"application/json\" id=\"figures\">(.*?)</script>")
                .matcher(page);
        assertThat(json.find()).isTrue();
        return JSON.std.mapFrom(json.group(1));
    }

    @Test
    void page_classes_haveTheirTablesWithoutScripts() {
        Comparison comparison = ClassFixtures.jobs();
        String page = withoutScripts(Report.render(comparison));
        assertThat(page)
                .containsPattern("softmax takes 100% of &lt;/script&gt;.* for fast, its largest confusion")
                .contains("The losses differ most on slow, of which they find: softmax 60%, softmax-focal 70%")
                .contains("Each class under softmax-focal, with 95% intervals")
                .contains("Every coefficient of softmax")
                .contains("called fast")
                .contains("What held-out rows are (down) and what softmax calls them (across)")
                .contains("by calling every row fast.");
        assertThat(page).contains("<small>40%</small>").contains(">n/a<");
    }

    @Test
    void page_classes_reachTheScript() throws IOException {
        Map<String, Object> figures = figures(Report.render(ClassFixtures.jobs()));
        Map<?, ?> classes = (Map<?, ?>) figures.get("classes");
        assertThat(classes.get("labels")).isEqualTo(List.of("fast", "slow", Fixtures.HOSTILE));
        Map<?, ?> softmax = (Map<?, ?>) ((Map<?, ?>) classes.get("losses")).get("softmax");
        assertThat(softmax.get("shares").toString()).isEqualTo("[[0.8, 0.2, 0.0], [0.4, 0.6, 0.0], [1.0, 0.0, 0.0]]");
        assertThat(((List<?>) softmax.get("precision")).get(2)).isEqualTo(Arrays.asList(null, null, null));
        assertThat(((List<?>) ((Map<?, ?>) figures.get("coefficients")).get("panels")))
                .hasSize(3);
        Map<String, Object> many = figures(Report.render(ClassFixtures.hundred()));
        assertThat((List<?>) ((Map<?, ?>) many.get("classes")).get("labels")).hasSize(25);
    }
}
