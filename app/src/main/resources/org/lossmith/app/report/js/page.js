"use strict";
// Draws the pictures, each by the function that its data-chart names, and redraws them for the window or the paper.

const charts = { deciding, metrics, cost, pull, movement, distribution, calibration, tradeoff, thresholds, coefficients, confusion, classes, lambdaCurve, coefficientPaths, coverage };
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
