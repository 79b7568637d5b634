// @ts-check
/**
 * When far more comes in than usual, a page carries a small sum (`data-work`): solved in the background while somebody
 * types, it takes the place of waiting. The solution goes along with the form. Without script, or where a browser
 * cannot reckon, nothing is lost: the report is filed all the same and is taken in a little later.
 */
const PREFIX = "linli.work.";
const AT_ONCE = 256;
const letters = new TextEncoder();

/** A challenge begins with how many zero bits the hash must begin with. @param {string} challenge */
async function solve(challenge) {
  const kept = sessionStorage.getItem(PREFIX + challenge);
  if (kept) return kept;
  const bits = Number.parseInt(challenge, 10);
  for (let start = 0; ; start += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, at) => `${challenge}:${start + at}`);
    const sums = await Promise.all(tries.map((one) => crypto.subtle.digest("SHA-256", letters.encode(one))));
    const found = sums.findIndex((sum) => Math.clz32(new DataView(sum).getUint32(0)) >= bits);
    if (found >= 0) {
      try { sessionStorage.setItem(PREFIX + challenge, tries[found]); } catch { /* solved again on the next page */ }
      return tries[found];
    }
    await new Promise((go) => setTimeout(go)); // what somebody types goes first
  }
}

/** A press that is quicker than the sum waits for it. @param {HTMLInputElement} field @param {Promise<string>} solved */
function fill(field, solved) {
  const form = field.form;
  const words = form?.querySelector("[data-work-words]");
  let isPressed = false;
  form?.addEventListener("submit", (event) => {
    if (field.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    isPressed = true;
    if (words instanceof HTMLElement) words.hidden = false;
  });
  solved.then((solution) => {
    field.value = solution;
    if (words instanceof HTMLElement) words.hidden = true;
    if (isPressed) form?.requestSubmit();
  }, () => { field.value = "-"; if (isPressed) form?.requestSubmit(); });
}

for (const asked of document.querySelectorAll("[data-work]")) {
  const challenge = /** @type {HTMLElement} */ (asked).dataset.work;
  if (!challenge || !globalThis.crypto?.subtle) continue;
  const solved = solve(challenge);
  if (asked instanceof HTMLInputElement) fill(asked, solved);
  else solved.catch(() => undefined);
}
