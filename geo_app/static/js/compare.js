// Two maps that show the same part of the city, and the list of what differs between them.

const MAPS = ["before", "after"];
const list = document.getElementById("changes");
const map = (name) => window.HotspotsMap.get(name);

window.HotspotsMap.keepInStep(...MAPS);

function mark(code) {
  for (const item of list.querySelectorAll("[aria-current]")) item.removeAttribute("aria-current");
  list.querySelector(`[data-code="${CSS.escape(code)}"]`)?.setAttribute("aria-current", "true");
}

list.addEventListener("click", (event) => {
  const code = event.target.closest(".row-choose")?.closest("[data-code]").dataset.code;
  if (!code) return;
  mark(code);
  // Some hotspots are on one of the maps only; the later day goes first.
  for (const name of [...MAPS].reverse()) if (map(name).select(code, { open: true })) break;
  document.getElementById("hotspots-map-before").scrollIntoView({ block: "nearest" });
});
for (const name of MAPS) {
  document
    .getElementById(`hotspots-map-${name}`)
    .addEventListener("hotspots:select", ({ detail }) => mark(detail.code));
}
