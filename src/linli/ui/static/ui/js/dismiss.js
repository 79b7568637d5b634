// @ts-check
/** Toasts go by themselves (`data-dismiss-after` seconds, never while pointed at or focused) or by `data-dismiss`. */
for (const button of document.querySelectorAll("[data-dismiss][hidden]")) button.removeAttribute("hidden");

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-dismiss]")) event.target.closest(".toast, .note")?.remove();
});

/** @param {Element} toast @param {number} seconds */
function leave(toast, seconds) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) leave(toast, 2);
    else toast.remove();
  }, seconds * 1000);
}

for (const toast of document.querySelectorAll("[data-dismiss-after]")) {
  leave(toast, Number(/** @type {HTMLElement} */ (toast).dataset.dismissAfter) || 8);
}
