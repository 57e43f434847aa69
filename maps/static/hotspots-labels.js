// Names of districts and communes: where they fit, never over one another, a symbol or a control.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { placeName } = parts.dom;
  const { interiorPoints, toLatLng } = parts.geometry;

  const PLACES_TRIED = 10;
  const GAP = 3;
  const WIDER_THAN_UNIT = 1.25; // a name may reach over the edge of its unit by this factor

  const overlap = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  const around = (point, width, height) => ({
    left: point.x - width / 2 - GAP,
    right: point.x + width / 2 + GAP,
    top: point.y - height / 2 - GAP,
    bottom: point.y + height / 2 + GAP,
  });

  class Labels {
    constructor(map, pane, obstacles) {
      this.map = map;
      this.pane = pane;
      this.obstacles = obstacles;
      this.sets = new Map();
      this.pending = 0;
      map.on("moveend zoomend resize", () => this.arrange());
    }

    // rank: lower is placed first; fromZoom: not shown when farther out.
    add(kind, features, layerGroup, { rank, fromZoom }) {
      const units = features.map((feature) => ({
        feature,
        bounds: L.geoJSON(feature).getBounds(),
        marker: this.marker(kind, feature.properties.name_short || feature.properties.name),
        places: null,
        at: null,
      }));
      this.sets.set(kind, { units, layerGroup, rank, fromZoom });
      this.arrange();
    }

    marker(kind, text) {
      const name = placeName("span", {}, text);
      const className = `hotspots-label hotspots-label-${kind}`;
      const icon = L.divIcon({ className, html: name, iconSize: [0, 0] });
      return L.marker([0, 0], { icon, pane: this.pane, interactive: false, keyboard: false });
    }

    arrange() {
      cancelAnimationFrame(this.pending);
      this.pending = requestAnimationFrame(() => this.arrangeNow());
    }

    arrangeNow() {
      const taken = this.obstacles();
      const size = this.map.getSize();
      const view = this.map.getBounds();
      const sets = [...this.sets.values()].sort((a, b) => a.rank - b.rank);
      for (const { units, layerGroup, fromZoom } of sets) {
        const shown = this.map.hasLayer(layerGroup) && this.map.getZoom() >= fromZoom;
        for (const unit of units) {
          const place = shown && view.intersects(unit.bounds) && this.place(unit, taken, size);
          if (!place) {
            unit.marker.remove();
            continue;
          }
          unit.marker.setLatLng(place);
          if (!this.map.hasLayer(unit.marker)) unit.marker.addTo(this.map);
        }
      }
    }

    place(unit, taken, size) {
      const { width, height } = this.measure(unit);
      const west = this.map.latLngToContainerPoint(unit.bounds.getNorthWest());
      const east = this.map.latLngToContainerPoint(unit.bounds.getSouthEast());
      if (width > (east.x - west.x) * WIDER_THAN_UNIT || height > east.y - west.y) return null;
      unit.places = unit.places || interiorPoints(unit.feature.geometry, PLACES_TRIED).map(toLatLng);
      const places = unit.at ? [unit.at, ...unit.places] : unit.places;
      for (const place of places) {
        const space = around(this.map.latLngToContainerPoint(place), width, height);
        const inside =
          space.left >= 0 && space.top >= 0 && space.right <= size.x && space.bottom <= size.y;
        if (inside && !taken.some((other) => overlap(other, space))) {
          taken.push(space);
          unit.at = place;
          return place;
        }
      }
      unit.at = null;
      return null;
    }

    measure(unit) {
      if (!unit.size) {
        unit.marker.addTo(this.map);
        const name = unit.marker.getElement().firstElementChild;
        unit.size = { width: name.offsetWidth, height: name.offsetHeight };
      }
      return unit.size;
    }
  }

  parts.Labels = Labels;
})();
