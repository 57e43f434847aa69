// The desk: filters, the slider and rows act on the map, the map on the rows, and all follow the
// register. The form of the filters also holds, unseen, the day and the moment of the reading.
import { mapContainer, onMap, theMap } from "./map.js";
import { watchBoxes } from "./scroll-boxes.js";
import { startTimeline } from "./timeline.js";

const form = document.getElementById("filters");
const STALE_AFTER_MS = 5000;
let chosen = null;
let asked = 0;
let refreshedAt = Date.now();

// Filters, the day and the address

function queryOf(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(filled).toString();
}

function fill(form, query, fields = "select, input[type=hidden]") {
  const values = new URLSearchParams(query);
  for (const field of form.querySelectorAll(fields)) {
    field.value = values.get(field.name) || "";
    if (field.selectedIndex < 0) field.value = "";
  }
}

function addressOf(query) {
  return query ? `${location.pathname}?${query}` : location.pathname;
}

// Resolves to whether map and tables show what is asked for now.
async function apply({ history, stay = false }) {
  const query = queryOf(form);
  if (history !== "none" && location.search.replace(/^\?/, "") !== query) {
    window.history[`${history}State`](null, "", addressOf(query));
  }
  const [followed, drawn] = await Promise.all([refresh(), theMap()?.setQuery(query, { stay })]);
  return followed && drawn !== false;
}

// The parts of the page that the register decides

async function refresh() {
  const number = ++asked;
  const address = addressOf(queryOf(form));
  refreshedAt = Date.now();
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (number !== asked) return false;
    if (answer.status === 401) {
      // Signed out meanwhile: the page itself leads to the sign-in and back.
      location.assign(address);
      return false;
    }
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number !== asked) return false;
    exchange(page);
  } catch {
    // The map beside says what is wrong and offers another try; a plain load says the rest.
    if (number === asked && document.visibilityState === "visible") markOld(true);
    return false;
  }
  markOld(false);
  return true;
}

function exchange(page) {
  const focused = document.activeElement?.id;
  document.body.className = page.body.className;
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    const opened = new Map([...part.querySelectorAll("details")].map((each) => [each.id, each.open]));
    part.replaceChildren(...document.adoptNode(fresh).childNodes);
    watchBoxes(part);
    for (const each of part.querySelectorAll("details")) each.open = opened.get(each.id) ?? each.open;
  }
  if (focused && !document.activeElement?.id) document.getElementById(focused)?.focus();
  mark(chosen, { scroll: false });
}

function markOld(old) {
  document.getElementById("hotspots").classList.toggle("old", old);
}

// Time

const time = startTimeline(document.getElementById("time"), (day, { history }) => {
  form.elements.as_of.value = day;
  return apply({ history, stay: true });
});

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
  // Where the map has a pane of its own, it is in sight.
  mapContainer()?.scrollIntoView({ block: "nearest" });
}

document.getElementById("hotspots").addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-code]");
  if (row && !event.target.closest("a")) choose(row.dataset.code);
});
onMap("hotspots:select", ({ code }) => mark(code));

form.addEventListener("change", () => apply({ history: "push" }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply({ history: "push" });
});
document.getElementById("count").addEventListener("click", (event) => {
  if (!event.target.closest("#clear-filters")) return;
  event.preventDefault();
  fill(form, "", "select");
  apply({ history: "push" });
  form.querySelector("select").focus();
});
window.addEventListener("popstate", () => {
  fill(form, location.search);
  if (time.moveTo(form.elements.as_of.value)) apply({ history: "none", stay: true });
  else location.reload();
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
    time.moveTo(form.elements.as_of.value);
    comeBack();
  }
});

// The browser may have kept other choices in the form, the address other filters than exist.
const shownQuery = document.getElementById("map-pane").dataset.query;
fill(form, shownQuery);
time.moveTo(form.elements.as_of.value);
if (location.search.replace(/^\?/, "") !== shownQuery) theMap()?.setQuery(shownQuery);
