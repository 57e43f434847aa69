// Symbols that would cover each other move apart; a thin line keeps them tied to their place.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});

  const APART = 38; // pixels between the middles of two symbols
  const ROUNDS = 40;
  const FARTHEST = 70;
  const TIE_FROM = 7;

  function pushApart(points, homes) {
    for (let round = 0; round < ROUNDS; round += 1) {
      let moved = false;
      for (let i = 0; i < points.length; i += 1) {
        for (let j = i + 1; j < points.length; j += 1) {
          let dx = points[j].x - points[i].x;
          let dy = points[j].y - points[i].y;
          let distance = Math.hypot(dx, dy);
          if (distance >= APART) continue;
          if (distance < 0.5) {
            // The same place: by turns around it, so that the result never depends on chance.
            dx = Math.cos(j * 2.4);
            dy = Math.sin(j * 2.4);
            distance = 1;
          }
          const push = (APART - distance) / 2 + 0.1;
          points[i] = points[i].subtract([(dx / distance) * push, (dy / distance) * push]);
          points[j] = points[j].add([(dx / distance) * push, (dy / distance) * push]);
          moved = true;
        }
      }
      if (!moved) break;
    }
    return points.map((point, index) => {
      const away = point.subtract(homes[index]);
      const distance = Math.hypot(away.x, away.y);
      return distance > FARTHEST ? homes[index].add(away.multiplyBy(FARTHEST / distance)) : point;
    });
  }

  class Spread {
    constructor(map) {
      this.map = map;
      this.ties = L.layerGroup();
      this.renderer = L.svg({ pane: "ties" });
    }

    arrange(entries) {
      this.ties.clearLayers();
      const homes = entries.map(({ latLng }) => this.map.latLngToLayerPoint(latLng));
      pushApart([...homes], homes).forEach((point, index) => {
        const { latLng, marker } = entries[index];
        const away = point.distanceTo(homes[index]);
        const place = away < 1 ? latLng : this.map.layerPointToLatLng(point);
        marker.setLatLng(place);
        if (away >= TIE_FROM) this.tie(latLng, place);
      });
    }

    tie(home, place) {
      const common = { pane: "ties", renderer: this.renderer, interactive: false };
      this.ties.addLayer(L.polyline([home, place], { ...common, color: "#1d2129", weight: 1.2 }));
      this.ties.addLayer(
        L.circleMarker(home, {
          ...common,
          radius: 2.5,
          color: "#ffffff",
          weight: 1,
          fillColor: "#1d2129",
          fillOpacity: 1,
        }),
      );
    }
  }

  parts.Spread = Spread;
})();
