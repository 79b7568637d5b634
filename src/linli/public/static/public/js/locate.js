// @ts-check
/** `form[data-locate]`: on a press, and only then, asks the browser for the position once and sends it. */
for (const form of document.querySelectorAll("form[data-locate]")) {
  if (!(form instanceof HTMLFormElement) || !("geolocation" in navigator)) continue;
  form.hidden = false;
  const button = form.querySelector("[data-locate-button]");
  const words = form.querySelector("[data-locate-words]");
  if (!(button instanceof HTMLButtonElement) || !(words instanceof HTMLElement)) continue;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    words.setAttribute("role", "status");
    words.textContent = words.dataset.asking ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        /** @type {HTMLInputElement} */ (form.elements.namedItem("lon")).value = coords.longitude.toFixed(6);
        /** @type {HTMLInputElement} */ (form.elements.namedItem("lat")).value = coords.latitude.toFixed(6);
        form.submit();
      },
      () => {
        button.removeAttribute("aria-busy");
        words.textContent = words.dataset.refused ?? "";
      },
      { enableHighAccuracy: true, timeout: 12000, maximumAge: 0 },
    );
  });
}
