// @ts-check
/**
 * Drawing an outline on the map. The field of corners is the truth: the map shows what stands there and writes what is
 * drawn back into it. By hand: press to add a corner, drag to move one. By keyboard: choose a corner, arrows move it.
 */
const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("textarea[name=outline]"));
const datum = /** @type {HTMLSelectElement | null} */ (document.querySelector("select[name=crs]"));
const tools = /** @type {HTMLElement | null} */ (document.querySelector("[data-outline]"));
const host = /** @type {(HTMLElement & {map?: any}) | null} */ (tools?.querySelector("[data-map]") ?? null);
const DIGITS = 6;
const STEP_PX = 8;
const SMALL_STEP_PX = 1;
const NEAR_PX = 14;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let chosen = -1;

/** @returns {[number, number][]} */
function corners() {
  const found = (field?.value ?? "").split("\n").map((line) => line.split(/[,,]/).map(Number));
  return /** @type {[number, number][]} */ (found.filter((pair) => pair.length === 2 && pair.every(Number.isFinite)));
}

/** @param {[number, number][]} points */
function write(points) {
  if (!field) return;
  field.value = points.map(([lon, lat]) => `${lon.toFixed(DIGITS)}, ${lat.toFixed(DIGITS)}`).join("\n");
  if (datum) datum.value = "wgs84";
  show();
}

function drawn() {
  const points = corners();
  const ring = points.length > 2 ? [[...points, points[0]]] : [];
  const features = points.map((at, number) => ({ type: "Feature", properties: { number, chosen: number === chosen }, geometry: { type: "Point", coordinates: at } }));
  return { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: ring } }, ...features] };
}

function show() {
  const map = host?.map;
  const colour = (/** @type {string} */ name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  if (!map) return;
  if (map.getSource("outline")) map.getSource("outline").setData(drawn());
  else {
    map.addSource("outline", { type: "geojson", data: drawn() });
    const [accent, surface, overdue] = ["--accent", "--surface", "--overdue"].map(colour);
    map.addLayer({ id: "outline-fill", type: "fill", source: "outline", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": accent, "fill-opacity": 0.18 } });
    map.addLayer({ id: "outline-edge", type: "line", source: "outline", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": accent, "line-width": 2.5 } });
    map.addLayer({ id: "outline-corner", type: "circle", source: "outline", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": ["case", ["get", "chosen"], 9, 6], "circle-color": ["case", ["get", "chosen"], overdue, accent], "circle-stroke-color": surface, "circle-stroke-width": 2 } });
  }
  const told = tools?.querySelector("[data-outline-told]");
  const words = tools?.dataset ?? {};
  if (told) told.textContent = `${words.count ?? ""} ${corners().length}${chosen >= 0 ? ` · ${words.chosen ?? ""} ${chosen + 1}` : ""}`;
}

/** Where a new corner belongs: on the edge it lies closest to. @param {any} map @param {{x: number, y: number}} spot */
function place(map, spot) {
  const points = corners().map((at) => map.project(at));
  if (points.length < 3) return points.length;
  let best = points.length;
  let least = Infinity;
  points.forEach((from, at) => {
    const to = points[(at + 1) % points.length];
    const long = (to.x - from.x) ** 2 + (to.y - from.y) ** 2 || 1;
    const share = Math.max(0, Math.min(1, ((spot.x - from.x) * (to.x - from.x) + (spot.y - from.y) * (to.y - from.y)) / long));
    const far = Math.hypot(spot.x - from.x - share * (to.x - from.x), spot.y - from.y - share * (to.y - from.y));
    if (far < least) [least, best] = [far, at + 1];
  });
  return best;
}

/** @param {any} map @param {{x: number, y: number}} spot */
function near(map, spot) {
  return corners().findIndex((at) => { const one = map.project(at); return Math.hypot(one.x - spot.x, one.y - spot.y) <= NEAR_PX; });
}

/** @param {any} map @param {{x: number, y: number}} spot */
function add(map, spot) {
  const points = corners();
  const at = place(map, spot);
  const { lng, lat } = map.unproject(spot);
  points.splice(at, 0, [lng, lat]);
  chosen = at;
  write(points);
}

function remove() {
  if (chosen < 0) return;
  const points = corners();
  points.splice(chosen, 1);
  chosen = points.length ? Math.min(chosen, points.length - 1) : -1;
  write(points);
}

/** @param {any} map @param {number} x @param {number} y */
function shift(map, x, y) {
  const points = corners();
  if (!points[chosen]) return;
  const one = map.project(points[chosen]);
  const { lng, lat } = map.unproject([one.x + x, one.y + y]);
  points[chosen] = [lng, lat];
  write(points);
}

/** @param {any} map */
function start(map) {
  let held = -1;
  map.on("click", (/** @type {any} */ event) => { const at = near(map, event.point); if (at >= 0) { chosen = at; show(); } else add(map, event.point); });
  for (const begins of ["mousedown", "touchstart"]) map.on(begins, (/** @type {any} */ event) => { held = near(map, event.point); if (held >= 0) { chosen = held; event.preventDefault(); show(); } });
  for (const moves of ["mousemove", "touchmove"]) map.on(moves, (/** @type {any} */ event) => {
    if (held < 0) return;
    const points = corners();
    points[held] = [event.lngLat.lng, event.lngLat.lat];
    write(points);
  });
  for (const ends of ["mouseup", "touchend"]) map.on(ends, () => { held = -1; });
  map.on("styledata", show);
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const way = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    const step = event.shiftKey ? SMALL_STEP_PX : STEP_PX;
    if (way) chosen < 0 ? map.panBy([way[0] * 40, way[1] * 40], { duration: 0 }) : shift(map, way[0] * step, way[1] * step);
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else if (event.key === "Escape") { chosen = -1; show(); }
    else return;
    event.preventDefault();
  });
  for (const button of tools?.querySelectorAll("[data-outline-do]") ?? []) button.addEventListener("click", () => act(map, /** @type {HTMLElement} */ (button).dataset.outlineDo ?? ""));
  field?.addEventListener("input", show);
  show();
}

/** @param {any} map @param {string} what */
function act(map, what) {
  const count = corners().length;
  if (what === "add") add(map, map.project(map.getCenter()));
  else if (what === "remove") remove();
  else if (count) chosen = (chosen + (what === "next" ? 1 : -1) + count) % count;
  show();
  map.getCanvas().focus();
}

if (host && field && tools) {
  const watch = new MutationObserver(() => {
    if (host.dataset.mapState !== "drawn") return;
    watch.disconnect();
    tools.classList.add("is-ready");
    start(host.map);
  });
  watch.observe(host, { attributeFilter: ["data-map-state"] });
}
