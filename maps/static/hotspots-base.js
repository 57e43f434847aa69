// What works without any tiles: districts with their shading, main roads, communes on demand.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { fetchJson } = parts.dom;

  const ROADS = {
    motorway: { weight: 2.6, core: "#f3e3c2", casing: "#948a78" },
    trunk: { weight: 2.2, core: "#ffffff", casing: "#9c958a" },
    primary: { weight: 1.7, core: "#ffffff", casing: "#aaa49a" },
    secondary: { weight: 1, core: "#ffffff", casing: "#b9b4ab" },
  };
  const SECONDARY_FROM_ZOOM = 11;
  const CASING = 1.6;
  const NO_HOTSPOT = "#fffdf9";
  const DISTRICT_LABELS_FROM_ZOOM = 9;

  // Lower bounds of the classes: 1, 2, 4, 10 in a register of the plan's size, and the same
  // steps times ten or a hundred (1, 20, 40, 100) when the fullest district holds far more.
  function shadeClasses(most, shades) {
    let scale = 1;
    while (most > 30 * scale) scale *= 10;
    const starts = [1, 2 * scale, 4 * scale, 10 * scale];
    return starts
      .map((from, index) => ({ from, to: (starts[index + 1] || Infinity) - 1, colour: shades[index] }))
      .filter(({ from }) => from <= most);
  }

  class Base {
    constructor(map, groups, config, labels) {
      this.map = map;
      this.groups = groups;
      this.config = config;
      this.labels = labels;
      this.counts = new Map();
      this.loaded = new Map();
      map.on("zoomend", () => this.zoomed());
      groups.communes.on("add", () => this.zoomed());
      groups.districts.on("add remove", () => labels.arrange());
      groups.communes.on("add remove", () => labels.arrange());
    }

    // Rejects if a layer could not be fetched; calling again fetches only what is missing.
    load() {
      const wanted = ["districts", "roads"];
      if (this.communesWanted()) wanted.push("communes");
      return Promise.all(wanted.map((name) => this.once(name)));
    }

    once(name) {
      if (!this.loaded.has(name)) {
        const loading = fetchJson(this.config.urls[name]).then((data) => this[name](data));
        loading.catch(() => this.loaded.delete(name));
        this.loaded.set(name, loading);
      }
      return this.loaded.get(name);
    }

    communesWanted() {
      return (
        this.map.getZoom() >= this.config.communesFromZoom && this.map.hasLayer(this.groups.communes)
      );
    }

    districts(data) {
      const plain = (pane, style) =>
        L.geoJSON(data, { pane, interactive: false, renderer: L.canvas({ pane, padding: 0.4 }), style });
      this.shading = plain("shades", (feature) => this.shadeOf(feature));
      this.outlines = plain("outlines", () => this.outlineStyle());
      this.groups.districts.addLayer(this.shading).addLayer(this.outlines);
      this.labels.add("district", data.features, this.groups.districts, {
        rank: 1,
        fromZoom: DISTRICT_LABELS_FROM_ZOOM,
      });
    }

    roads(data) {
      const rendered = (pane, part) =>
        L.geoJSON(data, {
          pane,
          interactive: false,
          renderer: L.canvas({ pane, padding: 0.4 }),
          style: (feature) => this.roadStyle(feature, part),
        });
      this.casings = rendered("roadEdges", "casing");
      this.cores = rendered("roads", "core");
      this.groups.roads.addLayer(this.casings).addLayer(this.cores);
    }

    communes(data) {
      this.communeOutlines = L.geoJSON(data, {
        pane: "outlines",
        interactive: false,
        renderer: L.canvas({ pane: "outlines", padding: 0.4 }),
        style: { fill: false, color: "#7d6f86", weight: 1, opacity: 0.85, dashArray: "5 3" },
      });
      this.labels.add("commune", data.features, this.groups.communes, {
        rank: 2,
        fromZoom: this.config.communesFromZoom,
      });
      this.zoomed();
    }

    roadStyle(feature, part) {
      const kind = ROADS[feature.properties.road_class] || ROADS.secondary;
      const zoom = this.map.getZoom();
      const hidden = kind === ROADS.secondary && zoom < SECONDARY_FROM_ZOOM;
      const width = kind.weight * Math.min(4, Math.pow(1.32, zoom - 11));
      return {
        color: kind[part],
        weight: part === "casing" ? width + CASING : width,
        opacity: hidden ? 0 : 1,
        lineCap: "round",
      };
    }

    outlineStyle() {
      const weight = this.map.getZoom() < 11 ? 1.2 : 1.8;
      return { fill: false, color: "#6c6457", weight, opacity: 0.9 };
    }

    shadeOf(feature) {
      const count = this.counts.get(feature.properties.code) || 0;
      const found = (this.classes || []).filter(({ from }) => count >= from).pop();
      return { stroke: false, fillOpacity: 1, fillColor: found ? found.colour : NO_HOTSPOT };
    }

    // most: in the fullest district of all maps that share a legend. Returns the legend's classes.
    shade(counts, most) {
      this.counts = counts;
      this.classes = shadeClasses(most, this.config.shades);
      if (this.shading) this.shading.setStyle((feature) => this.shadeOf(feature));
      return this.classes;
    }

    zoomed() {
      if (this.cores) {
        this.casings.setStyle((feature) => this.roadStyle(feature, "casing"));
        this.cores.setStyle((feature) => this.roadStyle(feature, "core"));
        this.outlines?.setStyle(() => this.outlineStyle());
      }
      if (this.communeOutlines) {
        const near = this.map.getZoom() >= this.config.communesFromZoom;
        const group = this.groups.communes;
        if (near) group.addLayer(this.communeOutlines);
        else group.removeLayer(this.communeOutlines);
      } else if (this.communesWanted()) {
        this.onNeed?.();
      }
    }
  }

  parts.Base = Base;
})();
