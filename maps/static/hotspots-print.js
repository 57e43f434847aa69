// On paper: every map of the page takes the size that it has there, with its legend below it.
//
// A browser prints the page as it stands, laid out for the paper: a map that still had the size of
// the window would be cut, or leave its paper empty. Whatever is done here is done at once: no
// frame is drawn any more between the announcement and the printing.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});

  const stateOf = (each) => ({
    each,
    bounds: each.map.getBounds(),
    centre: each.map.getCenter(),
    zoom: each.map.getZoom(),
    legendOpen: each.legend.box.open,
  });

  function resize({ map, container, legend }, onPaper) {
    container.classList.toggle("hotspots-on-paper", onPaper);
    map.invalidateSize({ animate: false, pan: false });
    legend.place();
  }

  // Maps in step move each other: all are asked before one is changed, and the first of them leads
  // once each has its size.
  const leads = ({ each }) => each === each.inStep[0];

  function begin(maps) {
    for (const { map } of maps) map.stop();
    const before = maps.map(stateOf);
    for (const { each } of before) resize(each, true);
    for (const { each, bounds } of before.filter(leads)) {
      if (each.isTouched()) each.map.fitBounds(bounds, { animate: false });
      else each.fitAll({ animate: false });
    }
    for (const { each } of before) each.labels.arrangeNow();
    return before;
  }

  function end(before) {
    for (const { each, legendOpen } of before) {
      resize(each, false);
      each.legend.box.open = legendOpen;
    }
    for (const { each, centre, zoom } of before.filter(leads)) {
      each.map.setView(centre, zoom, { animate: false });
    }
  }

  // all: gives the maps of the page.
  function followPrinting(all) {
    let before = null;
    window.addEventListener("beforeprint", () => (before ??= begin([...all()])));
    window.addEventListener("afterprint", () => {
      if (before) end(before);
      before = null;
    });
  }

  parts.followPrinting = followPrinting;
})();
