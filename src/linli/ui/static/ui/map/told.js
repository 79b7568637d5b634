// @ts-check
/** What a press on a sum or a sign tells: a small card with words and the way to the page behind it. */

/** @param {{map: any, host: HTMLElement, told: any, library: any}} given */
export function start({ map, host, told, library }) {
  for (const layer of ["sum", "spot"]) {
    map.on("click", layer, (/** @type {any} */ event) => pressed(event.features[0], layer));
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }

  /** @param {any} feature @param {string} layer */
  async function pressed(feature, layer) {
    const spot = feature.geometry.coordinates;
    const about = feature.properties;
    if (about.cluster) {
      const zoom = await map.getSource("matters").getClusterExpansionZoom(about.cluster_id);
      map.easeTo({ center: spot, zoom: Math.min(zoom + 0.2, 18) });
      return;
    }
    const card = layer === "sum" ? sum(about) : matter(about);
    new library.Popup({ offset: 14, maxWidth: "260px" }).setLngLat(spot).setDOMContent(card).addTo(map);
  }

  /** @param {any} about */
  function sum(about) {
    const name = told.english ? about.name_en : about.name;
    return filled(name, (host.dataset.mapCount ?? "").replace("{}", String(about.count)), (host.dataset.mapPage ?? "").replace("{}", encodeURIComponent(about.key)));
  }

  /** @param {any} about */
  const matter = (about) => filled(about.title, about.more, about.url);

  /** @param {string} title @param {string} more @param {string} address */
  function filled(title, more, address) {
    const card = Object.assign(document.createElement("div"), { className: "map-card" });
    const link = Object.assign(document.createElement("a"), { className: "map-card__title", href: address, textContent: title });
    card.append(link, Object.assign(document.createElement("span"), { className: "map-card__more", textContent: more }));
    return card;
  }
}
