// @ts-check
/**
 * Passkeys. A form with `data-passkey="create"` or `"get"` asks the browser for a key and sends what it answers;
 * without script, or without a browser that can, its button stays off and the other ways on the page remain.
 */

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));

/** @param {ArrayBuffer | null | undefined} buffer */
const text = (buffer) => buffer
  ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
  : undefined;

/** @param {any} told @returns {any} */
function opened(told) {
  const key = { ...told.publicKey, challenge: bytes(told.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((/** @type {any} */ one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: key };
}

/** @param {any} made */
function closed(made) {
  const answer = made.response;
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      attestationObject: text(answer.attestationObject),
      authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature),
      userHandle: text(answer.userHandle),
      transports: answer.getTransports?.(),
    },
  };
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const told = JSON.parse(document.getElementById(form.dataset.passkeyOptions ?? "")?.textContent ?? "{}");
  const failed = /** @type {HTMLElement | null} */ (form.querySelector("[data-passkey-failed]"));
  if (failed) failed.hidden = true;
  try {
    const made = form.dataset.passkey === "create"
      ? await navigator.credentials.create(opened(told))
      : await navigator.credentials.get(opened(told));
    /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value = JSON.stringify(closed(made));
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    if (failed) failed.hidden = false;
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  const button = form.querySelector("button");
  if (!window.PublicKeyCredential || !button) continue;
  button.disabled = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); void ask(form); });
}
