// @ts-check
/** The map's style: our own layers in the page's colours; below them, where there is one, the operator's base map. */

const NAMES = ["--paper", "--surface", "--ink", "--ink-2", "--line-strong", "--accent", "--accent-fill", "--accent-soft", "--on-accent",
  "--near-fill", "--overdue-fill", "--waiting-fill", "--map-land", "--map-land-2", "--map-edge", "--map-water", "--map-road"];
const FONT = ["Noto Sans CJK SC"];

/** The page's colours, as they are now. @returns {Record<string, string>} */
export function tokens() {
  const computed = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name.slice(2), computed.getPropertyValue(name).trim()]));
}

/** @param {string} address */
const absolute = (address) => (address.startsWith("http") ? address : location.origin + address);
/** @param {string} address @param {number} maxzoom */
const tiles = (address, maxzoom) => ({ type: "vector", tiles: [absolute(address)], minzoom: 0, maxzoom });
/** @param {...[number, number]} stops */
const wide = (...stops) => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops.flat()];

/** @param {any} told @param {Record<string, string>} ink @param {any} base */
export function styleOf(told, ink, base) {
  const name = ["get", told.english ? "name_en" : "name"];
  const sources = { areas: tiles(told.areas, 16), streets: tiles(told.streets, 16), ...base.sources, ...ownSources(told) };
  const land = base.layers.length ? [] : [area("county", "land", "fill", { "fill-color": ink["map-land"] }), area("subdistrict", "land-2", "fill",
    { "fill-color": ink["map-land-2"], "fill-opacity": 0.6 })];
  const layers = [
    { id: "ground", type: "background", paint: { "background-color": ink["paper"] } },
    ...base.layers, ...land, ...streets(told, ink, name), ...borders(told, ink), ...names(told, ink, name), ...own(told, ink),
  ];
  return { version: 8, sources, layers };
}

/** @param {string} level @param {string} id @param {string} type @param {any} paint @param {any} [rest] */
const area = (level, id, type, paint, rest = {}) => ({ id: `${level}-${id}`, type, source: "areas", "source-layer": level, paint, ...rest });

/** @param {any} told @param {Record<string, string>} ink */
function borders(told, ink) {
  const line = (level, width, dash, minzoom) => area(level, "edge", "line", { "line-color": ink["map-edge"], "line-width": width, "line-opacity": level === "community" ? 0.6 : 0.8,
    ...(dash ? { "line-dasharray": dash } : {}) }, { minzoom });
  const here = told.outline?.key ? ["==", ["get", "key"], told.outline.key] : ["literal", false];
  const level = told.outline?.level ?? "grid";
  return [
    area(level, "here-fill", "fill", { "fill-color": ink["accent"], "fill-opacity": 0.14 }, { filter: here }),
    line("grid", 0.7, [3, 2], 13), line("community", 0.8, null, 11), line("subdistrict", 1.7, null, 7), line("county", 2.2, null, 0),
    area(level, "here-edge", "line", { "line-color": ink["accent"], "line-width": 2.2 }, { filter: here }),
  ];
}

/** @param {any} told @param {Record<string, string>} ink @param {any} name */
function streets(told, ink, name) {
  const layer = (id, kind, paint, rest = {}) => ({ id, type: "line", source: "streets", "source-layer": "street", filter: ["==", ["get", "kind"], kind],
    layout: { "line-cap": "round", "line-join": "round" }, paint, ...rest });
  const road = (kind, ...stops) => [
    layer(`${kind}-rim`, kind, { "line-color": ink["line-strong"], "line-width": wide(...stops.map(([zoom, width]) => [zoom, width + 1.2])) }),
    layer(kind, kind, { "line-color": ink["map-road"], "line-width": wide(...stops) }),
  ];
  const roads = [road("lane", [14, 1], [18, 8]), road("local", [12, 1], [18, 14]), road("secondary", [10, 1], [18, 18]), road("trunk", [9, 1.2], [18, 24])];
  const water = { type: "fill", source: "streets", "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": ink["map-water"] } };
  const river = { type: "line", source: "streets", "source-layer": "water", filter: ["==", ["get", "kind"], "river"],
    paint: { "line-color": ink["map-water"], "line-width": wide([8, 2], [14, 14], [18, 60]) }, layout: { "line-cap": "round", "line-join": "round" } };
  return [
    { id: "water", ...water }, { id: "river", ...river },
    ...roads.map(([rim]) => rim), ...roads.map(([, line]) => line),
    { id: "street-name", type: "symbol", source: "streets", "source-layer": "street", minzoom: 13,
      layout: { "symbol-placement": "line", "text-field": name, "text-font": FONT, "text-size": 11, "symbol-spacing": 320 },
      paint: { "text-color": ink["ink-2"], "text-halo-color": ink["map-land"], "text-halo-width": 1.4 } },
  ];
}

/** @param {any} told @param {Record<string, string>} ink @param {any} name */
function names(told, ink, name) {
  const place = told.look === "sums" ? { "text-anchor": "top", "text-offset": [0, 1.45] } : {};
  const layer = (level, size, minzoom, maxzoom, colour) => ({ id: `name-${level}`, type: "symbol", source: "areas", "source-layer": "name", minzoom, maxzoom,
    filter: ["==", ["get", "level"], level],
    layout: { "text-field": name, "text-font": FONT, "text-size": size, "text-max-width": 7, "text-padding": 6, ...place },
    paint: { "text-color": colour, "text-halo-color": ink["map-land"], "text-halo-width": 1.8 } });
  return [layer("grid", 11, 15, 24, ink["ink-2"]), layer("community", 12, 12.5, 24, ink["ink-2"]), layer("subdistrict", 14, 8, told.look === "sums" ? 12.5 : 14, ink["ink"])];
}

/** @param {any} told */
function ownSources(told) {
  if (told.look === "sums") return { matters: tiles(told.matters, 16) };
  if (told.look === "cases") return { matters: { type: "geojson", data: absolute(told.matters), cluster: true, clusterRadius: 34, clusterMaxZoom: 16 } };
  if (told.look === "place" && told.point) return { point: { type: "geojson", data: { type: "Point", coordinates: told.point } } };
  return {};
}

/** @param {any} told @param {Record<string, string>} ink */
function own(told, ink) {
  const round = (size) => ({ "circle-color": ink["accent-fill"], "circle-opacity": 0.92, "circle-stroke-color": ink["surface"], "circle-stroke-width": 1.5, "circle-radius": size });
  const by = (property) => ["interpolate", ["linear"], ["sqrt", ["get", property]], 1, 11, 5, 13, 20, 18, 60, 22];
  const number = (property, rest) => ({ id: "sum-number", type: "symbol", source: "matters", ...rest,
    layout: { "text-field": ["to-string", ["get", property]], "text-font": FONT, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true },
    paint: { "text-color": ink["on-accent"] } });
  if (told.look === "sums") {
    const rest = { "source-layer": "matter" };
    return [{ id: "sum", type: "circle", source: "matters", ...rest, paint: round(by("count")) }, number("count", rest)];
  }
  const spot = { type: "symbol", layout: { "icon-image": ["concat", "spot-", ["get", "look"]], "icon-allow-overlap": true, "icon-ignore-placement": true } };
  if (told.look === "cases") {
    return [{ id: "sum", type: "circle", source: "matters", filter: ["has", "point_count"], paint: round(by("point_count")) },
      number("point_count", { filter: ["has", "point_count"] }), { id: "spot", source: "matters", filter: ["!", ["has", "point_count"]], ...spot }];
  }
  return told.point && told.look === "place" ? [{ ...spot, id: "spot", source: "point", layout: { ...spot.layout, "icon-image": "spot-here" } }] : [];
}
