"use strict";
// A training of a distribution: where in their predicted distributions the targets lie.

function coverage(width) {
  const { histogram } = figures.coverage;
  const bins = histogram.map((share, index) => [index / histogram.length, (index + 1) / histogram.length, share]);
  const even = 1 / histogram.length;
  const narrow = width < 520;
  return plot(width, {
    height: narrow ? 240 : 300,
    marginLeft: 46, marginBottom: 42, marginRight: 24,
    x: { domain: [0, 1], ticks: narrow ? 5 : 10, tickFormat: percent, labelAnchor: "center", labelArrow: "none",
      label: narrow ? "probability of no more" : "predicted probability of no more than the target" },
    y: { domain: [0, Math.max(2 * even, d3.max(histogram))], nice: true, grid: true, ticks: 5, tickFormat: percent, label: null },
    marks: [
      Plot.rectY(bins, { x1: "0", x2: "1", y: "2", fill: "var(--loss-1)", fillOpacity: 0.75, insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([even], { strokeWidth: 1.5, strokeDasharray: "5 4" }),
      Plot.ruleY([0]),
      Plot.tip(bins, Plot.pointerX({
        x: ([from, to]) => (from + to) / 2, y: "2", title: ([from, to, share]) => `${percent(from)} to ${percent(to)}\n${percent(share)} of the rows; right is ${percent(even)}`,
      })),
    ],
  });
}
