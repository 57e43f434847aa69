// Where to put a symbol or a name on a GeoJSON geometry. Coordinates are lon/lat; distances are
// compared in degrees of latitude, which is enough inside one city.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});

  const GRID = 16; // columns and rows of trial points inside an area
  const EDGE_POINTS = 140; // an outline is thinned to about this many to measure distances

  const shrinkLon = (lat) => Math.cos((lat * Math.PI) / 180);

  function length(line) {
    let sum = 0;
    for (let i = 1; i < line.length; i += 1) sum += step(line[i - 1], line[i]);
    return sum;
  }

  function step([lon1, lat1], [lon2, lat2]) {
    return Math.hypot((lon2 - lon1) * shrinkLon(lat1), lat2 - lat1);
  }

  function lineMiddle(line) {
    let left = length(line) / 2;
    for (let i = 1; i < line.length; i += 1) {
      const part = step(line[i - 1], line[i]);
      if (part >= left) {
        const share = part === 0 ? 0 : left / part;
        return [0, 1].map((k) => line[i - 1][k] + (line[i][k] - line[i - 1][k]) * share);
      }
      left -= part;
    }
    return line[line.length - 1];
  }

  const largest = (items, measure) =>
    items.reduce((best, item) => (measure(item) > measure(best) ? item : best));

  function box(ring) {
    const lons = ring.map((point) => point[0]);
    const lats = ring.map((point) => point[1]);
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  }

  function boxArea(rings) {
    const [west, south, east, north] = box(rings[0]);
    return (east - west) * (north - south);
  }

  function contains(rings, [x, y]) {
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [xi, yi] = ring[i];
        const [xj, yj] = ring[j];
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
      }
    }
    return inside;
  }

  // Points inside the largest part of an area, the roomiest first, spread out: a name that does
  // not fit at the first may fit at another.
  function interiorPoints(geometry, wanted) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rings = largest(polygons, boxArea);
    const [west, south, east, north] = box(rings[0]);
    const thin = Math.max(1, Math.round(rings[0].length / EDGE_POINTS));
    const edge = rings.flatMap((ring) => ring.filter((_, index) => index % thin === 0));
    const found = [];
    for (let i = 1; i < GRID; i += 1) {
      for (let j = 1; j < GRID; j += 1) {
        const point = [west + ((east - west) * i) / GRID, south + ((north - south) * j) / GRID];
        if (!contains(rings, point)) continue;
        found.push({ point, room: Math.min(...edge.map((other) => step(point, other))) });
      }
    }
    found.sort((a, b) => b.room - a.room);
    const apart = Math.max(east - west, north - south) / 12;
    const chosen = [];
    for (const candidate of found) {
      if (chosen.length === wanted) break;
      if (chosen.every((other) => step(other.point, candidate.point) > apart)) {
        chosen.push(candidate);
      }
    }
    return chosen.length > 0
      ? chosen.map((candidate) => candidate.point)
      : [[(west + east) / 2, (south + north) / 2]];
  }

  const KINDS = ["Point", "LineString", "Polygon"]; // by dimension

  const isPoint = (value) => Array.isArray(value) && value.length > 1 && value.every(Number.isFinite);
  const isLine = (value) => Array.isArray(value) && value.length > 1 && value.every(isPoint);
  const isArea = (value) => Array.isArray(value) && value.length > 0 && value.every(isLine);
  const IS_THERE = { Point: isPoint, LineString: isLine, Polygon: isArea };

  // The single parts of any geometry, as [kind, coordinates], collections taken apart.
  function partsOf(geometry) {
    if (!geometry) return [];
    const { type, coordinates, geometries } = geometry;
    if (type === "GeometryCollection") return (geometries || []).flatMap(partsOf);
    const kind = String(type).replace(/^Multi/, "");
    if (!KINDS.includes(kind) || !Array.isArray(coordinates)) return [];
    const every = type === kind ? [coordinates] : coordinates;
    return every.filter(IS_THERE[kind]).map((each) => [kind, each]);
  }

  // What the map can draw of any geometry: its areas, else its lines, else its points; null where
  // there is nothing. Whatever it is given, the map goes on for all other hotspots.
  function oneKind(geometry) {
    const every = partsOf(geometry);
    const dimension = Math.max(...every.map(([kind]) => KINDS.indexOf(kind)));
    const kind = KINDS[dimension];
    const coordinates = every.filter(([each]) => each === kind).map(([, each]) => each);
    if (coordinates.length === 0) return null;
    if (coordinates.length === 1) return { type: kind, coordinates: coordinates[0] };
    return { type: `Multi${kind}`, coordinates };
  }

  // The one place where the symbol of a geometry of one kind stands.
  function anchor(geometry) {
    switch (geometry.type) {
      case "Point":
        return geometry.coordinates;
      case "MultiPoint":
        return geometry.coordinates[0];
      case "LineString":
        return lineMiddle(geometry.coordinates);
      case "MultiLineString":
        return lineMiddle(largest(geometry.coordinates, length));
      default:
        return interiorPoints(geometry, 1)[0];
    }
  }

  const toLatLng = ([lon, lat]) => L.latLng(lat, lon);

  parts.geometry = { anchor, interiorPoints, oneKind, toLatLng };
})();
