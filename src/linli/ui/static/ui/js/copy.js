// @ts-check
/** `button[data-copy="selector"]` copies that element's words; the button's `data-copied` says so for two seconds. */
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!(button instanceof HTMLElement)) return;
  const source = document.querySelector(button.dataset.copy ?? "");
  if (!source) return;
  const words = (source.textContent ?? "").trim();
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // Without a secure address the clipboard is closed: select the words, the reader copies.
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return;
  }
  const before = button.textContent;
  button.textContent = button.dataset.copied ?? before;
  setTimeout(() => { button.textContent = before; }, 2000);
});
