"use strict";
// Binary targets: are the probabilities true, what does a threshold buy, what does it cost.

function calibration(width) {
  const all = Object.values(figures.calibration).flat();
  const high = Math.min(1, d3.max(all, ([predicted, observed]) => Math.max(predicted, observed)) * 1.1);
  const draw = (loss, panel) => {
    const bins = figures.calibration[loss];
    return plot(panel, {
      height: Math.min(panel, 320),
      marginLeft: 48,
      marginBottom: 40,
      x: { domain: [0, high], ticks: panel < 280 ? 2 : 4, tickFormat: percent, label: "stated probability", labelAnchor: "center", labelArrow: "none" },
      y: { domain: [0, high], ticks: 4, tickFormat: percent, grid: true, clamp: true, label: "came true", labelArrow: "none" },
      marks: [
        Plot.line([[0, 0], [high, high]], { strokeDasharray: "4 3" }),
        Plot.ruleX(bins.filter(known), { x: "0", y1: "2", y2: "3", stroke: colour(loss), strokeWidth: 1.5 }),
        Plot.line(bins, { x: "0", y: "1", stroke: colour(loss), strokeWidth: 2 }),
        Plot.dot(bins, { x: "0", y: "1", fill: colour(loss), symbol: symbol(loss), r: 4 }),
        Plot.tip(bins, Plot.pointer({
          x: "0", y: "1",
          title: ([predicted, observed, , , count]) => `said ${percent(predicted)}\ncame true ${percent(observed)}\n${d3.format(",")(count)} rows`,
        })),
      ],
    });
  };
  return multiples(width, Object.keys(figures.calibration), 205, draw, lossTitle);
}

/** Thresholds on a square-root scale when the chosen ones are small. */
function thresholdScale(narrow) {
  const small = d3.min(Object.values(figures.thresholds), ([threshold]) => threshold) < 0.15;
  return {
    type: small ? "sqrt" : "linear", domain: [0, 1], tickFormat: percent, labelAnchor: "center", labelArrow: "none",
    ticks: small ? (narrow ? [0.05, 0.2, 0.5, 1] : [0.01, 0.05, 0.2, 0.5, 1]) : narrow ? 3 : 5, label: small && !narrow ? "threshold (square-root scale)" : "threshold",
  };
}

function tradeoff(width) {
  const draw = (loss, panel) => {
    const points = figures.tradeoff[loss];
    const chosen = figures.thresholds[loss];
    const line = (column, options) => Plot.line(points, { x: "0", y: column, stroke: colour(loss), strokeWidth: 2, ...options });
    return plot(panel, {
      height: Math.min(panel, 280),
      marginLeft: 48,
      marginBottom: 40,
      x: thresholdScale(true),
      y: { domain: [0, 1], ticks: 4, tickFormat: percent, grid: true, label: "precision –, recall - -", labelArrow: "none" },
      marks: [
        line("1", {}),
        line("2", { strokeDasharray: "5 3" }),
        ...(chosen === undefined ? [] : chosenMark(chosen[0])),
        Plot.tip(points, Plot.pointerX({
          x: "0", y: "2",
          title: ([at, precision, recall]) =>
            `threshold ${number(at)}\nprecision ${precision === null ? "n/a" : percent(precision)}\nrecall ${recall === null ? "n/a" : percent(recall)}`,
        })),
      ],
    });
  };
  return multiples(width, Object.keys(figures.tradeoff), 205, draw, lossTitle);
}

const chosenMark = (threshold) => [
  Plot.ruleX([threshold], { strokeWidth: 1.5 }),
  Plot.text([threshold], {
    x: (value) => value, frameAnchor: "top", dx: threshold > 0.7 ? -5 : 5, textAnchor: threshold > 0.7 ? "end" : "start",
    text: (value) => d3.format(".2~r")(value), fontWeight: 600, stroke: "var(--page)", fill: "currentColor", strokeWidth: 4,
  }),
];

/** Costs on a log scale when the dear end would flatten the cheap one. */
function costScale(costs) {
  const [low, high] = d3.extent(costs);
  return low > 0 && high / low > 5
    ? { type: "log", ticks: 5, label: "cost per row (log scale)" }
    : { zero: true, nice: true, ticks: 5, label: "cost per row" };
}

function thresholds(width) {
  const losses = Object.keys(figures.tradeoff);
  const costed = (loss) => figures.tradeoff[loss].filter((point) => point[3] !== null);
  const chosen = losses.filter((loss) => loss in figures.thresholds).map((loss) => [...figures.thresholds[loss], loss]);
  return plot(width, {
    height: width < 520 ? 260 : 320,
    marginLeft: 56,
    marginBottom: 40,
    x: thresholdScale(width < 520),
    y: { ...costScale(losses.flatMap(costed).map((point) => point[3])), grid: true, tickFormat: number, labelArrow: "none" },
    marks: [
      ...losses.map((loss) =>
        Plot.line(costed(loss), { x: "0", y: "3", stroke: colour(loss), strokeWidth: isBest(loss) ? 3 : 2, strokeDasharray: dash(loss) })),
      ...losses.map((loss) =>
        Plot.dot(chosen.filter((point) => point[4] === loss && point[3] !== null), { x: "0", y: "3", r: 6, symbol: symbol(loss), fill: colour(loss), stroke: "var(--page)" })),
      Plot.tip(losses.flatMap((loss) => costed(loss).map((point) => [...point, loss])), Plot.pointer({
        x: "0", y: "3", title: ([at, , , price, loss]) => `${loss}\nthreshold ${number(at)}\ncost ${number(price)} a row`,
      })),
    ],
  });
}
