// @ts-check
/** `[data-map]`: draws a map where one comes into view; nothing of the library is fetched before. */

/** The map moves to a fresh host of the same look, when a fragment has replaced the old one. */
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      watcher.unobserve(target);
      begin(target);
    }
  },
  { rootMargin: "80px" },
);

/** Waits until the page itself has been shown: the map is never what keeps somebody from reading. */
function whenQuiet() {
  return new Promise((resolve) => {
    const idle = () => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 1500 }) : setTimeout(resolve, 60));
    if (document.readyState === "complete") idle();
    else window.addEventListener("load", idle, { once: true });
  });
}

/** @param {HTMLElement} host */
async function begin(host) {
  await whenQuiet();
  if (!host.isConnected) return;
  const { draw } = await import("./draw.js");
  await draw(host);
}

function look() {
  for (const host of document.querySelectorAll("[data-map]:not([data-map-state])")) {
    if (!(host instanceof HTMLElement)) continue;
    host.dataset.mapState = "waiting";
    watcher.observe(host);
  }
}

look();
document.addEventListener("htmx:load", look);
