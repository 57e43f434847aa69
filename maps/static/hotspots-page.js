// How a page speaks with the maps on it: one without a name, or several with names.
//
// The page may listen on a map's container (#hotspots-map, #hotspots-map-NAME) for
//   hotspots:select  {code, origin: "map"}    somebody chose a hotspot on the map
//   hotspots:loaded  {query, count, codes}    the hotspots of this query are shown
// and may call HotspotsMap.get(NAME): select(code, {open}), setQuery(query, {stay}), refresh(),
// fitAll(), view() and takeUp(view). Choosing through select() raises no event, so that a table and the map never answer
// each other without end.
//
// An element around a map that has data-map-query says what the map shows first.
(function () {
  "use strict";

  const parts = window.HotspotsMapParts;
  const maps = new Map();

  parts.followPrinting(() => [...maps.values()].map(({ map }) => map));

  const handle = (map) => ({
    select: (code, options) => map.select(code, options),
    // Resolves to whether the hotspots of this query are shown; false if another overtook it.
    setQuery: (query, options) => map.setQuery(query, options),
    refresh: () => map.load(),
    fitAll: () => map.fitAll(),
    // The part of the city and the hotspot that somebody looks at, null where nobody chose any.
    view: () => map.view(),
    takeUp: (view) => map.takeUp(view),
  });

  function known(name) {
    if (!maps.has(name)) throw new Error(`there is no map named "${name}"`);
    return maps.get(name).map;
  }

  window.HotspotsMap = {
    start(map, groups, config) {
      const made = new parts.HotspotMap(map, groups, config);
      maps.set(config.name, { map: made, handle: handle(made) });
    },
    get: (name = "") => maps.get(name)?.handle ?? null,
    // Both show the same part of the city, mark the same hotspot and shade districts alike.
    keepInStep: (nameA, nameB) => known(nameA).joinWith(known(nameB)),
  };
})();
