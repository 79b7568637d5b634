// @ts-check
/**
 * Two ways to take a move back within ten seconds.
 * 1. The server holds the move and sends a toast with `data-undo-until`: this file counts down and takes the toast away.
 * 2. `form[data-hold="10"]`: the browser holds the form; it is sent when the time is over, or at once when the page is left,
 *    so that nothing decided is lost. Without script the form is sent directly.
 */
const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-undo-words]"))?.dataset ?? {};

/** @param {Element} toast */
function countDown(toast) {
  const until = Date.parse(/** @type {HTMLElement} */ (toast).dataset.undoUntil ?? "");
  const count = toast.querySelector("[data-undo-count]");
  const beat = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left <= 0 || !toast.isConnected) { clearInterval(beat); toast.remove(); }
    else if (count) count.textContent = String(left);
  }, 250);
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
function hold(form, submitter) {
  const toast = Object.assign(document.createElement("div"), { className: "toast" });
  toast.setAttribute("role", "status");
  const said = Object.assign(document.createElement("span"), { className: "toast__words", textContent: form.dataset.holdWords ?? words.sending ?? "" });
  const count = Object.assign(document.createElement("span"), { className: "toast__count" });
  const undo = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words.undo ?? "" });
  undo.dataset.key = "z";
  toast.append(said, count, undo);
  document.querySelector("[data-toasts]")?.append(toast);
  form.dataset.held = "yes";
  const until = Date.now() + Number(form.dataset.hold) * 1000;

  function end() { clearInterval(beat); removeEventListener("pagehide", leave); toast.remove(); delete form.dataset.held; }
  function send() { end(); form.dataset.released = "yes"; form.requestSubmit(submitter); }
  function leave() { end(); navigator.sendBeacon(form.action, new FormData(form, submitter)); }
  const beat = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    count.textContent = String(Math.max(left, 0));
    if (left <= 0) send();
  }, 250);
  addEventListener("pagehide", leave);
  undo.addEventListener("click", () => { end(); said.textContent = words.takenBack ?? ""; count.remove(); undo.remove();
    document.querySelector("[data-toasts]")?.append(toast); setTimeout(() => toast.remove(), 4000); });
  undo.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.hold || form.dataset.released) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!form.dataset.held) hold(form, event.submitter);
}, { capture: true });

for (const toast of document.querySelectorAll("[data-undo-until]")) countDown(toast);
document.addEventListener("htmx:afterSwap", (event) => {
  const target = /** @type {CustomEvent} */ (event).detail?.target;
  for (const toast of target?.querySelectorAll?.("[data-undo-until]") ?? []) countDown(toast);
});
