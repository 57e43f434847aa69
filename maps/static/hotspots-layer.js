// The hotspots themselves: what comes, changes and goes with the data, and which one is chosen.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { boxIn, placeName, reducedMotion } = parts.dom;
  const { anchor, oneKind, toLatLng } = parts.geometry;

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
      this.covered = covered;
      this.icons = new parts.Icons(config.urls.symbol);
      this.spread = new parts.Spread(map);
      this.entries = new Map();
      this.selected = null;
      this.card = new parts.Card(map, config.labels);
      map.on("zoomend", () => this.zoomed());
    }

    // What has not changed stays untouched: data that follows a slider must not flicker.
    show(given) {
      const features = given
        .map((feature) => ({ ...feature, geometry: oneKind(feature.geometry) }))
        .filter(({ geometry }) => geometry);
      const many = features.length > this.config.clusterAbove;
      // Symbols that are still being handed over cannot be taken back one by one.
      if (many !== this.many || !this.complete) this.begin(many);
      const before = this.entries;
      const added = [];
      this.entries = new Map();
      for (const feature of features) {
        const { code } = feature.properties;
        const place = JSON.stringify(feature.geometry);
        let entry = before.get(code);
        if (entry?.place === place) {
          before.delete(code);
          this.change(entry, feature);
        } else {
          entry = this.enter(feature, place);
          added.push(entry.marker);
        }
        this.entries.set(code, entry);
      }
      this.exchange([...before.values()], added);
      this.arrange();
      this.highlight();
      const open = this.entries.get(this.card.code);
      if (open) this.card.renew(open.feature.properties, open.marker.getLatLng());
      else this.card.close();
    }

    begin(many) {
      this.group.clearLayers();
      this.entries.clear();
      this.many = many;
      this.complete = !many;
      this.shapes?.discard();
      this.shapes = new parts.Shapes(this.map, this.config, many);
      this.symbols = many
        ? parts.clusters(this.config, {
            onComplete: () => {
              this.complete = true;
              this.onDrawn();
            },
            onMoved: () => this.onDrawn(),
          })
        : L.layerGroup();
      this.group.addLayer(this.symbols).addLayer(this.spread.ties);
    }

    exchange(gone, added) {
      for (const { drawn } of gone) this.shapes.remove(drawn);
      const markers = gone.map(({ marker }) => marker);
      if (this.many) {
        this.complete = added.length === 0;
        this.symbols.removeLayers(markers).addLayers(added);
      } else {
        markers.forEach((marker) => this.symbols.removeLayer(marker));
        added.forEach((marker) => this.symbols.addLayer(marker));
      }
    }

    enter(feature, place) {
      const { properties } = feature;
      const { code } = properties;
      const latLng = toLatLng(anchor(feature.geometry));
      const marker = L.marker(latLng, {
        icon: this.icons.of(properties),
        pane: "symbols",
        alt: parts.popup.description(properties),
        riseOnHover: true,
      });
      const entry = { feature, place, latLng, marker };
      marker.bindTooltip(() => placeName("span", {}, String(entry.feature.properties.name)), {
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
      entry.drawn = this.shapes.add(feature, (clicked) => this.userSelect(code, { at: clicked }));
      return entry;
    }

    change(entry, feature) {
      const { marker } = entry;
      const { properties } = feature;
      if (JSON.stringify(properties) === JSON.stringify(entry.feature.properties)) return;
      entry.feature = feature;
      marker.options.alt = parts.popup.description(properties);
      marker.setIcon(this.icons.of(properties));
      marker.getElement()?.setAttribute("alt", marker.options.alt);
      this.paint(marker, properties.code);
      this.shapes.change(entry.drawn, feature);
    }

    zoomed() {
      if (!this.shapes) return;
      this.arrange();
      this.shapes.zoomed();
      const entry = this.entries.get(this.card.code);
      if (entry && !this.card.fixed) this.card.move(entry.marker.getLatLng());
    }

    arrange() {
      const near = !this.many || this.map.getZoom() >= this.config.clusterUntilZoom - 2;
      if (near) this.group.addLayer(this.shapes.group);
      else this.group.removeLayer(this.shapes.group);
      this.spread.arrange(this.many ? [] : [...this.entries.values()]);
    }

    userSelect(code, options) {
      this.mark(code);
      this.openCard(code, options);
      this.onUserSelect(code);
    }

    // Moves there, unless it is to stay, and when asked opens the card; false if the hotspot is
    // not on the map.
    select(code, { open = false, stay = false } = {}) {
      const entry = this.entries.get(code);
      if (!entry) return false;
      if (!this.map.hasLayer(this.group)) this.group.addTo(this.map);
      this.mark(code);
      this.card.close();
      const show = () => {
        if (open && this.selected === code && this.entries.has(code)) this.openCard(code);
      };
      if (stay) show();
      else this.moveTo(entry, show);
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
        back: () => this.entries.get(code)?.marker.getElement()?.focus({ preventScroll: true }),
      });
    }

    // A chosen hotspot that the data lacks stays chosen: the next day may have it again.
    mark(code) {
      const before = this.entries.get(this.selected);
      this.selected = code;
      if (before) this.paint(before.marker, before.feature.properties.code);
      this.highlight();
    }

    highlight() {
      if (this.halo) this.group.removeLayer(this.halo);
      this.halo = null;
      const chosen = this.entries.get(this.selected);
      if (!chosen) return;
      this.paint(chosen.marker, this.selected);
      this.halo = this.shapes.highlight(chosen.feature);
      if (this.halo) this.group.addLayer(this.halo);
    }

    paint(marker, code) {
      const chosen = code === this.selected;
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
      const lines = this.shapes && !this.many ? this.shapes.boxes() : [];
      const symbols = [...this.map.getPane("symbols").children];
      return [...symbols.map((symbol) => boxIn(this.map.getContainer(), symbol)), ...lines];
    }
  }

  parts.Hotspots = Hotspots;
})();
