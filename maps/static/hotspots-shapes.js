// Lines and areas of hotspots: a white edge below, colour and dash of their state above.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const SVG = "http://www.w3.org/2000/svg";
  const BOX = 12;
  const MOST_BOXES = 200; // per straight piece
  const HIGHLIGHT = "#1a5fd0";

  const isArea = (feature) => /Polygon/.test(feature.geometry.type);
  const isPoint = (feature) => /Point/.test(feature.geometry.type);

  // Hatching per colour, for areas: the place is known no better than this.
  function addHatching(map, lines) {
    const colours = new Set(
      Object.values(lines).flatMap((byClearance) =>
        Object.values(byClearance).map(({ colour }) => colour),
      ),
    );
    const svg = document.createElementNS(SVG, "svg");
    for (const [name, value] of [["width", 0], ["height", 0], ["aria-hidden", "true"]]) {
      svg.setAttribute(name, value);
    }
    for (const colour of colours) {
      const pattern = document.createElementNS(SVG, "pattern");
      for (const [name, value] of [
        ["id", hatchingId(map, colour)],
        ["width", 9],
        ["height", 9],
        ["patternUnits", "userSpaceOnUse"],
        ["patternTransform", "rotate(45)"],
      ]) {
        pattern.setAttribute(name, value);
      }
      const stroke = document.createElementNS(SVG, "path");
      stroke.setAttribute("d", "M0 0V9");
      stroke.setAttribute("stroke", colour);
      stroke.setAttribute("stroke-width", "1.6");
      pattern.append(stroke);
      svg.append(pattern);
    }
    svg.classList.add("hotspots-hatching");
    map.getContainer().parentElement.append(svg);
  }

  // Of each map its own: a page may show two, and hide either.
  const hatchingId = (map, colour) => `${map.getContainer().id}-hatching-${colour.slice(1)}`;

  class Shapes {
    // many: a canvas instead of SVG, which draws thousands at once but knows no hatching.
    constructor(map, config, many) {
      this.map = map;
      this.group = L.layerGroup();
      this.config = config;
      this.many = many;
      this.renderer = many ? L.canvas({ pane: "places" }) : L.svg({ pane: "places" });
      this.haloRenderer = L.svg({ pane: "halo" });
      this.drawn = new Set();
    }

    // Leaflet leaves a renderer on the map when its last layer has gone.
    discard() {
      this.renderer.remove();
      this.haloRenderer.remove();
    }

    styleOf(feature) {
      const { level, clearance } = feature.properties;
      const lines = this.config.lines;
      return (lines[level] || lines.unverified)[clearance] || lines.unverified.not_cleared;
    }

    scale() {
      return Math.min(1, Math.max(0.55, 0.55 + (this.map.getZoom() - 10) * 0.11));
    }

    // Returns what change() and remove() want; null for a point, which is its symbol alone.
    add(feature, onSelect) {
      if (isPoint(feature)) return null;
      const area = isArea(feature);
      const edge = area ? null : this.layer(feature, { interactive: false });
      const shape = this.layer(feature, { className: "hotspots-shape" });
      shape.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        onSelect(event.latlng);
      });
      const drawn = { feature, area, edge, shape };
      this.drawn.add(drawn);
      this.restyle(drawn);
      if (edge) this.group.addLayer(edge);
      this.group.addLayer(shape);
      return drawn;
    }

    change(drawn, feature) {
      if (!drawn) return;
      drawn.feature = feature;
      this.restyle(drawn);
    }

    remove(drawn) {
      if (!drawn) return;
      this.drawn.delete(drawn);
      if (drawn.edge) this.group.removeLayer(drawn.edge);
      this.group.removeLayer(drawn.shape);
    }

    layer(feature, options) {
      return L.geoJSON(feature, { pane: "places", renderer: this.renderer, ...options });
    }

    restyle({ feature, area, edge, shape }) {
      const { colour, width, dash } = this.styleOf(feature);
      const scale = this.scale();
      if (area) {
        shape.setStyle({
          color: colour,
          weight: 2,
          dashArray: "7 5",
          fillColor: this.many ? colour : `url(#${hatchingId(this.map, colour)})`,
          fillOpacity: this.many ? 0.12 : 0.4,
        });
        return;
      }
      const dashArray = dash.map((part) => part * scale).join(" ") || null;
      edge.setStyle({ color: "#ffffff", weight: width * scale + 3, opacity: 0.9, fill: false });
      shape.setStyle({ color: colour, weight: width * scale, dashArray, fill: false });
    }

    // Small boxes along the lines, in pixels of the map, which names keep clear of.
    boxes() {
      const boxes = [];
      const along = (latLngs) => {
        if (Array.isArray(latLngs[0])) {
          latLngs.forEach(along);
          return;
        }
        const points = latLngs.map((latLng) => this.map.latLngToContainerPoint(latLng));
        for (let i = 1; i < points.length; i += 1) {
          const steps = Math.ceil(points[i].distanceTo(points[i - 1]) / BOX);
          for (let k = 0; k <= Math.min(steps, MOST_BOXES); k += 1) {
            const { x, y } = points[i - 1].add(
              points[i].subtract(points[i - 1]).multiplyBy(k / Math.max(1, steps)),
            );
            boxes.push({ left: x - BOX / 2, right: x + BOX / 2, top: y - BOX / 2, bottom: y + BOX / 2 });
          }
        }
      };
      for (const { area, shape } of this.drawn) {
        if (!area) shape.eachLayer((layer) => along(layer.getLatLngs()));
      }
      return boxes;
    }

    zoomed() {
      for (const drawn of this.drawn) this.restyle(drawn);
    }

    highlight(feature) {
      if (isPoint(feature)) return null;
      const style = { color: HIGHLIGHT, weight: 14, opacity: 0.45, fill: false };
      const renderer = this.haloRenderer;
      return L.geoJSON(feature, { pane: "halo", renderer, interactive: false, style });
    }
  }

  parts.Shapes = Shapes;
  parts.addHatching = addHatching;
})();
