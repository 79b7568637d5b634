// @ts-check
/**
 * `[data-photos]`: small pictures of what was chosen, each can be taken out again. Drawn on a canvas, so that no
 * blob: address has to be allowed. Choosing again adds, up to `data-limit`.
 */
/** @param {HTMLElement} box */
function start(box) {
  const input = box.querySelector("input[type=file]");
  if (!(input instanceof HTMLInputElement)) return;
  const limit = Number(box.dataset.limit) || 6;
  /** @type {File[]} */
  let files = [];

  function put() {
    const carrier = new DataTransfer();
    for (const file of files) carrier.items.add(file);
    /** @type {HTMLInputElement} */ (input).files = carrier.files;
  }

  /** @param {File} file @param {HTMLElement} frame */
  async function draw(file, frame) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 176;
    frame.prepend(canvas);
    try {
      const picture = await createImageBitmap(file);
      const side = Math.min(picture.width, picture.height);
      canvas.getContext("2d")?.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 176, 176);
    } catch {
      canvas.replaceWith(Object.assign(document.createElement("span"), { textContent: file.name, className: "tiny one-line" }));
    }
  }

  function show() {
    for (const old of box.querySelectorAll(".photo:not(.photo--add)")) old.remove();
    for (const file of files) {
      const frame = Object.assign(document.createElement("div"), { className: "photo" });
      const remove = Object.assign(document.createElement("button"), { type: "button", className: "photo__remove", textContent: "×" });
      remove.setAttribute("aria-label", `${box.dataset.remove ?? ""} ${file.name}`);
      remove.addEventListener("click", () => { files = files.filter((one) => one !== file); put(); show(); });
      frame.append(remove);
      box.insertBefore(frame, box.querySelector(".photo--add"));
      draw(file, frame);
    }
  }

  input.addEventListener("change", () => {
    const known = new Set(files.map((one) => `${one.name}/${one.size}/${one.lastModified}`));
    for (const file of input.files ?? []) if (!known.has(`${file.name}/${file.size}/${file.lastModified}`)) files.push(file);
    files = files.slice(0, limit);
    put();
    show();
  });
}

for (const box of document.querySelectorAll("[data-photos]")) start(/** @type {HTMLElement} */ (box));
