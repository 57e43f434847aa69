// What stands for a hotspot on the map: its symbol, or one circle for a crowd of them.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { element, reducedMotion } = parts.dom;

  const SYMBOL = 32;

  class Icons {
    constructor(urlPattern) {
      this.urlPattern = urlPattern;
      this.made = new Map();
    }

    of({ category, level, clearance }) {
      const iconUrl = this.urlPattern
        .replace("{category}", encodeURIComponent(category))
        .replace("{level}", encodeURIComponent(level))
        .replace("{clearance}", encodeURIComponent(clearance));
      if (!this.made.has(iconUrl)) {
        const middle = [SYMBOL / 2, SYMBOL / 2];
        const size = { iconSize: [SYMBOL, SYMBOL], iconAnchor: middle };
        this.made.set(iconUrl, L.icon({ iconUrl, ...size, className: "hotspots-symbol" }));
      }
      return this.made.get(iconUrl);
    }
  }

  // onComplete: all symbols that were handed over are in. onMoved: circles came apart or together.
  function clusters({ clusterUntilZoom, labels }, { onComplete, onMoved }) {
    const number = new Intl.NumberFormat(labels.locale);
    const group = L.markerClusterGroup({
      chunkedLoading: true,
      chunkProgress: (done, total) => done === total && onComplete(),
      disableClusteringAtZoom: clusterUntilZoom,
      showCoverageOnHover: false,
      animate: !reducedMotion(),
      clusterPane: "symbols",
      maxClusterRadius: 60,
      iconCreateFunction: (cluster) => {
        const count = number.format(cluster.getChildCount());
        const size = 30 + 6 * Math.min(4, Math.floor(Math.log10(cluster.getChildCount()) * 1.5));
        const html = element(
          "span",
          {},
          element("span", { "aria-hidden": "true" }, count),
          element("span", { class: "hotspots-unseen" }, labels.cluster.replace("{count}", count)),
        );
        return L.divIcon({ html, className: "hotspots-cluster", iconSize: [size, size] });
      },
    });
    group.on("animationend", onMoved);
    group.on("clusterkeydown", ({ layer, originalEvent }) => {
      if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
      originalEvent.preventDefault();
      layer.zoomToBounds({ padding: [20, 20] });
    });
    return group;
  }

  parts.Icons = Icons;
  parts.clusters = clusters;
})();
