// The map on the page of one hotspot or one district, and the preview of the sheet.
import { theMap } from "./map.js";

const pane = document.getElementById("map-pane");
const map = theMap();
if (pane && map) {
  map.setQuery(pane.dataset.query || "");
  if (pane.dataset.select) map.select(pane.dataset.select, { open: false });
}

const preview = document.getElementById("sheet-preview");
if (preview) {
  const failed = () => {
    preview.parentElement.classList.add("preview-failed");
    preview.parentElement.querySelector(".preview-wait").textContent = preview.dataset.failed;
  };
  if (preview.complete && preview.naturalWidth === 0) failed();
  preview.addEventListener("error", failed);
}
