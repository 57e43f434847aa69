// The map beside a page's own parts: there once Leaflet and its script have run.

export function theMap() {
  return window.HotspotsMap ? window.HotspotsMap.get() : null;
}

export function mapContainer() {
  return document.getElementById("hotspots-map");
}

export function onMap(event, listener) {
  const container = mapContainer();
  if (container) container.addEventListener(event, (raised) => listener(raised.detail));
}
