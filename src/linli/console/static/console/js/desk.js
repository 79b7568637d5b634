// @ts-check
/**
 * The desk's right pane. A form that is being held for ten seconds leaves the pane before the pane changes, so that
 * nothing decided is lost; when a matter was sent, its row goes and the next one opens.
 */
const matter = document.getElementById("matter");

/** @param {string} id */
function mark(id) {
  for (const row of document.querySelectorAll(".desk__rows .row")) {
    if (row.id === `row-${id}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

/** @returns {HTMLElement | null} the matter that is shown */
function shown() {
  return document.querySelector("#matter [data-matter]");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.target !== matter) return;
  const shelf = document.querySelector("[data-held-forms]");
  for (const form of document.querySelectorAll("#matter form[data-held]")) shelf?.append(form);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.target !== matter) return;
  const id = shown()?.dataset.matter ?? "";
  mark(id);
  document.getElementById("desk")?.classList.add("is-open");
  matter?.querySelector(".desk__matter")?.scrollTo(0, 0);
});

/** The row after the one that goes, else the one before it. @param {string} id @returns {HTMLElement | null} */
function neighbour(id) {
  const rows = [...document.querySelectorAll(".desk__rows .row")];
  const here = rows.findIndex((row) => row.id === `row-${id}`);
  const other = rows[here + 1] ?? rows[here - 1];
  return other?.querySelector("[data-row]") ?? null;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = /** @type {CustomEvent} */ (event).detail.elt;
  if (!(form instanceof HTMLFormElement) || !form.id.startsWith("send-")) return;
  form.dataset.isShown = String(shown()?.dataset.matter === form.id.slice(5));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt: form, successful } = /** @type {CustomEvent} */ (event).detail;
  if (!(form instanceof HTMLFormElement) || !form.id.startsWith("send-") || !successful) return;
  const id = form.id.slice(5);
  const next = neighbour(id);
  document.getElementById(`row-${id}`)?.remove();
  if (shown()?.dataset.matter === id) {
    if (next) next.click();
    else location.assign("/console/desk");
  }
  form.remove();
  for (const toast of document.querySelectorAll(`[data-sent="${id}"]`)) setTimeout(() => toast.remove(), 8000);
});
