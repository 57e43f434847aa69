// The hotspots themselves: symbols, groups of symbols, selection.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { element, reducedMotion } = parts.dom;
  const { anchor, toLatLng } = parts.geometry;

  const SYMBOL = 32;
  const POINT_ZOOM = 14.5;
  const LINE_ZOOM = 15;
  const AREA_ZOOM = 13;

  class Hotspots {
    // onDrawn: symbols came or went later than show(). covered: {x, y}, pixels at the right and below that something else stands on.
    constructor(map, group, config, { onUserSelect, onDrawn, covered }) {
      this.map = map;
      this.group = group;
      this.config = config;
      this.onUserSelect = onUserSelect;
      this.onDrawn = onDrawn;
      this.icons = new Map();
      this.covered = covered;
      this.entries = new Map();
      this.selected = null;
      this.card = new parts.Card(map, config.labels);
      map.on("zoomend", () => this.zoomed());
    }

    show(features) {
      const open = this.card.code;
      this.group.clearLayers();
      this.entries.clear();
      const placed = features.filter((feature) => anchor(feature.geometry));
      this.many = placed.length > this.config.clusterAbove;
      this.shapeGroup = L.layerGroup();
      this.shapes = new parts.Shapes(this.map, this.shapeGroup, this.config, this.many);
      this.symbols = this.many ? this.clusters() : L.layerGroup();
      const markers = placed.map((feature) => this.enter(feature).marker);
      if (this.many) this.symbols.addLayers(markers);
      else markers.forEach((marker) => this.symbols.addLayer(marker));
      this.group.addLayer(this.symbols);
      this.spread = this.many ? null : new parts.Spread(this.map, this.group);
      this.zoomed();
      if (this.selected && this.entries.has(this.selected)) this.mark(this.selected);
      else this.unmark();
      if (open && this.entries.has(open)) this.openCard(open);
      else this.card.close();
    }

    enter(feature) {
      const properties = feature.properties;
      const code = properties.code;
      const latLng = toLatLng(anchor(feature.geometry));
      const marker = L.marker(latLng, {
        icon: this.icon(properties),
        pane: "symbols",
        alt: parts.popup.description(properties),
        riseOnHover: true,
      });
      marker.bindTooltip(() => element("span", {}, String(properties.name)), {
        direction: "top",
        offset: [0, -14],
        className: "hotspots-tooltip",
      });
      marker.on("click", () => this.userSelect(code, {}));
      marker.on("keydown", ({ originalEvent }) => {
        if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
        originalEvent.preventDefault();
        this.userSelect(code, { focus: true });
      });
      marker.on("add", () => this.paint(marker, code));
      const entry = { feature, latLng, marker };
      this.entries.set(code, entry);
      this.shapes.add(feature, (clicked) => this.userSelect(code, { at: clicked }));
      return entry;
    }

    icon({ category, level, clearance }) {
      const iconUrl = this.config.urls.symbol
        .replace("{category}", encodeURIComponent(category))
        .replace("{level}", encodeURIComponent(level))
        .replace("{clearance}", encodeURIComponent(clearance));
      if (!this.icons.has(iconUrl)) {
        const middle = [SYMBOL / 2, SYMBOL / 2];
        const size = { iconSize: [SYMBOL, SYMBOL], iconAnchor: middle };
        this.icons.set(iconUrl, L.icon({ iconUrl, ...size, className: "hotspots-symbol" }));
      }
      return this.icons.get(iconUrl);
    }

    clusters() {
      const { clusterUntilZoom, labels } = this.config;
      const number = new Intl.NumberFormat(labels.locale);
      const group = L.markerClusterGroup({
        chunkedLoading: true,
        chunkProgress: (done, total) => done === total && this.onDrawn(),
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
      group.on("animationend", () => this.onDrawn());
      group.on("clusterkeydown", ({ layer, originalEvent }) => {
        if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
        originalEvent.preventDefault();
        layer.zoomToBounds({ padding: [20, 20] });
      });
      return group;
    }

    zoomed() {
      if (!this.shapes) return;
      const near = !this.many || this.map.getZoom() >= this.config.clusterUntilZoom - 2;
      if (near) this.group.addLayer(this.shapeGroup);
      else this.group.removeLayer(this.shapeGroup);
      this.shapes.zoomed();
      this.spread?.arrange([...this.entries.values()]);
      const entry = this.entries.get(this.card.code);
      if (entry && !this.card.fixed) this.card.move(entry.marker.getLatLng());
    }

    userSelect(code, options) {
      this.mark(code);
      this.openCard(code, options);
      this.onUserSelect(code);
    }

    // Moves there and, when asked, opens the card; false if the hotspot is not on the map.
    select(code, { open = false } = {}) {
      const entry = this.entries.get(code);
      if (!entry) return false;
      if (!this.map.hasLayer(this.group)) this.group.addTo(this.map);
      this.mark(code);
      this.card.close();
      this.moveTo(entry, () => {
        if (open && this.selected === code) this.openCard(code);
      });
      return true;
    }

    moveTo({ feature, latLng }, then) {
      const kind = feature.geometry.type;
      const bounds = L.geoJSON(feature).getBounds();
      let zoom = Math.max(this.map.getZoom(), POINT_ZOOM);
      if (!/Point/.test(kind)) {
        const nearest = /Polygon/.test(kind) ? AREA_ZOOM : LINE_ZOOM;
        zoom = Math.min(this.map.getBoundsZoom(bounds, false, L.point(60, 60)), nearest);
      }
      if (this.many) zoom = Math.max(zoom, this.config.clusterUntilZoom);
      // The card stands above the symbol: the symbol belongs a little below the middle.
      const covered = this.covered();
      const down = (this.map.getSize().y - covered.y) * 0.15 - covered.y / 2;
      const lower = L.point(-covered.x / 2, down);
      const centre = this.map.unproject(this.map.project(latLng, zoom).subtract(lower), zoom);
      const there = this.map.latLngToContainerPoint(centre).distanceTo(this.map.getSize().divideBy(2));
      if (zoom === this.map.getZoom() && there < 2) {
        then();
        return;
      }
      this.map.stop();
      this.map.once("moveend", then);
      if (reducedMotion()) this.map.setView(centre, zoom, { animate: false });
      else this.map.flyTo(centre, zoom, { duration: 0.7 });
    }

    openCard(code, { focus = false, at = null } = {}) {
      const { feature, marker } = this.entries.get(code);
      marker.closeTooltip();
      this.card.open(feature.properties, at || marker.getLatLng(), {
        fixed: Boolean(at),
        focus,
        back: () => marker.getElement()?.focus({ preventScroll: true }),
      });
    }

    mark(code) {
      this.unmark();
      this.selected = code;
      const { feature, marker } = this.entries.get(code);
      this.paint(marker, code);
      this.halo = this.shapes.highlight(feature);
      if (this.halo) this.group.addLayer(this.halo);
    }

    unmark() {
      const before = this.entries.get(this.selected);
      this.selected = null;
      if (before) this.paint(before.marker, null);
      if (this.halo) this.group.removeLayer(this.halo);
      this.halo = null;
    }

    paint(marker, code) {
      const chosen = code !== null && code === this.selected;
      marker.getElement()?.classList.toggle("hotspots-symbol-selected", chosen);
      marker.setZIndexOffset(chosen ? 1000 : 0);
    }

    bounds() {
      const bounds = L.latLngBounds([]);
      for (const { feature, latLng } of this.entries.values()) {
        const single = feature.geometry.type === "Point";
        bounds.extend(single ? latLng : L.geoJSON(feature).getBounds());
      }
      return bounds;
    }

    // Boxes of the symbols on screen, which names keep clear of.
    boxes() {
      if (!this.map.hasLayer(this.group)) return [];
      const frame = this.map.getContainer().getBoundingClientRect();
      const lines = this.shapes && !this.many ? this.shapes.boxes() : [];
      const symbols = [...this.map.getPane("symbols").children].map((symbol) => {
        const { left, right, top, bottom } = symbol.getBoundingClientRect();
        return {
          left: left - frame.left,
          right: right - frame.left,
          top: top - frame.top,
          bottom: bottom - frame.top,
        };
      });
      return [...symbols, ...lines];
    }
  }

  parts.Hotspots = Hotspots;
})();
