// @ts-check
/**
 * Draws the charts of the figures from the tables that stand beside them. The library is fetched when the first chart
 * comes near the window; without script, or while it loads, the table says everything.
 */

/** @typedef {{ name: string, value: number | null }} Point */

/** @param {string} name @returns {string} a colour of the page */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** @param {HTMLElement} place @returns {Point[]} what the table says, row by row */
function points(place) {
  const table = document.getElementById(place.dataset.table ?? "");
  return [...(table?.querySelectorAll("tbody tr") ?? [])].map((row) => {
    const line = /** @type {HTMLElement} */ (row);
    const cells = line.querySelectorAll("td");
    const cell = place.dataset.column ? cells[Number(place.dataset.column)] : line;
    const value = /** @type {HTMLElement} */ (cell)?.dataset.value;
    return { name: line.dataset.name ?? "", value: value ? Number(value) : null };
  });
}

/** @param {HTMLElement} place @returns {object} what the library is told to draw */
function drawing(place) {
  const found = points(place);
  const isBar = place.dataset.figureChart === "bar";
  const style = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
  const names = {
    type: "category", data: found.map((one) => one.name), axisTick: { show: false },
    axisLine: { lineStyle: { color: colour("--line-strong") } },
    axisLabel: { color: colour("--ink-2"), ...style, interval: 0, rotate: isBar && found.length > 6 ? 30 : 0, hideOverlap: true },
  };
  const values = {
    type: "value", splitNumber: 4, splitLine: { lineStyle: { color: colour("--line") } },
    axisLabel: { color: colour("--ink-3"), ...style },
  };
  const label = {
    show: found.length <= 16, position: "top", color: colour("--ink"), ...style,
    formatter: (/** @type {{ value: number | null }} */ one) => (one.value === null ? "" : String(Math.round(one.value * 10) / 10)),
  };
  return {
    animation: false, textStyle: style,
    grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
    xAxis: names, yAxis: values,
    series: [{
      type: isBar ? "bar" : "line", data: found.map((one) => one.value), barMaxWidth: 36, symbolSize: 7, connectNulls: false,
      color: colour("--accent"), lineStyle: { width: 2 }, itemStyle: { borderRadius: isBar ? [3, 3, 0, 0] : 0 }, label,
    }],
  };
}

/** @param {HTMLElement} place */
async function draw(place) {
  await import(place.dataset.library ?? "");
  const library = /** @type {any} */ (globalThis).echarts;
  const chart = library.init(place, null, { renderer: "canvas" });
  const paint = () => chart.setOption(drawing(place), true);
  paint();
  new ResizeObserver(() => chart.resize()).observe(place);
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

const near = new IntersectionObserver((entries) => {
  for (const one of entries) {
    if (!one.isIntersecting) continue;
    near.unobserve(one.target);
    draw(/** @type {HTMLElement} */ (one.target));
  }
}, { rootMargin: "200px" });
for (const place of document.querySelectorAll("[data-figure-chart]")) near.observe(place);
