// @ts-check
/** `button[data-print]` prints the page; without script the browser's own menu does. */
for (const button of document.querySelectorAll("button[data-print]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
