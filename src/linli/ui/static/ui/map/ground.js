// @ts-check
/** The operator's base map, where there is one: a PMTiles file of its own, or the raster tiles of a map service. */

/** @param {any} told @param {any} library @returns {Promise<{sources: any, layers: any[]}>} */
export async function ground(told, library) {
  const base = told.ground;
  if (!base) return { sources: {}, layers: [] };
  if (base.kind === "raster") return rasters(base.urls);
  await script(told.files.pmtiles);
  const { PMTiles, Protocol } = /** @type {any} */ (window).pmtiles;
  const protocol = new Protocol();
  library.addProtocol("pmtiles", protocol.tile);
  const address = location.origin + base.url;
  const archive = new PMTiles(address);
  protocol.add(archive);
  const header = await archive.getHeader();
  if (header.tileType !== 1) return rasters([`pmtiles://${address}/{z}/{x}/{y}`]);
  const { vector_layers: known = [] } = await archive.getMetadata();
  return { sources: { base: { type: "vector", url: `pmtiles://${address}` } }, layers: vectors(known.map((one) => one.id)) };
}

/** @param {string[]} urls */
function rasters(urls) {
  const sources = Object.fromEntries(urls.map((url, at) => [`base-${at}`, { type: "raster", tiles: [url], tileSize: 256, maxzoom: 18 }]));
  return { sources, layers: Object.keys(sources).map((source) => ({ id: source, type: "raster", source })) };
}

/** What is drawn of a vector file, by the layer names of the two usual schemas (Protomaps, OpenMapTiles). */
const KNOWN = [
  { names: ["earth"], type: "fill", colour: "--map-land" },
  { names: ["landuse", "landcover", "natural", "park"], type: "fill", colour: "--map-land-2" },
  { names: ["water", "waterway"], type: "fill", colour: "--map-water" },
  { names: ["buildings", "building"], type: "fill", colour: "--line" },
  { names: ["roads", "transportation"], type: "line", colour: "--line-strong" },
];

/** @param {string[]} names */
function vectors(names) {
  const computed = getComputedStyle(document.documentElement);
  return KNOWN.flatMap(({ names: mine, type, colour }) => names.filter((name) => mine.includes(name)).map((name) => ({
    id: `base-${name}`, type, source: "base", "source-layer": name,
    ...(type === "fill" ? { filter: ["==", ["geometry-type"], "Polygon"] } : {}),
    paint: { [`${type}-color`]: computed.getPropertyValue(colour).trim() },
  })));
}

/** @param {string} address */
function script(address) {
  return new Promise((resolve, reject) => {
    const made = Object.assign(document.createElement("script"), { src: address });
    made.onload = resolve;
    made.onerror = () => reject(new Error(address));
    document.head.append(made);
  });
}
