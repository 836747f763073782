"use strict";
// Draws the pictures of the report from the JSON in #figures. One function a picture, named by data-chart.
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "cross", "wye", "times"];
  const DASHES = ["11 3", "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 4", "6 2 1 2 1 2"];
  const PAPER_WIDTH = 680;

  // Looks that all pictures share.

  const isBest = (loss) => figures.best.includes(loss);
  const styleIndex = (loss) => Math.max(0, figures.losses.indexOf(loss)) % 8;
  const colour = (loss) => `var(--loss-${styleIndex(loss)})`;
  const symbol = (loss) => SYMBOLS[styleIndex(loss)];
  const dash = (loss) => (isBest(loss) && figures.best.length === 1 ? "0" : DASHES[styleIndex(loss)]);
  const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
  const number = (value) => (Math.abs(value) >= 1e5 || (value && Math.abs(value) < 1e-3) ? d3.format("~e") : d3.format(",.4~r"))(value);
  const percent = (value) => `${d3.format("~r")(+(value * 100).toPrecision(3))}%`;
  const known = (row) => row.every((value) => value !== null);

  /** Powers of ten between two positive numbers; with 3 as well where they are few. */
  function powersOfTen(low, high) {
    const powers = d3.range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1).map((power) => 10 ** power);
    const within = (ticks) => ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
    return within(powers).length > 2 ? within(powers) : within(powers.flatMap((power) => [power, 3 * power]));
  }

  function plot(width, options) {
    const style = { background: "none", color: "inherit", fontFamily: "inherit", fontSize: "12px", overflow: "visible" };
    const svg = Plot.plot({ width, marginRight: 16, insetTop: 4, ...options, style });
    svg.setAttribute("aria-hidden", "true"); // title and caption speak for the picture
    return svg;
  }

  function leftMargin(names, width) {
    const longest = d3.max(names, (name) => name.length) ?? 0;
    return Math.round(Math.min(longest * 7.2 + 14, width * 0.42));
  }

  function nameAxis(names, width) {
    const margin = leftMargin(names, width);
    const letters = Math.max(4, Math.floor((margin - 12) / 7.2));
    return { marginLeft: margin, y: { domain: names, label: null, tickSize: 0, tickFormat: (name) => short(name, letters) } };
  }

  /** Several small pictures with titles, as many beside each other as fit. */
  function multiples(width, names, narrowest, draw, title) {
    const fitting = Math.max(1, Math.min(names.length, Math.floor((width + 20) / (narrowest + 20))));
    const columns = Math.ceil(names.length / Math.ceil(names.length / fitting));
    const panel = Math.floor((width - 20 * (columns - 1)) / columns);
    const grid = document.createElement("div");
    grid.className = "multiples";
    grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    for (const name of names) {
      const cell = document.createElement("div");
      cell.append(title(name), draw(name, panel));
      grid.append(cell);
    }
    return grid;
  }

  function panelTitle(text, loss) {
    const heading = document.createElement("p");
    heading.className = loss === undefined ? "panel-title" : `panel-title loss loss-${styleIndex(loss)}`;
    if (loss !== undefined) {
      const swatch = document.createElement("span");
      swatch.className = "swatch";
      heading.append(swatch);
    }
    heading.append(text);
    return heading;
  }

  const lossTitle = (loss) => panelTitle(loss, loss);

  /** Dots with intervals, a row for each loss; the best are filled. */
  function intervals(scores, names) {
    const rows = scores.filter(([, value]) => value !== null);
    return [
      Plot.ruleY(rows.filter(known), { x1: "2", x2: "3", y: "0", stroke: ([loss]) => colour(loss), strokeWidth: 2.5, strokeLinecap: "round" }),
      ...names.map((loss) =>
        Plot.dot(rows.filter((row) => row[0] === loss), {
          x: "1", y: "0", r: 6, symbol: symbol(loss), stroke: colour(loss), strokeWidth: 2,
          fill: isBest(loss) ? colour(loss) : "var(--page)",
        })),
    ];
  }

  // The pictures.

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

  function coefficients(width) {
    const rows = figures.coefficients.rows;
    const names = rows.map(([name]) => name);
    const perDeviation = width < 520 ? "change per standard deviation" : "change in the score per standard deviation of the feature";
    const unit = figures.coefficients.standardised ? perDeviation : "coefficient, original units";
    const limit = figures.coefficients.limit;
    const scale = limit === null ? { nice: true } : { domain: [-limit, limit], clamp: true };
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

  // Drawing, redrawing, copying.

  const charts = { deciding, metrics, cost, pull, movement, distribution, calibration, tradeoff, thresholds, coefficients };
  const places = [...document.querySelectorAll("[data-chart]")];

  function draw(place, width) {
    try {
      place.replaceChildren(charts[place.dataset.chart](Math.max(240, Math.floor(width))));
    } catch (failure) {
      console.error(failure);
      place.textContent = "This picture could not be drawn; its figures are in the text and tables of this page.";
    }
  }

  const drawAll = (width) => places.forEach((place) => draw(place, width ?? place.clientWidth));

  function redrawOnResize() {
    let drawn = document.documentElement.clientWidth;
    let waiting = 0;
    addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        if (document.documentElement.clientWidth !== drawn) {
          drawn = document.documentElement.clientWidth;
          drawAll();
        }
      }, 120);
    });
  }

  /** On paper nothing can be unfolded, and the pictures get the width of the sheet. */
  function preparePrint() {
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = [...document.querySelectorAll("main details:not([open])")];
      folded.forEach((details) => details.setAttribute("open", ""));
      drawAll(PAPER_WIDTH);
    });
    addEventListener("afterprint", () => {
      folded.forEach((details) => details.removeAttribute("open"));
      drawAll();
    });
  }

  async function copy(text) {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(text);
    }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function addCopyButtons() {
    for (const command of document.querySelectorAll(".command")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        const done = await copy(command.querySelector("code").textContent).then(() => "Copied", () => "Select and copy by hand");
        button.textContent = done;
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      command.append(button);
    }
  }

  drawAll();
  redrawOnResize();
  preparePrint();
  addCopyButtons();
})();
