// @ts-check
/**
 * Pages that change by themselves. `[data-live]` says where the lines come from; a line tells only that something
 * changed, and what is shown is asked for in the ordinary way:
 * - `[data-live-part]` (with hx-get, hx-trigger="live") is fetched again, but never under a hand that is at work;
 * - `[data-live-list="address"]` is compared: new rows wait behind a chip, rows that went are dimmed.
 * Without lines the page asks about every 45 seconds; a hidden page asks nothing and holds no connection.
 */
const POLL_MS = 45_000, AGAIN_MS = 60_000, APART_MS = 1_000, APART_MAX_MS = 15_000, SPREAD_MS = 4_000, QUIET_MS = 3_000, GATHER_MS = 60;
const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-live]"));
const root = document.documentElement;
/** @type {EventSource | null} */
let lines = null;
let heard = "", apart = APART_MS, askedAt = -APART_MAX_MS, touchedAt = -QUIET_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let asking, polling, trying;

/** Ask for everything that is shown: soon, and ever less often while changes keep coming. @param {number} [spreadMs] */
function ask(spreadMs = 0) {
  if (asking !== undefined) return;
  const now = performance.now();
  apart = now - askedAt > 2 * apart ? APART_MS : Math.min(1.5 * apart, APART_MAX_MS);
  const wait = Math.max(GATHER_MS + Math.random() * spreadMs, askedAt + apart - now);
  asking = setTimeout(() => { asking = undefined; askedAt = performance.now(); askNow(); }, wait);
}

function askNow() {
  if (document.hidden) return;
  for (const part of document.querySelectorAll("[data-live-part]")) askPart(/** @type {HTMLElement} */ (part));
  for (const list of document.querySelectorAll("[data-live-list]")) void compare(/** @type {HTMLElement} */ (list));
}

// What a page asks for by itself is no sign that somebody sits there: the server counts only what a person does.
document.addEventListener("htmx:configRequest", (event) => {
  const told = /** @type {CustomEvent} */ (event).detail;
  if (told.triggeringEvent?.type === "live") told.headers["Linli-By-Itself"] = "1";
});

/** @param {HTMLElement} part */
function askPart(part) {
  const rest = touchedAt + QUIET_MS - performance.now();
  if (part.dataset.livePart !== "now" && rest > 0 && part.matches(":hover, :focus-within")) {
    setTimeout(() => ask(), rest);
    return;
  }
  // @ts-ignore: htmx is a classic script
  window.htmx?.trigger(part, "live");
}

/** @param {ParentNode} list @returns {Map<string, Element>} */
function rowsOf(list) {
  return new Map([...list.querySelectorAll(".row[id]")].map((row) => [row.id, row]));
}

/** @param {HTMLElement} list */
async function compare(list) {
  const answer = await fetch(list.dataset.liveList ?? "", { headers: { "HX-Request": "true", "Linli-By-Itself": "1" } }).catch(() => null);
  if (!answer?.ok || answer.redirected || answer.status !== 200) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await answer.text();
  const shown = rowsOf(list), found = rowsOf(fresh.content);
  const added = [...found.keys()].filter((id) => !shown.has(id)).length;
  for (const [id, row] of shown) row.classList.toggle("is-gone", !found.has(id));
  const chip = /** @type {HTMLElement | null} */ (document.querySelector("[data-live-chip]"));
  if (added && !shown.size) { put(list, fresh); return; }
  tell(chip, added);
  if (chip) chip.onclick = () => put(list, fresh);
}

/** @param {HTMLElement | null} chip @param {number} count */
function tell(chip, count) {
  document.title = (count ? `(${count}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  if (!chip || (chip.hidden && !count)) return;
  chip.hidden = !count;
  const words = count === 1 ? chip.dataset.one : chip.dataset.many;
  /** @type {HTMLElement} */ (chip.querySelector("[data-live-words]")).textContent = (words ?? "").replace("0", String(count));
}

/** Put the new rows in; what is open stays marked, the list stays where it was. @param {HTMLElement} list @param {HTMLTemplateElement} fresh */
function put(list, fresh) {
  const open = list.querySelector(".row[aria-current]")?.id ?? "", top = list.scrollTop;
  list.replaceChildren(fresh.content.cloneNode(true));
  for (const [id, row] of rowsOf(list)) row.toggleAttribute("aria-current", false), id === open && row.setAttribute("aria-current", "true");
  for (const also of list.querySelectorAll("[data-live-also]")) {
    /** @type {HTMLElement} */ (document.getElementById(/** @type {HTMLElement} */ (also).dataset.liveAlso ?? "")).innerHTML = also.innerHTML;
    also.remove();
  }
  list.scrollTop = top;
  // @ts-ignore: htmx is a classic script
  window.htmx?.process(list);
  tell(document.querySelector("[data-live-chip]"), 0);
  list.focus({ preventScroll: true });
}

function poll() {
  clearTimeout(polling);
  polling = setTimeout(() => { ask(); poll(); }, POLL_MS * (0.67 + Math.random() * 0.66));
}

function listen() {
  clearTimeout(trying);
  if (lines || document.hidden || !place?.dataset.live) return;
  const address = new URL(place.dataset.live, location.href);
  if (heard) address.searchParams.set("last", heard);
  else address.searchParams.set("since", place.dataset.liveSince ?? "");
  if (place.dataset.liveView) address.searchParams.set("view", place.dataset.liveView);
  lines = new EventSource(address, { withCredentials: true });
  lines.addEventListener("hello", (event) => { heard = event.lastEventId; root.dataset.liveState = "on"; clearTimeout(polling); });
  // After a word to all, a thousand pages must not ask at the same moment.
  for (const [kind, spread] of /** @type {[string, number][]} */ ([["changed", 0], ["refresh", SPREAD_MS]])) lines.addEventListener(kind, (event) => {
    heard = /** @type {MessageEvent} */ (event).lastEventId;
    ask(spread);
  });
  lines.addEventListener("leave", () => { hush(); ask(); trying = setTimeout(listen, AGAIN_MS); });
  lines.addEventListener("error", () => {
    if (root.dataset.liveState !== "polling") { root.dataset.liveState = "polling"; poll(); }
    if (lines?.readyState === EventSource.CLOSED) { lines = null; trying = setTimeout(listen, AGAIN_MS); }
  });
}

function hush() {
  lines?.close();
  lines = null;
}

if (place) {
  root.dataset.liveState = "polling";
  poll();
  listen();
  for (const kind of ["pointermove", "pointerdown", "keydown", "wheel"]) addEventListener(kind, () => { touchedAt = performance.now(); }, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { hush(); clearTimeout(polling); } else { listen(); poll(); if (!place.dataset.live) ask(); }
  });
  addEventListener("pagehide", hush);
  addEventListener("pageshow", (event) => { if (event.persisted) { ask(); listen(); } });
}

/** @type {string | null} */
let focused = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const part = /** @type {CustomEvent} */ (event).detail.target;
  const here = document.activeElement;
  focused = part instanceof HTMLElement && part.matches("[data-live-part]") && part.contains(here) ? here?.getAttribute("href") ?? null : null;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const part = /** @type {CustomEvent} */ (event).detail.target;
  if (focused && part instanceof HTMLElement) /** @type {HTMLElement | null} */ (part.querySelector(`a[href="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  focused = null;
});
