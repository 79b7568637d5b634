// @ts-check
/**
 * Theme and rail change at once instead of after a page load. The links (`data-preference`) work without this file:
 * the server reads `?theme=` and `?rail=` and keeps the same cookies.
 */
const YEAR_SECONDS = 31536000;

/** @param {string} name @param {string} value */
function keep(name, value) {
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; Secure"] : ["", ""];
  document.cookie = `${prefix}linli_${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
  const root = document.documentElement;
  if (value === "auto" || value === "wide") delete root.dataset[name];
  else root.dataset[name] = value;
}

/** The link now offers the other value. @param {HTMLAnchorElement} link @param {string} name @param {string} value */
function turn(link, name, value) {
  if (name !== "rail") return;
  const url = new URL(link.href);
  url.searchParams.set(name, value === "narrow" ? "wide" : "narrow");
  link.href = url.href;
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-preference]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
  const name = link.dataset.preference ?? "";
  const value = new URL(link.href).searchParams.get(name);
  if (!value || link.closest(".public__foot")) return;
  event.preventDefault();
  keep(name, value);
  turn(link, name, value);
  for (const other of document.querySelectorAll(`.menu [data-preference="${name}"]`)) {
    if (other === link) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
});

// A menu made of <details> closes when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  }
});
