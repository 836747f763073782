"use strict";
// What all pictures share: the data, colours and marks of losses, numbers, axes, panels.

const figures = JSON.parse(document.getElementById("figures").textContent);
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "cross", "wye", "times"];
const DASHES = ["11 3", "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 4", "6 2 1 2 1 2"];
const PAPER_WIDTH = 680;

const isBest = (loss) => figures.best.includes(loss);
const styleIndex = (loss) => Math.max(0, figures.losses.indexOf(loss)) % 8;
const colour = (loss) => `var(--loss-${styleIndex(loss)})`;
const symbol = (loss) => SYMBOLS[styleIndex(loss)];
const dash = (loss) => (isBest(loss) && figures.best.length === 1 ? "0" : DASHES[styleIndex(loss)]);
const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
/** Cut in the middle: names of inputs made from one column differ at their end. */
const shortName = (name, length) =>
  name.length > length ? `${name.slice(0, Math.ceil((length - 1) / 2))}…${name.slice(name.length - Math.floor((length - 1) / 2))}` : name;
const number = (value) => (Math.abs(value) >= 1e7 || (value && Math.abs(value) < 1e-3) ? d3.format("~e") : d3.format(",.4~r"))(value);
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
  return { marginLeft: margin, y: { domain: names, label: null, tickSize: 0, tickFormat: (name) => shortName(name, letters) } };
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
