"use strict";
// What each loss does with the errors.

function cost(width) {
  const losses = Object.keys(figures.cost);
  const smallest = d3.min(losses.flatMap((loss) => figures.cost[loss]), ([part]) => part);
  const narrow = width < 520;
  return plot(width, {
    height: narrow ? 260 : 340,
    marginLeft: 48,
    marginRight: 24,
    marginBottom: 40,
    x: {
      type: "log", domain: [Math.min(smallest, 0.1), 1], ticks: powersOfTen(smallest, 1), tickFormat: percent, labelAnchor: "center", labelArrow: "none",
      label: narrow ? "worst part of the rows (log)" : "worst part of the rows, largest errors first (log scale)",
    },
    y: { domain: [0, 1], ticks: 5, tickFormat: percent, grid: true, label: "share of the loss’s total cost", labelArrow: "none" },
    marks: [
      Plot.ruleX([figures.worstPart].filter((part) => part > smallest), { strokeDasharray: "2 3", strokeOpacity: 0.6 }),
      ...losses.map((loss) =>
        Plot.line(figures.cost[loss], { x: "0", y: "1", stroke: colour(loss), strokeWidth: isBest(loss) ? 3 : 2, strokeDasharray: dash(loss) })),
      Plot.tip(
        losses.flatMap((loss) => figures.cost[loss].map((point) => [...point, loss])),
        Plot.pointer({ x: "0", y: "1", title: ([part, share, loss]) => `${loss}\nworst ${percent(part)} of rows\n${percent(share)} of the cost` })),
    ],
  });
}

function pull(width) {
  const losses = Object.keys(figures.pull);
  const places = figures.pull[losses[0]].map(([place]) => place);
  const heights = losses.flatMap((loss) => figures.pull[loss].map(([, height]) => height));
  const narrow = width < 520;
  const [low, high] = [places[0], places.at(-1)];
  const error = {
    type: "log", domain: [low, high], ticks: powersOfTen(low, high), tickFormat: number,
    label: narrow ? "error (log)" : `error, ${short(figures.target, 24)} (log scale)`,
  };
  const score = { domain: [low, high], ticks: 5, label: narrow ? "score of a positive row" : "score of a positive row: wrong on the left, right on the right" };
  const multiples = { type: "log", nice: true, ticks: powersOfTen(d3.min(heights) / 9, d3.max(heights) * 9), tickFormat: number };
  return plot(width, {
    height: narrow ? 260 : 320,
    marginLeft: 56,
    marginBottom: 42,
    x: { ...(figures.binary ? score : error), labelAnchor: "center", labelArrow: "none" },
    y: { ...(figures.binary ? { zero: true, ticks: 5 } : multiples), grid: true, labelArrow: "none",
      label: figures.binary ? "pull, times an undecided row" : "pull, times a typical row (log)" },
    marks: [
      Plot.ruleY([1], { strokeDasharray: "2 3", strokeOpacity: 0.6 }),
      ...losses.map((loss) =>
        Plot.line(figures.pull[loss], { x: "0", y: "1", stroke: colour(loss), strokeWidth: isBest(loss) ? 3 : 2, strokeDasharray: dash(loss) })),
      Plot.tip(losses.flatMap((loss) => figures.pull[loss].map((point) => [...point, loss])), Plot.pointer({
        x: "0", y: "1", title: ([place, height, loss]) => `${loss}\n${figures.binary ? "score" : "error"} ${number(place)}\npull ${number(height)} times`,
      })),
    ],
  });
}

/** Errors on a log scale when they span decades; those too small to tell apart are drawn at its foot. */
function errorScale(values) {
  const positive = values.filter((value) => value > 0);
  const high = d3.max(positive) ?? 1;
  const middle = d3.median(positive) ?? 1;
  if (high / middle < 20) return { type: "linear", low: 0, high, clamp: (value) => value };
  const low = Math.max(d3.quantile(positive, 0.01), high / 1e6);
  return { type: "log", low, high, clamp: (value) => Math.max(low, value) };
}

function movement(width) {
  const scale = figures.binary
    ? { type: "sqrt", low: 0, high: 1, clamp: (value) => value }
    : errorScale(Object.values(figures.movement).flat(2));
  const ticks = { sqrt: [0.01, 0.1, 0.3, 0.6, 1], log: powersOfTen(scale.low || scale.high / 10, scale.high), linear: 4 }[scale.type];
  const axis = { type: scale.type, domain: [scale.low, scale.high], nice: scale.type === "linear", ticks, tickFormat: number };
  const where = (anchor, text) =>
    Plot.text([text], { frameAnchor: anchor, text: (said) => said, dx: anchor === "top-left" ? 6 : -6, dy: anchor === "top-left" ? 6 : -6, fillOpacity: 0.75 });
  const draw = (loss, panel) =>
    plot(panel, {
      height: Math.min(panel, 340),
      marginLeft: 52,
      marginBottom: 40,
      x: { ...axis, label: `error under ${short(figures.losses[0], 24)}`, labelAnchor: "center", labelArrow: "none" },
      y: { ...axis, label: `error under ${short(loss, 24)}`, labelArrow: "none" },
      marks: [
        Plot.frame({ strokeOpacity: 0.2 }),
        Plot.dot(figures.movement[loss], {
          x: ([before]) => scale.clamp(before), y: ([, after]) => scale.clamp(after), r: figures.movement[loss].length < 100 ? 4 : 2.2, fill: colour(loss), fillOpacity: 0.45,
        }),
        Plot.line([[scale.low, scale.low], [scale.high, scale.high]], { strokeDasharray: "4 3" }),
        where("top-left", "further off"),
        where("bottom-right", "nearer"),
      ],
    });
  return multiples(width, Object.keys(figures.movement), 205, draw, lossTitle);
}

function distribution(width) {
  const bins = figures.errors;
  const widths = bins.map(([low, high]) => high - low);
  const grows = d3.max(widths) > 3 * d3.min(widths);
  const foot = bins[0][0] > 0 ? bins[0][0] : bins[0][1] * (bins.length > 1 ? bins[1][0] / bins[1][1] : 0.5);
  const high = bins.at(-1)[1];
  const beyond = ([low]) => figures.delta !== null && low >= figures.delta * 0.999;
  const narrow = width < 520;
  return plot(width, {
    height: narrow ? 240 : 300,
    marginLeft: 56,
    marginBottom: 40,
    x: {
      type: grows ? "log" : "linear", label: narrow ? `error${grows ? " (log)" : ""}` : `held-out error, ${short(figures.target, 24)}${grows ? " (log scale)" : ""}`,
      labelAnchor: "center", labelArrow: "none", ticks: grows ? powersOfTen(foot, high) : narrow ? 4 : 8, tickFormat: number,
    },
    y: { type: "sqrt", grid: true, ticks: 5, tickFormat: d3.format(",~r"), label: "rows (square-root scale)", labelArrow: "none" },
    marks: [
      Plot.rect(bins, {
        x1: ([low]) => (grows ? Math.max(low, foot) : low), x2: "1", y1: 0, y2: "2", insetLeft: 0.5, insetRight: 0.5,
        fill: (bin) => (beyond(bin) ? "var(--tail)" : "var(--accent)"),
      }),
      Plot.ruleY([0]),
      ...(figures.delta === null ? [] : deltaMark(figures.delta)),
      Plot.tip(bins, Plot.pointerX({
        x: ([low, high]) => (grows ? Math.sqrt(Math.max(low, foot) * high) : (low + high) / 2), y: "2",
        title: ([low, high, count]) => `${number(low)} to ${number(high)}\n${d3.format(",")(count)} rows`,
      })),
    ],
  });
}

const deltaMark = (delta) => [
  Plot.ruleX([delta], { strokeWidth: 2, strokeDasharray: "5 3" }),
  Plot.text([delta], { x: (value) => value, frameAnchor: "top", dx: 6, textAnchor: "start", text: (value) => `delta ${number(value)}`, fontWeight: 600 }),
];
