// @ts-check
/** What is not in order is told in words: the place for them opens by itself. */
for (const item of document.querySelectorAll("fieldset.item")) {
  item.addEventListener("change", (event) => {
    const chosen = event.target;
    const more = item.querySelector("details");
    if (more && chosen instanceof HTMLInputElement && chosen.value === "not_ok") more.open = true;
  });
}
