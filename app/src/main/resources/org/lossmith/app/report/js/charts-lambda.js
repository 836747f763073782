"use strict";
// A training whose lambda was chosen: held-out loss and coefficients along the path.

const lambdaAxis = (width) => {
  const { lambdas } = figures.lambda;
  const [low, high] = [lambdas.at(-1), lambdas[0]];
  const powers = powersOfTen(low, high);
  return {
    type: "log", domain: [low, high], ticks: width < 520 && powers.length > 4 ? powers.filter((_, index) => index % 2 === 0) : powers,
    tickFormat: number, label: width < 520 ? "lambda (log)" : "lambda (log scale): more penalty to the right", labelAnchor: "center", labelArrow: "none",
  };
};

/** How many coefficients are not 0, along the top. */
function nonZeroAxis(width) {
  const { lambdas, nonZeros } = figures.lambda;
  const step = Math.max(1, Math.round(lambdas.length / Math.max(3, Math.floor(width / 75))));
  const shown = lambdas.filter((_, index) => index % step === Math.floor(step / 2));
  // Not an axis: on a log scale an axis drops labels of ticks that are no round numbers.
  return [
    Plot.text(shown, { x: (lambda) => lambda, frameAnchor: "top", dy: -10, text: (lambda) => String(nonZeros[lambdas.indexOf(lambda)]) }),
    Plot.text([figures.lambda.counted], { frameAnchor: "top", dy: -28, text: (words) => words }),
  ];
}

/** Both lambdas that a rule may choose, the chosen one solid; names that would touch stand on either side or, at an edge, below each other. */
function lambdaRules(named, width) {
  const { lambdas, min, oneStandardError, chosen } = figures.lambda;
  const rules = (min === oneStandardError ? [[min, "min and 1se"]] : [[min, "min"], [oneStandardError, "1se"]]);
  const [start, end] = [lambdas.at(-1), lambdas[0]].map(Math.log);
  const place = ([index]) => ((Math.log(lambdas[index]) - start) / (end - start)) * width;
  const close = rules.length > 1 && Math.abs(place(rules[0]) - place(rules[1])) < 90;
  const apart = close && place(rules[0]) > 45 && place(rules[1]) < width - 90;
  const anchor = (rule) => (apart ? (rule === rules[0] ? "end" : "start") : place(rule) < 45 ? "start" : place(rule) > width - 45 ? "end" : "middle");
  return [
    Plot.ruleX(rules.filter(([index]) => index !== chosen), { x: ([index]) => lambdas[index], strokeWidth: 1.5, strokeDasharray: "5 4", strokeOpacity: 0.8 }),
    Plot.ruleX([chosen], { x: (index) => lambdas[index], strokeWidth: 1.5, strokeDasharray: named ? "5 4" : "0" }),
    ...(named ? rules.map((rule, position) => Plot.text([rule], {
      x: ([index]) => lambdas[index], frameAnchor: "top", dy: close && !apart ? 12 + 15 * position : 12, dx: anchor(rule) === "start" ? 4 : anchor(rule) === "end" ? -4 : 0,
      text: ([index, name]) => (index === chosen ? `${name}, chosen` : name), textAnchor: anchor(rule), fontWeight: rule[0] === chosen ? 700 : 400,
      stroke: "var(--page)", strokeWidth: 5, fill: "currentColor",
    })) : []),
  ];
}

function lambdaCurve(width) {
  const { lambdas, mean, error, loss } = figures.lambda;
  const points = lambdas.map((lambda, index) => [lambda, mean[index], error[index], figures.lambda.nonZeros[index]]).filter(([, value]) => value !== null);
  const spread = ([, value, deviation], sign) => value + sign * (deviation ?? 0);
  return plot(width, {
    height: width < 520 ? 300 : 380,
    marginLeft: 60, marginTop: 44, marginBottom: 42, marginRight: 24,
    x: lambdaAxis(width),
    y: { nice: true, grid: true, ticks: 5, tickFormat: number, label: null },
    marks: [
      Plot.axisX({ ...lambdaAxis(width), type: undefined, domain: undefined, anchor: "bottom" }),
      ...nonZeroAxis(width),
      Plot.ruleX(points, { x: "0", y1: (point) => spread(point, -1), y2: (point) => spread(point, 1), strokeOpacity: 0.45, marker: "tick" }),
      Plot.dot(points, { x: "0", y: "1", r: width < 520 ? 2.2 : 3, fill: "var(--loss-1)" }),
      ...lambdaRules(true, width - 84),
      Plot.tip(points, Plot.pointerX({
        x: "0", y: "1", title: ([lambda, value, deviation, count]) =>
          `lambda ${number(lambda)}\nheld-out ${loss} ${number(value)}${deviation === null ? "" : ` ± ${d3.format(".2~g")(deviation)}`}\n${count} not 0`,
      })),
    ],
  });
}

/** Places for labels at the left end of lines: at least a line of text apart, in the lines' order. */
function labelPlaces(ends, gap, low) {
  const sorted = d3.sort(ends, ([, value]) => value);
  let floor = low;
  const places = sorted.map(([name, value]) => {
    const place = Math.max(value, floor);
    floor = place + gap;
    return [name, value, place];
  });
  return places;
}

function coefficientPaths(width) {
  const { lambdas, paths } = figures.lambda;
  const narrow = width < 520;
  const height = narrow ? 340 : 460;
  const [low, high] = d3.extent([0, ...paths.flatMap(([, values]) => values.filter((value) => value !== null))]);
  const [bottom, top] = d3.nice(low, high, 10);
  const gap = ((top - bottom) / (height - 90)) * 15;
  const ends = paths.slice(0, narrow ? 6 : 12).map(([name, values]) => [name, values.at(-1) ?? 0]).filter(([, value], index) => index < 2 || Math.abs(value) > 0.03 * (high - low));
  const places = labelPlaces(ends, gap, low);
  const margin = leftMargin(ends.map(([name]) => name), width * (narrow ? 0.8 : 0.6));
  const letters = Math.max(4, Math.floor((margin - 16) / 6.6));
  const styleOf = new Map(paths.map(([name], index) => [name, `var(--loss-${index % 8})`]));
  const line = ([name, values]) => Plot.line(values.map((value, index) => [lambdas[index], value]), { x: "0", y: "1", stroke: styleOf.get(name), strokeWidth: 1.6 });
  return plot(width, {
    height,
    marginLeft: margin, marginRight: 52, marginTop: 44, marginBottom: 42,
    x: lambdaAxis(width),
    y: { domain: [low, Math.max(high, d3.max(places, ([, , place]) => place) ?? high)], nice: true, axis: null },
    marks: [
      Plot.axisX({ ...lambdaAxis(width), type: undefined, domain: undefined, anchor: "bottom" }),
      ...nonZeroAxis(width - margin),
      Plot.axisY({ anchor: "right", ticks: 5, tickSize: 0, tickFormat: number, label: null }),
      Plot.gridY({ ticks: 5 }),
      Plot.ruleY([0]),
      ...lambdaRules(false, 0),
      ...paths.map(line),
      Plot.text(places, { x: lambdas.at(-1), y: "2", dx: -8, textAnchor: "end", text: ([name]) => shortName(name, letters), fill: ([name]) => styleOf.get(name), fontWeight: 600 }),
      Plot.tip(paths.flatMap(([name, values]) => values.map((value, index) => [lambdas[index], value, name]).filter(([, value]) => value)), Plot.pointer({
        x: "0", y: "1", title: ([lambda, value, name]) => `${short(name, 60)}\nlambda ${number(lambda)}\n${number(value)} per standard deviation`,
      })),
    ],
  });
}
