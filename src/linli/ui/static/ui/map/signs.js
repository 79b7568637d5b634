// @ts-check
/** The signs of matters: a shape for each state of the clock, so that colour is never all that tells them apart. */
const SIZE = 44;
const RATIO = 2;

/** @param {any} map @param {string} id @param {Record<string, string>} ink */
export function sign(map, id, ink) {
  if (!id.startsWith("spot-") || map.hasImage(id)) return;
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const { colour, path } = SIGNS[id.slice(5)] ?? SIGNS.on_time;
  pen.lineJoin = "round";
  pen.fillStyle = ink[colour];
  pen.strokeStyle = ink["surface"];
  pen.lineWidth = 4;
  pen.beginPath();
  path(pen);
  pen.stroke();
  pen.fill();
  map.addImage(id, pen.getImageData(0, 0, SIZE, SIZE), { pixelRatio: RATIO });
}

/** @type {Record<string, {colour: string, path: (pen: CanvasRenderingContext2D) => void}>} */
const SIGNS = {
  on_time: { colour: "accent-fill", path: (pen) => pen.arc(22, 22, 12, 0, 7) },
  near: { colour: "near-fill", path: (pen) => polygon(pen, [22, 7, 38, 34, 6, 34]) },
  overdue: { colour: "overdue-fill", path: (pen) => polygon(pen, [22, 5, 39, 22, 22, 39, 5, 22]) },
  paused: { colour: "waiting-fill", path: (pen) => pen.rect(10, 10, 24, 24) },
  here: {
    colour: "overdue-fill",
    path: (pen) => {
      pen.arc(22, 22, 14, 0, 7);
      pen.moveTo(28, 22);
      pen.arc(22, 22, 6, 0, 7, true);
    },
  },
};

/** @param {CanvasRenderingContext2D} pen @param {number[]} places */
function polygon(pen, places) {
  pen.moveTo(places[0], places[1]);
  for (let at = 2; at < places.length; at += 2) pen.lineTo(places[at], places[at + 1]);
  pen.closePath();
}
