// @ts-check
/** Picking a point: a press, or the map moved under the cross; the grid is named at once, and a form sends the point. */

const STEP = 40;
const SMALL_STEP = 6;
const SETTLE_MS = 180;
/** A press on the whole district can mean any of a hundred houses: each one also brings the map closer. */
const CLOSER = 2;
const CLOSE_ZOOM = 16.5;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {{map: any, host: HTMLElement, told: any}} given */
export function start({ map, host, told }) {
  const form = host.closest("[data-pick]")?.querySelector("form[data-pick-form]");
  if (!(form instanceof HTMLFormElement)) return;
  const words = /** @type {HTMLElement} */ (form.querySelector("[data-pick-words]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("[data-pick-take]"));
  let asked = 0;
  let timer = 0;

  /** @param {{lng: number, lat: number}} spot */
  async function choose(spot) {
    const mine = ++asked;
    const lon = spot.lng.toFixed(6);
    const lat = spot.lat.toFixed(6);
    host.dataset.pickState = "asking";
    let named = { key: "", words: "" };
    try {
      named = await (await fetch(`${told.place}?lon=${lon}&lat=${lat}`, { headers: { Accept: "application/json" } })).json();
    } catch {
      named.words = told.words.failed;
    }
    if (mine !== asked) return;
    /** @type {HTMLInputElement} */ (form.elements.namedItem("lon")).value = lon;
    /** @type {HTMLInputElement} */ (form.elements.namedItem("lat")).value = lat;
    words.textContent = named.words;
    button.disabled = !named.key;
    for (const layer of ["grid-here-fill", "grid-here-edge"]) map.getLayer(layer) && map.setFilter(layer, ["==", ["get", "key"], named.key]);
    Object.assign(host.dataset, { pickState: "named", pickKey: named.key, pickAt: `${lon},${lat}` });
  }

  map.on("click", (/** @type {any} */ event) => {
    choose(event.lngLat);
    const zoom = Math.max(map.getZoom(), Math.min(map.getZoom() + CLOSER, CLOSE_ZOOM));
    map.easeTo({ center: event.lngLat, zoom, duration: 260 }, { isPick: true });
  });
  map.on("moveend", (/** @type {any} */ event) => {
    if (event.isPick || !(event.originalEvent || event.isStep)) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => choose(map.getCenter()), SETTLE_MS);
  });
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const way = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    if (way) {
      const step = event.shiftKey ? SMALL_STEP : STEP;
      map.panBy([way[0] * step, way[1] * step], { duration: 0 }, { isStep: true });
    } else if (event.key === "+" || event.key === "=") map.zoomTo(map.getZoom() + 1, { duration: 0 }, { isStep: true });
    else if (event.key === "-") map.zoomTo(map.getZoom() - 1, { duration: 0 }, { isStep: true });
    else if (event.key === "Enter" && !button.disabled) form.requestSubmit(button);
    else return;
    event.preventDefault();
  });
  host.classList.add("has-cross");
  map.getCanvas().setAttribute("aria-describedby", "pick-how");
}
