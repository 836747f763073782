"use strict";
// Several classes: what is taken for what, and how much of each class is found.

function confusion(width) {
  const names = figures.classes.labels;
  const draw = (loss, panel) => {
    const counts = figures.classes.losses[loss].confusion;
    const cells = counts.flatMap((row, truth) => row.map((count, call) => [names[truth], names[call], count, figures.classes.losses[loss].shares[truth][call]]));
    const margin = Math.min(leftMargin(names, panel), 96);
    const side = (panel - margin - 8) / names.length;
    const letters = Math.max(3, Math.floor((margin - 14) / 7.2));
    const across = Math.max(2, Math.floor(side / 7.6));
    const turned = across < Math.min(6, d3.max(names, (name) => name.length));
    const ink = ([, , , share]) => (share > 0.75 ? "var(--page)" : "var(--ink)");
    const text = (options) => Plot.text(cells, { x: "1", y: "0", fill: ink, ...options });
    return plot(panel, {
      height: Math.max(side * names.length * 0.8, names.length * 18) + (turned ? 84 : 44),
      marginLeft: margin,
      marginRight: 8,
      marginTop: turned ? 76 : 36,
      marginBottom: 4,
      x: { domain: names, axis: "top", label: null, tickSize: 0, padding: 0.04, tickRotate: turned ? -60 : 0, tickFormat: (name) => shortName(name, turned ? 10 : across) },
      y: { domain: names, label: null, tickSize: 0, padding: 0.04, tickFormat: (name) => shortName(name, letters) },
      marks: [
        Plot.cell(cells, { x: "1", y: "0", fill: colour(loss), fillOpacity: ([, , , share]) => 0.04 + 0.96 * share, inset: 0.5 }),
        ...(side < 34 ? [] : [
          text({ text: ([, , , share]) => (side < 52 ? (share < 0.005 ? "" : d3.format(".0%")(share)) : percent(+share.toPrecision(2))), dy: side < 52 ? 0 : -7, fontSize: side < 52 ? 10 : 13, fontWeight: 600 }),
          ...(side < 52 ? [] : [text({ text: ([, , count]) => d3.format(",.6~r")(count), dy: 9, fontSize: 11 })]),
        ]),
        Plot.tip(cells, Plot.pointer({
          x: "1", y: "0", title: ([truth, call, count, share]) => `is ${short(truth, 40)}\ncalled ${short(call, 40)}\n${d3.format(",.6~r")(count)} rows, ${percent(share)}`,
        })),
      ],
    });
  };
  return multiples(width, Object.keys(figures.classes.losses), names.length > 8 ? 520 : 290, draw, lossTitle);
}

function classes(width) {
  const names = figures.classes.labels;
  const losses = Object.keys(figures.classes.losses);
  const gap = 15;
  const line = Math.max(22, losses.length * gap + 12);
  const draw = (measure, panel) => {
    const points = losses.flatMap((loss, index) =>
      figures.classes.losses[loss][measure].map((values, k) => [loss, names[k], ...values, index]).filter((point) => point[2] !== null));
    const shift = (index) => (index - (losses.length - 1) / 2) * gap;
    return plot(panel, {
      ...nameAxis(names, panel),
      y: { ...nameAxis(names, panel).y, type: "band", padding: 0 },
      height: names.length * line + 34,
      marginTop: 4,
      x: { domain: [0, 1], label: null, grid: true, ticks: panel < 260 ? 3 : 5, tickFormat: percent },
      marks: [
        Plot.ruleY(names.slice(1), { y: (name) => name, dy: -line / 2, strokeOpacity: 0.12 }),
        ...losses.flatMap((loss, index) => {
          const own = points.filter((point) => point[0] === loss);
          return [
            Plot.ruleY(own.filter((point) => point[3] !== null), { y: "1", x1: "3", x2: "4", dy: shift(index), stroke: colour(loss), strokeWidth: 2.5, strokeLinecap: "round" }),
            Plot.dot(own, { y: "1", x: "2", dy: shift(index), r: 5, symbol: symbol(loss), stroke: colour(loss), strokeWidth: 2, fill: isBest(loss) ? colour(loss) : "var(--page)" }),
          ];
        }),
        Plot.tip(points, Plot.pointer({ x: "2", y: "1", title: ([loss, name, value]) => `${loss}\n${short(name, 40)}\n${measure} ${percent(value)}` })),
      ],
    });
  };
  return multiples(width, ["precision", "recall", "F1"], 250, draw, (measure) => panelTitle(measure));
}
