// @ts-check
/**
 * The wall turns its panels by itself, one every 15 seconds. Space or P holds the panel, the arrow keys turn it, and a
 * panel that was asked for by its address stays. Whoever wants less motion turns them by hand. The clock follows the
 * server's time; once a minute everything is asked for again, because time alone makes matters overdue.
 */
const TURN_MS = 15_000, MINUTE_MS = 60_000;
const wall = /** @type {HTMLElement} */ (document.querySelector("[data-wall]"));
const tabs = /** @type {HTMLElement[]} */ ([...wall.querySelectorAll("[data-wall-tab]")]);
const pause = /** @type {HTMLButtonElement} */ (wall.querySelector("[data-wall-pause]"));
const clock = /** @type {HTMLElement} */ (wall.querySelector("[data-wall-clock]"));
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let isHeld = isCalm || "held" in wall.dataset;
/** @type {ReturnType<typeof setInterval> | undefined} */
let turning;

/** @param {string} name */
function show(name) {
  wall.dataset.panel = name;
  for (const tab of tabs) {
    if (tab.dataset.wallTab === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

/** @param {number} step */
function turn(step) {
  const here = tabs.findIndex((tab) => tab.dataset.wallTab === wall.dataset.panel);
  show(tabs[(here + step + tabs.length) % tabs.length].dataset.wallTab ?? "");
}

/** @param {boolean} held */
function hold(held) {
  isHeld = held;
  pause.setAttribute("aria-pressed", String(held));
  wall.toggleAttribute("data-turning", !held);
  clearInterval(turning);
  if (!held) turning = setInterval(() => { if (!wall.querySelector(".wall__side:hover, .wall__side:focus-within")) turn(1); }, TURN_MS);
}

for (const tab of tabs) tab.addEventListener("click", (event) => {
  event.preventDefault();
  show(tab.dataset.wallTab ?? "");
  hold(isHeld);
});
pause.addEventListener("click", () => hold(!isHeld));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "p" || event.key === "P" || (event.key === " " && !(event.target instanceof HTMLButtonElement))) { event.preventDefault(); hold(!isHeld); }
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") { turn(event.key === "ArrowRight" ? 1 : -1); hold(isHeld); }
});

const ahead = Number(clock.dataset.now) * 1000 - Date.now();
const hours = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" });
const day = new Intl.DateTimeFormat("zh-CN", { dateStyle: "short", timeZone: "Asia/Shanghai" });
const begun = day.format(Date.now() + ahead);
setInterval(() => {
  const now = Date.now() + ahead;
  clock.textContent = hours.format(now);
  if (day.format(now) !== begun) location.reload();
}, 1_000);
setInterval(() => {
  const part = wall.querySelector("[data-live-part]");
  // @ts-ignore: htmx is a classic script
  if (part && !document.hidden) window.htmx?.trigger(part, "live");
}, MINUTE_MS);
hold(isHeld);
