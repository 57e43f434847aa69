// Two maps that always show the same part of the city: where one goes, the other goes with it.
//
// Leaflet offers no public way to put a map between two steps of its zoom, or to start a zoom at
// once; its own pinch and flight use the underscored methods that are used here.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});

  function follow(follower, leader, { pinch, flyTo }) {
    const centre = leader.getCenter();
    const zoom = leader.getZoom();
    if (zoom !== follower.getZoom()) {
      follower._move(centre, zoom, { pinch, flyTo });
      return { moved: true, zoomed: true };
    }
    const away = follower.project(centre).subtract(follower.project(follower.getCenter())).round();
    if (away.x === 0 && away.y === 0) return { moved: false, zoomed: false };
    const pane = follower.getPane("mapPane");
    L.DomUtil.setPosition(pane, L.DomUtil.getPosition(pane).subtract(away));
    follower.fire("move");
    return { moved: true, zoomed: false };
  }

  function keepInStep(one, other) {
    let mirroring = false; // what a follower does is not followed

    function link(leader, follower) {
      let owed = { moved: false, zoomed: false }; // events that end the follower's movement
      const mirror = (names, act) =>
        leader.on(names, (event) => {
          if (mirroring) return;
          mirroring = true;
          try {
            act(event);
          } finally {
            mirroring = false;
          }
        });

      // Only one of them leads: a hand on this map ends what the other was about.
      mirror("movestart zoomstart mousedown", () => follower._stop());
      mirror("zoomanim", ({ center, zoom }) => {
        follower._animateZoom(center, zoom, true);
        owed = { moved: false, zoomed: false };
      });
      mirror("move", (event) => {
        const { moved, zoomed } = follow(follower, leader, event);
        owed = { moved: owed.moved || moved, zoomed: owed.zoomed || zoomed };
      });
      mirror("moveend", () => {
        const { moved, zoomed } = owed;
        owed = { moved: false, zoomed: false };
        if (zoomed) follower.fire("zoomend");
        if (moved) follower.fire("moveend");
      });
    }

    link(one, other);
    link(other, one);
    other.setView(one.getCenter(), one.getZoom(), { animate: false });
  }

  parts.keepInStep = keepInStep;
})();
