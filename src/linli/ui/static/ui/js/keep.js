// @ts-check
/**
 * Nothing typed is lost: `form[data-keep="name"]` keeps its words in this tab until a page says
 * `data-kept-sent="name"` (it was sent and taken). `data-confirm-leave` asks before a changed form is left.
 * `data-once` shows that a form is under way and holds a second press; the server refuses doubles anyway.
 */
const PREFIX = "linli.kept.";
const NEVER = new Set(["password", "file", "hidden", "submit"]);

/** @param {HTMLFormElement} form */
function fieldsOf(form) {
  return [...form.elements].filter((one) =>
    (one instanceof HTMLInputElement && !NEVER.has(one.type)) || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement);
}

/** @param {HTMLFormElement} form */
function remember(form) {
  /** @type {Record<string, string>} */
  const words = {};
  for (const one of /** @type {HTMLInputElement[]} */ (fieldsOf(form))) {
    if (one.type === "radio" ? one.checked : one.name) words[one.name] = one.type === "checkbox" ? String(one.checked) : one.value;
  }
  try { sessionStorage.setItem(PREFIX + form.dataset.keep, JSON.stringify(words)); } catch { /* a full or closed store only means no second copy */ }
}

/** What the server sent back wins; only empty fields are filled. @param {HTMLFormElement} form */
function recall(form) {
  const kept = sessionStorage.getItem(PREFIX + form.dataset.keep);
  if (!kept) return;
  const words = JSON.parse(kept);
  for (const one of /** @type {HTMLInputElement[]} */ (fieldsOf(form))) {
    const word = words[one.name];
    if (word === undefined) continue;
    if (one.type === "radio") one.checked = one.checked || (one.value === word && !form.querySelector(`input[name="${CSS.escape(one.name)}"]:checked`));
    else if (one.type === "checkbox") one.checked = one.checked || word === "true";
    else if (!one.value) one.value = word;
  }
}

for (const sent of document.querySelectorAll("[data-kept-sent]")) {
  sessionStorage.removeItem(PREFIX + /** @type {HTMLElement} */ (sent).dataset.keptSent);
}
for (const form of document.querySelectorAll("form[data-keep]")) recall(/** @type {HTMLFormElement} */ (form));

/** @type {WeakSet<HTMLFormElement>} */
const changed = new WeakSet();
document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (!form) return;
  changed.add(form);
  if (form.dataset.keep) remember(form);
});
document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement)) return;
  changed.delete(event.target);
  if (event.target.dataset.once === undefined) return;
  if (event.target.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
  event.target.setAttribute("aria-busy", "true");
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const busy of document.querySelectorAll("form[data-once][aria-busy], form[data-once] [aria-busy]")) busy.removeAttribute("aria-busy");
});
window.addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll("form[data-confirm-leave]")) {
    if (changed.has(/** @type {HTMLFormElement} */ (form))) event.preventDefault();
  }
});
