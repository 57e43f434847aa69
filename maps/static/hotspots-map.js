// Puts the parts together on the map that Folium made, and speaks with the page around it.
//
// The page may listen on #hotspots-map for
//   hotspots:select  {code, origin: "map"}   somebody chose a hotspot on the map
//   hotspots:loaded  {count, codes}          other hotspots are shown
// and may call HotspotsMap.get(): select(code, {open}), setQuery(query), refresh(), fitAll().
// Choosing through select() raises no event, so that a table and the map never answer each other
// without end.
(function () {
  "use strict";

  const parts = window.HotspotsMapParts;
  const { addQuery, fetchJson, SignedOutError } = parts.dom;

  const PANES = {
    shades: 350,
    roadEdges: 380,
    roads: 385,
    outlines: 390,
    names: 420,
    halo: 445,
    places: 450,
    ties: 455,
    symbols: 460,
  };
  const FIRST_ZOOM_LIMIT = 14;
  const SCALE_WIDTH = 130; // pixels at the lower left that the scale may take

  let current = null;

  class HotspotMap {
    constructor(map, groups, config) {
      this.map = map;
      this.config = config;
      this.container = map.getContainer().closest("#hotspots-map");
      // The address bar holds the filters, here and on the page that shows the map.
      this.query = window.location.search.replace(/^\?/, "");
      this.wanted = null;
      this.fitted = false;
      this.touched = false; // by a person: then a change of size leaves the view alone
      this.prepare(map, config);
      this.labels = new parts.Labels(map, "names", () => this.obstacles());
      this.hotspots = new parts.Hotspots(map, groups.hotspots, config, {
        onUserSelect: (code) => this.tell("hotspots:select", { code, origin: "map" }),
        onDrawn: () => this.labels.arrange(),
        covered: () => this.legend.covers(),
      });
      this.base = new parts.Base(map, groups, config, this.labels);
      this.base.onNeed = () => this.loadBase();
      this.legend = new parts.Legend(map, config);
      this.legend.box.addEventListener("toggle", () => this.labels.arrange());
      this.messages = new parts.controls.Messages(this.container, config.labels);
      this.loadBase();
      this.load({ fit: true });
    }

    prepare(map, config) {
      const { labels } = config;
      for (const [name, zIndex] of Object.entries(PANES)) map.createPane(name).style.zIndex = zIndex;
      map.attributionControl.setPrefix(false).addAttribution(config.attributionHtml);
      L.control
        .zoom({ zoomInTitle: labels.zoom_in, zoomOutTitle: labels.zoom_out })
        .addTo(map);
      parts.controls.homeButton(map, labels, () => this.fitAll());
      parts.controls.nameLayerControl(this.container, labels);
      parts.addHatching(this.container, config.lines);
      map.getContainer().setAttribute("aria-label", labels.title);
      map.fitBounds(config.bounds, { animate: false });
      for (const kind of ["pointerdown", "wheel", "keydown"]) {
        map.getContainer().addEventListener(kind, () => (this.touched = true), { passive: true });
      }
      const attribution = map.attributionControl.getContainer();
      new ResizeObserver(() => {
        map.invalidateSize({ animate: false });
        const under = map.getSize().x - attribution.offsetWidth < SCALE_WIDTH;
        const height = under ? `${attribution.offsetHeight}px` : "0";
        this.container.style.setProperty("--hotspots-attribution-height", height);
        if (this.fitted && !this.touched) this.fitAll({ animate: false });
      }).observe(map.getContainer());
    }

    tell(name, detail) {
      this.container.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
    }

    obstacles() {
      const frame = this.map.getContainer().getBoundingClientRect();
      const controls = [...this.container.querySelectorAll(".leaflet-control")].map((control) => {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        return {
          left: left - frame.left,
          right: right - frame.left,
          top: top - frame.top,
          bottom: bottom - frame.top,
        };
      });
      return [...this.hotspots.boxes(), ...controls];
    }

    async loadBase() {
      try {
        await this.base.load();
      } catch (error) {
        this.fail(error, this.config.labels.error_base, () => this.loadBase());
      }
    }

    // fit: show all hotspots; look: show all only if none of them would be in view.
    load({ fit = false, look = false } = {}) {
      this.loading?.abort();
      const loading = (this.loading = new AbortController());
      const { labels, urls } = this.config;
      this.messages.clear();
      this.messages.say(labels.loading);
      this.container.setAttribute("aria-busy", "true");
      this.loaded = fetchJson(addQuery(urls.hotspots, this.query), loading.signal)
        .then((data) => {
          if (loading.signal.aborted) return;
          this.show(data.features, { fit, look });
        })
        .catch((error) => {
          if (loading.signal.aborted) return;
          this.messages.say("");
          this.fail(error, labels.error, () => this.load({ fit: !this.fitted, look }));
        })
        .finally(() => {
          if (!loading.signal.aborted) this.container.setAttribute("aria-busy", "false");
        });
      return this.loaded;
    }

    show(features, { fit, look }) {
      this.hotspots.show(features);
      const counts = new Map();
      for (const { properties } of features) {
        counts.set(properties.district_code, (counts.get(properties.district_code) || 0) + 1);
      }
      this.legend.classes(this.base.shade(counts));
      this.messages.say(features.length === 0 ? this.config.labels.empty : "");
      const bounds = this.hotspots.bounds();
      const lost = bounds.isValid() && !this.map.getBounds().intersects(bounds);
      if (fit || (look && lost)) this.fitAll({ animate: false });
      this.fitted = true;
      this.labels.arrange();
      if (this.wanted) {
        const { code, options } = this.wanted;
        this.wanted = null;
        this.hotspots.select(code, options);
      }
      const codes = features.map(({ properties }) => properties.code);
      this.tell("hotspots:loaded", { count: codes.length, codes });
    }

    fail(error, text, retry) {
      const { labels } = this.config;
      if (error instanceof SignedOutError) {
        this.messages.fail(labels.signed_out, () => window.location.reload());
        return;
      }
      this.messages.fail(text, () => {
        this.messages.clear();
        retry();
      });
    }

    select(code, options = { open: true }) {
      this.touched = true;
      if (this.hotspots.select(code, options)) return true;
      // Asked for while data is still under way: done when it is there.
      this.wanted = this.container.getAttribute("aria-busy") === "true" ? { code, options } : null;
      return this.wanted !== null;
    }

    setQuery(query) {
      const wanted = String(query).replace(/^\?/, "");
      const busy = this.container.getAttribute("aria-busy") === "true";
      if (wanted === this.query && busy) return this.loaded;
      this.query = wanted;
      return this.load({ fit: !this.fitted, look: true });
    }

    refresh() {
      return this.load({ fit: !this.fitted });
    }

    fitAll({ animate = !parts.dom.reducedMotion() } = {}) {
      const bounds = this.hotspots.bounds();
      const covered = this.legend.covers();
      const shown = bounds.isValid() ? bounds : L.latLngBounds(this.config.bounds);
      this.map.fitBounds(shown, {
        animate,
        maxZoom: FIRST_ZOOM_LIMIT,
        paddingTopLeft: [60, 45],
        paddingBottomRight: [Math.max(45, covered.x), Math.max(45, covered.y)],
      });
    }
  }

  window.HotspotsMap = {
    start(map, groups, config) {
      const made = new HotspotMap(map, groups, config);
      current = {
        select: (code, options) => made.select(code, options),
        setQuery: (query) => made.setQuery(query),
        refresh: () => made.refresh(),
        fitAll: () => made.fitAll(),
      };
    },
    get: () => current,
  };
})();
