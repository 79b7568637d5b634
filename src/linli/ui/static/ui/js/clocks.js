// @ts-check
/**
 * Clocks that count plain wall time (`data-due`, an ISO moment) are written anew each half minute.
 * Working-time clocks carry no `data-due`: only the server knows the calendar.
 */
const MINUTE = 60, HOUR = 3600, DAY = 86400;
const english = document.documentElement.lang.startsWith("en");

/** The two largest units, cut off and never rounded up; the same words as linli.ui.time_words. @param {number} seconds */
export function durationWords(seconds) {
  const rest = Math.floor(Math.abs(seconds));
  if (rest < MINUTE) return english ? "under 1 min" : "不到 1 分";
  const names = english ? { [DAY]: "d", [HOUR]: "h", [MINUTE]: "min" } : { [DAY]: "天", [HOUR]: "小时", [MINUTE]: "分" };
  const [large, small] = rest >= DAY ? [DAY, HOUR] : rest >= HOUR ? [HOUR, MINUTE] : [MINUTE, 0];
  const words = [`${Math.floor(rest / large)} ${names[large]}`];
  const more = small ? Math.floor((rest % large) / small) : 0;
  if (more) words.push(`${more} ${names[small]}`);
  return words.join(" ");
}

/** @param {number} seconds */
function leftWords(seconds) {
  const words = durationWords(seconds);
  if (seconds < 0) return english ? `${words} over` : `已超 ${words}`;
  return english ? `${words} left` : `剩 ${words}`;
}

function tell() {
  for (const place of document.querySelectorAll("[data-due]")) {
    const due = Date.parse(/** @type {HTMLElement} */ (place).dataset.due ?? "");
    if (!Number.isNaN(due)) place.textContent = leftWords((due - Date.now()) / 1000);
  }
}

setInterval(tell, 30000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) tell(); });
