// @ts-check
/**
 * The phone desk for both hands: Ctrl+Enter takes in, the time of the call runs quietly, and the column beside the
 * form follows place, category, urgency and number. Without script the form is sent and says the same.
 */
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-phone]"));
const elapsed = /** @type {HTMLElement | null} */ (document.querySelector("[data-elapsed]"));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form) return;
  event.preventDefault();
  form.requestSubmit();
});

/** Tells the column beside the form to look again. */
function changed() {
  document.body.dispatchEvent(new CustomEvent("phone-changed", { bubbles: true }));
}

form?.addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!["area", "category", "category_choice", "urgency", "requester_phone"].includes(field.name)) return;
  const typed = form.querySelector("#categories");
  if (field.id === "field-category" && typed) typed.replaceChildren();
  changed();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const place = /** @type {CustomEvent} */ (event).detail.target;
  if (!["places", "categories"].includes(place.id)) return;
  const select = /** @type {HTMLSelectElement | null} */ (document.getElementById("field-category"));
  if (place.id === "categories" && select && place.querySelector("input")) select.value = "";
  changed();
});

const began = Date.now();
if (elapsed) {
  elapsed.hidden = false;
  setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    elapsed.textContent = `${elapsed.dataset.words} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }, 1000);
}
if (!document.querySelector(".problems")) document.getElementById("field-requester_phone")?.focus();
