// @ts-check
/**
 * `data-dialog="id"` opens the <dialog> with that id (a link's own address stays the way without script);
 * `data-close` closes the one around it; a click on the veil closes too. After a refused form the summary takes the focus.
 */
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-dialog]");
  if (opener instanceof HTMLElement) {
    const dialog = document.getElementById(opener.dataset.dialog ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
      dialog.addEventListener("close", () => opener.focus(), { once: true });
    }
    return;
  }
  const closer = event.target.closest("[data-close]");
  const around = closer?.closest("dialog");
  if (around instanceof HTMLDialogElement) { event.preventDefault(); around.close(); }
  else if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});

const summary = document.querySelector("[data-focus]");
if (summary instanceof HTMLElement) summary.focus();
