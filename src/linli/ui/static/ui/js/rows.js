// @ts-check
/**
 * Keys of the desk. `[data-rows]` holds links marked `data-row`: J and K walk, Enter opens (as on any link).
 * `/` goes to the search, `?` shows the keys, Esc leaves. Any button or link with `data-key="a"` is pressed by that key.
 * Nothing acts while something is being typed or a dialog is open.
 */
/** @param {EventTarget | null} place */
function isTyping(place) {
  return place instanceof HTMLElement && (place.isContentEditable || place.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

/** @param {number} step */
function walk(step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-rows] [data-row]")].filter((one) => one.checkVisibility?.() ?? true));
  if (!rows.length) return;
  const here = rows.findIndex((one) => one === document.activeElement);
  const current = rows.findIndex((one) => one.closest("[aria-current='true']"));
  const from = here >= 0 ? here : current >= 0 ? current : step > 0 ? -1 : rows.length;
  const row = rows[Math.min(rows.length - 1, Math.max(0, from + step))];
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

/** @param {string} key */
function press(key) {
  const open = document.querySelector("dialog[open]") ?? document;
  const target = open.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!(target instanceof HTMLElement) || target.matches(":disabled, [aria-disabled='true']")) return false;
  target.click();
  return true;
}

/** @param {string} key @returns {boolean} whether the key did something */
function act(key) {
  if (key === "j" || key === "k") { walk(key === "j" ? 1 : -1); return true; }
  if (key === "?") { /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"))?.showModal(); return true; }
  if (key === "/") { const search = document.getElementById("search"); search?.focus(); return search !== null; }
  return press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target) && !document.querySelector("dialog[open]")) {
    /** @type {HTMLElement} */ (event.target).blur();
    return;
  }
  if (isTyping(event.target) || event.key.length !== 1 || document.querySelector("dialog[open]")) return;
  if (act(event.key.toLowerCase())) event.preventDefault();
});
