// @ts-check
/** `[data-pad]` is a pad to sign on: strokes are drawn as lines of an SVG and kept in its hidden field as points. */
const NEAR = 4;
const POINTS_MAX = 2900;

for (const pad of document.querySelectorAll("[data-pad]")) {
  if (pad instanceof HTMLElement) makeReady(pad);
}

/** @param {HTMLElement} pad */
function makeReady(pad) {
  const paper = pad.querySelector("svg");
  const kept = pad.querySelector("input[type=hidden]");
  const clear = pad.querySelector("[data-pad-clear]");
  if (!paper || !(kept instanceof HTMLInputElement) || !(clear instanceof HTMLButtonElement)) return;
  const width = Number(pad.dataset.width), height = Number(pad.dataset.height);
  /** @type {number[][]} */
  let strokes = [];
  /** @type {SVGPathElement | null} */
  let line = null;

  /** @param {PointerEvent} event @returns {[number, number]} */
  const place = (event) => {
    const box = paper.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * width);
    const y = Math.round(((event.clientY - box.top) / box.height) * height);
    return [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
  };
  const amount = () => strokes.reduce((sum, one) => sum + one.length / 2, 0);
  const keep = () => {
    kept.value = strokes.length ? JSON.stringify(strokes) : "";
    clear.hidden = !strokes.length;
  };
  const draw = () => {
    const stroke = strokes[strokes.length - 1];
    const [x, y, ...rest] = stroke;
    let path = `M${x} ${y}`;
    for (let at = 0; at < rest.length; at += 2) path += `L${rest[at]} ${rest[at + 1]}`;
    line?.setAttribute("d", rest.length ? path : `${path}L${x} ${y}`);
  };

  paper.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || amount() >= POINTS_MAX) return;
    event.preventDefault();
    paper.setPointerCapture(event.pointerId);
    line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    paper.append(line);
    strokes.push([...place(event)]);
    draw();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!line || amount() >= POINTS_MAX) return;
    const stroke = strokes[strokes.length - 1];
    const [x, y] = place(event);
    if (Math.hypot(x - stroke[stroke.length - 2], y - stroke[stroke.length - 1]) < NEAR) return;
    stroke.push(x, y);
    draw();
  });
  const lift = () => { line = null; keep(); };
  paper.addEventListener("pointerup", lift);
  paper.addEventListener("pointercancel", lift);
  clear.addEventListener("click", () => {
    strokes = [];
    for (const one of paper.querySelectorAll("path")) one.remove();
    keep();
  });
}
