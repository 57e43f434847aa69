// One map: puts the parts together on what Folium made, and fills it with the hotspots of a query.
(function () {
  "use strict";

  const parts = window.HotspotsMapParts;
  const { addQuery, boxIn, fetchJson, SignedOutError } = parts.dom;

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
  const MARGIN = 45; // pixels around the hotspots when all are shown

  // What the map shows first: what the page around it says, else, for the only map of a page, the
  // filters of the address bar.
  function firstQuery(container, name) {
    const asked = container.closest("[data-map-query]")?.dataset.mapQuery;
    return (asked ?? (name ? "" : window.location.search)).replace(/^\?/, "");
  }

  class HotspotMap {
    constructor(map, groups, config) {
      this.map = map;
      this.config = config;
      this.container = map.getContainer().closest(".hotspots-map");
      this.query = firstQuery(this.container, config.name);
      this.inStep = [this]; // and the map beside it
      this.counts = new Map();
      this.wanted = null;
      this.fitted = false;
      this.touched = false; // by a person: then a change of size leaves the view alone
      this.prepare(map, config);
      this.labels = new parts.Labels(map, "names", () => this.obstacles());
      this.hotspots = new parts.Hotspots(map, groups.hotspots, config, {
        onUserSelect: (code) => {
          this.echo(code);
          this.tell("hotspots:select", { code, origin: "map" });
        },
        onDrawn: () => this.labels.arrange(),
        covered: () => this.legend.covers(),
      });
      this.base = new parts.Base(map, groups, config, this.labels);
      this.base.onNeed = () => this.loadBase();
      this.legend = new parts.Legend(map, config);
      this.legend.box.addEventListener("toggle", () => this.labels.arrange());
      this.messages = new parts.controls.Messages(this.container, config.labels);
      this.loadBase();
      this.load();
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
      parts.addHatching(map, config.lines);
      map.getContainer().setAttribute("aria-label", this.container.getAttribute("aria-label"));
      map.fitBounds(config.bounds, { animate: false });
      for (const kind of ["pointerdown", "wheel", "keydown"]) {
        map.getContainer().addEventListener(kind, () => (this.touched = true), { passive: true });
      }
      const attribution = map.attributionControl.getContainer();
      new ResizeObserver(() => {
        map.invalidateSize({ animate: false });
        this.legend?.place();
        const under = map.getSize().x - attribution.offsetWidth < SCALE_WIDTH;
        const height = under ? `${attribution.offsetHeight}px` : "0";
        this.container.style.setProperty("--hotspots-attribution-height", height);
        if (this.fitted && !this.isTouched()) this.fitAll({ animate: false });
      }).observe(map.getContainer());
    }

    joinWith(other) {
      this.inStep = other.inStep = [this, other];
      parts.keepInStep(this.map, other.map);
      this.shade();
      if (this.inStep.some(({ fitted }) => fitted) && !this.isTouched()) this.fitAll({ animate: false });
    }

    isTouched() {
      return this.inStep.some(({ touched }) => touched);
    }

    others() {
      return this.inStep.filter((each) => each !== this);
    }

    tell(name, detail) {
      this.container.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
    }

    obstacles() {
      const controls = [...this.container.querySelectorAll(".leaflet-control")];
      const boxes = controls.map((control) => boxIn(this.map.getContainer(), control));
      return [...this.hotspots.boxes(), ...boxes];
    }

    async loadBase() {
      try {
        await this.base.load();
      } catch (error) {
        this.fail(error, this.config.labels.error_base, () => this.loadBase());
      }
    }

    // look: show all hotspots if none of them would be in view. Resolves to whether they are shown,
    // which they are not if the data cannot be fetched or another query has overtaken this one.
    load({ look = false } = {}) {
      this.loading?.abort();
      const loading = (this.loading = new AbortController());
      const { labels, urls } = this.config;
      const { query } = this;
      this.messages.clear();
      this.messages.sayIfSlow(labels.loading);
      this.container.setAttribute("aria-busy", "true");
      this.loaded = fetchJson(addQuery(urls.hotspots, query), loading.signal)
        .then((data) => {
          if (loading.signal.aborted) return false;
          this.show(data.features, { query, look });
          return true;
        })
        .catch((error) => {
          if (loading.signal.aborted) return false;
          this.messages.say("");
          this.fail(error, labels.error, () => this.load({ look }));
          return false;
        })
        .finally(() => {
          if (!loading.signal.aborted) this.container.setAttribute("aria-busy", "false");
        });
      return this.loaded;
    }

    show(features, { query, look }) {
      this.hotspots.show(features);
      this.counts = new Map();
      for (const { properties } of features) {
        this.counts.set(
          properties.district_code,
          (this.counts.get(properties.district_code) || 0) + 1,
        );
      }
      this.shade();
      this.messages.say(features.length === 0 ? this.config.labels.empty : "");
      const bounds = this.bounds();
      const lost = bounds.isValid() && !this.map.getBounds().intersects(bounds);
      // Of two maps in step the second to arrive does not take away what somebody looks at.
      const first = !this.fitted && !(this.isTouched() && this.others().some((each) => each.fitted));
      if (first || (look && lost)) this.fitAll({ animate: false });
      this.fitted = true;
      this.labels.arrange();
      if (this.wanted) {
        const { code, options } = this.wanted;
        this.wanted = null;
        this.choose(code, options);
      }
      const codes = features.map(({ properties }) => properties.code);
      this.tell("hotspots:loaded", { query, count: codes.length, codes });
    }

    // One legend stands for maps in step, so one shade is one number on both.
    shade() {
      const most = Math.max(0, ...this.inStep.flatMap(({ counts }) => [...counts.values()]));
      for (const { base, counts, legend } of this.inStep) legend.classes(base.shade(counts, most));
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
      if (this.choose(code, options)) return true;
      // Asked for while data is still under way: done when it is there.
      this.wanted = this.container.getAttribute("aria-busy") === "true" ? { code, options } : null;
      return this.wanted !== null;
    }

    view() {
      if (!this.isTouched()) return null;
      const { lat, lng } = this.map.getCenter();
      const { selected, card } = this.hotspots;
      const round = (degrees) => Number(degrees.toFixed(5));
      return { lat: round(lat), lng: round(lng), zoom: this.map.getZoom(), code: selected, open: card.code !== null };
    }

    takeUp({ lat, lng, zoom, code, open }) {
      for (const each of this.inStep) Object.assign(each, { touched: true, fitted: true });
      this.map.stop();
      this.map.setView([lat, lng], zoom, { animate: false });
      this.wanted = null;
      if (!code) return;
      this.select(code, { open, stay: true });
      this.tell("hotspots:select", { code, origin: "map" });
    }

    choose(code, options) {
      const found = this.hotspots.select(code, options);
      if (found) this.echo(code);
      return found;
    }

    // The map beside it marks the same hotspot; the card is here.
    echo(code) {
      for (const { hotspots } of this.others()) {
        hotspots.mark(code);
        hotspots.card.close();
      }
    }

    // stay: for a slider, which never moves the map, not even where no hotspot is left to see.
    setQuery(query, { stay = false } = {}) {
      const wanted = String(query).replace(/^\?/, "");
      const busy = this.container.getAttribute("aria-busy") === "true";
      if (wanted === this.query && busy) return this.loaded;
      this.query = wanted;
      return this.load({ look: !stay });
    }

    bounds() {
      const bounds = L.latLngBounds([]);
      for (const { hotspots } of this.inStep) bounds.extend(hotspots.bounds());
      return bounds;
    }

    fitAll({ animate = !parts.dom.reducedMotion() } = {}) {
      const bounds = this.bounds();
      const covered = this.inStep.map(({ legend }) => legend.covers());
      this.map.fitBounds(bounds.isValid() ? bounds : L.latLngBounds(this.config.bounds), {
        animate,
        maxZoom: FIRST_ZOOM_LIMIT,
        paddingTopLeft: [60, MARGIN],
        paddingBottomRight: [
          Math.max(MARGIN, ...covered.map(({ x }) => x)),
          Math.max(MARGIN, ...covered.map(({ y }) => y)),
        ],
      });
    }
  }

  parts.HotspotMap = HotspotMap;
})();
