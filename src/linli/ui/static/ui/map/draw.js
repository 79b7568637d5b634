// @ts-check
/** Draws one map into its host, in the colours of the page, and hands it to what its look asks for. */
import { tokens, styleOf } from "./style.js";
import { ground } from "./ground.js";
import { sign } from "./signs.js";

const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const POINT_ZOOM = 16;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
/** A small map of one place is kept and moved: a queue opens hundreds of matters a day. @type {any} */
let kept = null;

/** @param {string} address */
function styled(address) {
  if (document.querySelector(`link[href="${address}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.onload = link.onerror = () => resolve(undefined);
    document.head.append(link);
  });
}

/** @param {HTMLElement} host */
export async function draw(host) {
  const told = JSON.parse(host.dataset.map ?? "{}");
  try {
    if (told.look === "place" && kept && !kept.getContainer().isConnected) return moveTo(kept, host, told);
    const [library] = await Promise.all([import(told.files.library), styled(told.files.style)]);
    library.setWorkerUrl(new URL(told.files.worker, location.href).href);
    const map = await make(library, host, told);
    if (told.look === "place") kept = map;
    const behaviour = { pick: "./pick.js", sums: "./told.js", cases: "./told.js" }[told.look];
    if (behaviour) (await import(behaviour)).start({ map, host, told, library });
    await map.once("load");
    host.dataset.mapState = "drawn";
  } catch (error) {
    fail(host, told);
    console.warn("map:", error);
  }
}

/** @param {any} library @param {HTMLElement} host @param {any} told */
async function make(library, host, told) {
  const box = document.createElement("div");
  box.className = "map__box";
  host.append(box);
  const base = await ground(told, library);
  await hasSize(box);
  const words = told.words;
  const map = new library.Map({
    container: box,
    style: styleOf(told, tokens(), base),
    ...view(told),
    maxZoom: 19,
    minZoom: 7,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    scrollZoom: told.look !== "place",
    keyboard: told.look !== "pick",
    fadeDuration: calm.matches ? 0 : 200,
    attributionControl: false,
    localIdeographFontFamily: FONT,
    locale: { "Map.Title": host.dataset.mapTitle ?? "", "NavigationControl.ZoomIn": words.zoomIn, "NavigationControl.ZoomOut": words.zoomOut, "AttributionControl.ToggleAttribution": words.credit },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.AttributionControl({ compact: false, customAttribution: credit(told) }), "bottom-right");
  map.setMissingStyleImageResolver((/** @type {string} */ id) => sign(map, id, tokens()));
  watchTheme(map, told, base);
  map.once("load", () => map.resize());
  Object.assign(host, { map });
  return map;
}

/** A map that is made before its box has a size keeps a wrong one. @param {HTMLElement} box @returns {Promise<void>} */
function hasSize(box) {
  return new Promise((done) => {
    const watch = new ResizeObserver(() => {
      if (!box.clientWidth || !box.clientHeight) return;
      watch.disconnect();
      done();
    });
    watch.observe(box);
  });
}

/** @param {any} told */
function credit(told) {
  const lines = [told.words.credit];
  if (told.ground?.credit) lines.unshift(told.ground.credit);
  return lines.map((line) => Object.assign(document.createElement("span"), { textContent: line }).innerHTML);
}

/** @param {any} told */
function view(told) {
  if (told.point) return { center: told.point, zoom: POINT_ZOOM };
  if (told.bounds) return { bounds: told.bounds, fitBoundsOptions: { padding: told.look === "place" ? 24 : 12, maxZoom: 17 } };
  return { center: [0, 0], zoom: 7 };
}

/** Another matter in the same pane: the same map, looking elsewhere. @param {any} map @param {HTMLElement} host @param {any} told */
function moveTo(map, host, told) {
  host.append(map.getContainer());
  Object.assign(host, { map });
  map.told = told;
  map.setStyle(styleOf(told, tokens(), map.base));
  map.resize();
  const { center, zoom, bounds, fitBoundsOptions } = /** @type {any} */ (view(told));
  if (center) map.jumpTo({ center, zoom });
  else map.fitBounds(bounds, { ...fitBoundsOptions, animate: false });
  map.getCanvas().setAttribute("aria-label", host.dataset.mapTitle ?? "");
  host.dataset.mapState = "drawn";
}

/** @param {any} map @param {any} told @param {any} base */
function watchTheme(map, told, base) {
  Object.assign(map, { told, base });
  const again = () => {
    for (const id of map.listImages()) map.removeImage(id);
    map.setStyle(styleOf(map.told, tokens(), map.base));
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** @param {HTMLElement} host @param {any} told */
function fail(host, told) {
  host.dataset.mapState = "failed";
  const words = Object.assign(document.createElement("p"), { className: "quiet small", textContent: told.words?.failed ?? "" });
  host.replaceChildren(words);
}
