"use strict";
// The candidates side by side: the metric that decides, every metric, the coefficients.

function deciding(width) {
  const metric = figures.metrics[0];
  const names = metric.scores.map(([loss]) => loss);
  const narrow = width < 520;
  const unit = metric.unit ? `, ${short(metric.unit, 22)}` : "";
  const label = `${metric.label}${narrow ? "" : unit}${narrow ? "" : metric.higher ? " – higher is better" : " – lower is better"}`;
  return plot(width, {
    ...nameAxis(names, width),
    height: names.length * 46 + 64,
    marginRight: 28,
    marginBottom: 42,
    x: { label, labelArrow: "none", labelAnchor: "center", nice: true, grid: true, ticks: narrow ? 4 : 8, tickFormat: number },
    marks: [
      ...intervals(metric.scores, names),
      Plot.text(metric.scores.filter(([, value]) => value !== null), {
        x: "1", y: "0", dy: -16, text: ([, value]) => d3.format(`,.${metric.decimals}f`)(value), fontWeight: ([loss]) => (isBest(loss) ? 700 : 400), fontSize: 13,
      }),
    ],
  });
}

function metrics(width) {
  const draw = (metric, panel) => {
    const names = metric.scores.map(([loss]) => loss);
    return plot(panel, {
      ...nameAxis(names, panel),
      height: names.length * 24 + 32,
      marginTop: 4,
      x: { label: null, grid: true, ticks: 3, tickFormat: number, nice: true },
      marks: intervals(metric.scores, names),
    });
  };
  const title = (metric) => panelTitle(metric.label + (metric.higher ? " ↑" : ""));
  return multiples(width, figures.metrics.filter((metric) => metric.scores.length), 250, draw, title);
}

function coefficients(width) {
  const panels = figures.coefficients.panels;
  const titles = panels.map(([title]) => title);
  const values = panels.flatMap(([, rows]) => rows.flatMap((row) => row.slice(1).filter((value) => value !== null)));
  const common = panels.length === 1 ? {} : { domain: d3.extent([0, ...values]) };
  const draw = (title, panel) => coefficientPanel(panel, panels[titles.indexOf(title)][1], common);
  return panels.length === 1 ? draw(titles[0], width) : multiples(width, titles, 360, draw, (title) => panelTitle(title));
}

/** @param common what the scales of several panels have in common */
function coefficientPanel(width, rows, common) {
  const names = rows.map(([name]) => name);
  const perDeviation = width < 520 ? "change per standard deviation" : "change in the score per standard deviation of the feature";
  const unit = figures.coefficients.standardised ? perDeviation : "coefficient, original units";
  const limit = figures.coefficients.limit;
  const scale = limit === null ? { nice: true, ...common } : { domain: [-limit, limit], clamp: true };
  const reach = (row, pick) => pick(row.slice(1).filter((value) => value !== null));
  return plot(width, {
    ...nameAxis(names, width),
    height: names.length * 26 + 64,
    marginBottom: 42,
    x: { grid: true, ticks: width < 520 ? 4 : 8, tickFormat: number, ...scale, label: unit, labelAnchor: "center", labelArrow: "none" },
    marks: [
      Plot.ruleX([0]),
      Plot.ruleY(rows, { x1: (row) => reach(row, d3.min), x2: (row) => reach(row, d3.max), y: "0", strokeOpacity: 0.25 }),
      ...figures.losses.map((loss, index) =>
        Plot.dot(rows.filter((row) => row[index + 1] !== null), {
          x: (row) => row[index + 1], y: "0", r: 4.5, symbol: symbol(loss), fill: colour(loss), fillOpacity: 0.9,
        })),
      Plot.tip(rows, Plot.pointerY({
        x: (row) => row[1] ?? 0, y: "0",
        title: (row) => [short(row[0], 60), ...figures.losses.map((loss, index) => `${loss}: ${row[index + 1] === null ? "n/a" : number(row[index + 1])}`)].join("\n"),
      })),
    ],
  });
}
