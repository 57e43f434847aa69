// The desk: filters and rows act on the map, the map on the rows, and both follow the register.
import { mapContainer, onMap, theMap } from "./map.js";

const form = document.getElementById("filters");
const STALE_AFTER_MS = 5000;
let chosen = null;
let asked = 0;
let refreshedAt = Date.now();

// Filters and the address

function queryOf(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(filled).toString();
}

function fill(form, query) {
  const values = new URLSearchParams(query);
  for (const select of form.querySelectorAll("select")) {
    select.value = values.get(select.name) || "";
    if (select.selectedIndex < 0) select.value = "";
  }
}

function addressOf(query) {
  return query ? `${location.pathname}?${query}` : location.pathname;
}

function apply({ push }) {
  const query = queryOf(form);
  if (push && location.search.replace(/^\?/, "") !== query) {
    history.pushState(null, "", addressOf(query));
  }
  theMap()?.setQuery(query);
  return refresh();
}

// The parts of the page that the register decides

async function refresh() {
  const number = ++asked;
  const address = addressOf(queryOf(form));
  refreshedAt = Date.now();
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (number !== asked) return;
    if (answer.status === 401) {
      // Signed out meanwhile: the page itself leads to the sign-in and back.
      location.assign(address);
      return;
    }
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number === asked) exchange(page);
  } catch {
    // The map beside says what is wrong and offers another try; a plain load says the rest.
    if (number === asked && document.visibilityState === "visible") markOld(true);
    return;
  }
  markOld(false);
}

function exchange(page) {
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    const opened = new Map([...part.querySelectorAll("details")].map((each) => [each.id, each.open]));
    part.replaceChildren(...document.adoptNode(fresh).childNodes);
    for (const each of part.querySelectorAll("details")) each.open = opened.get(each.id) ?? each.open;
  }
  if (focused && !document.activeElement?.id) document.getElementById(focused)?.focus();
  mark(chosen, { scroll: false });
}

function markOld(old) {
  document.getElementById("hotspots").classList.toggle("old", old);
}

// Choosing

function rowOf(code) {
  return code ? document.querySelector(`tr[data-code="${CSS.escape(code)}"]`) : null;
}

function mark(code, { scroll = true } = {}) {
  chosen = code;
  for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  const row = rowOf(code);
  if (!row) return;
  row.setAttribute("aria-current", "true");
  if (scroll) row.scrollIntoView({ block: "nearest" });
}

function choose(code) {
  mark(code, { scroll: false });
  theMap()?.select(code, { open: true });
  if (matchMedia("(max-width: 1099px)").matches) mapContainer()?.scrollIntoView({ block: "start" });
}

document.getElementById("hotspots").addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-code]");
  if (row && !event.target.closest("a")) choose(row.dataset.code);
});
onMap("hotspots:select", ({ code }) => mark(code));

form.addEventListener("change", () => apply({ push: true }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply({ push: true });
});
document.getElementById("count").addEventListener("click", (event) => {
  if (!event.target.closest("#clear-filters")) return;
  event.preventDefault();
  fill(form, "");
  apply({ push: true });
  form.querySelector("select").focus();
});
window.addEventListener("popstate", () => {
  fill(form, location.search);
  apply({ push: false });
});

// What another tab or another person saved shows when one comes back to this one.
function comeBack() {
  theMap()?.refresh();
  refresh();
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && Date.now() - refreshedAt > STALE_AFTER_MS) comeBack();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    fill(form, location.search);
    comeBack();
  }
});

// The browser may have kept other choices in the form, the address other filters than exist.
const shownQuery = document.getElementById("map-pane").dataset.query;
fill(form, shownQuery);
if (location.search.replace(/^\?/, "") !== shownQuery) theMap()?.setQuery(shownQuery);
