// @ts-check
/** A check-in tells what the phone's own clock says, so that a wrong clock can be named; the server's time counts. */
for (const form of document.querySelectorAll("form[data-told]")) {
  form.addEventListener("submit", () => {
    const told = form.querySelector("input[name=told]");
    if (told instanceof HTMLInputElement) told.value = new Date().toISOString();
  });
}
