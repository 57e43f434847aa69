// The legend: what shape, colour, sign, badge, line and shade mean, in one foldable box.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { element, picture } = parts.dom;

  // A smaller map has no room for the legend, which then stands below. In sizes of the page's
  // letters, with which the legend grows.
  const INSIDE_FROM_WIDTH = 40;
  const INSIDE_FROM_HEIGHT = 34;
  const REMEMBERED = "hotspots-legend"; // a reader who folds it once does not want it open again
  const BESIDE = 0.36; // up to this share of the width there is room beside the legend
  const NO_HOTSPOT = "#fffdf9";

  const swatch = (colour) =>
    picture(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="14">' +
        `<rect x=".5" y=".5" width="19" height="13" fill="${colour}" stroke="#6c6457"/></svg>`,
      20,
      14,
    );

  const row = (text, ...pictures) => element("li", {}, ...pictures, element("span", {}, text));

  const extra = (item) => {
    item.classList.add("hotspots-legend-extra");
    return item;
  };

  // Storage may be forbidden; then nothing is remembered.
  function remembered() {
    try {
      return window.localStorage.getItem(REMEMBERED);
    } catch {
      return null;
    }
  }

  function remember(state) {
    try {
      window.localStorage.setItem(REMEMBERED, state);
    } catch {
      /* see remembered() */
    }
  }

  // Its title is no heading: the map stands among the headings of pages that we do not know.
  const section = (title, list, name) => {
    list.setAttribute("aria-label", title);
    return element(
      "div",
      { class: `hotspots-legend-${name}` },
      element("p", { class: "hotspots-legend-title" }, title),
      list,
    );
  };

  class Legend {
    constructor(map, config) {
      const { labels, keys } = config;
      this.map = map;
      this.number = new Intl.NumberFormat(labels.locale);
      this.labels = labels;
      const list = (...rows) => element("ul", {}, ...rows);
      const coded = (pairs, ...sets) =>
        pairs.map(([code, text]) =>
          row(text, ...sets.map(([pictures, width]) => picture(pictures[code], width, 20))),
        );
      const clearances = coded(labels.clearances, [keys.clearance, 20], [keys.line, 34]);
      this.shades = element("ul");
      this.box = element(
        "details",
        { class: "hotspots-legend" },
        element("summary", {}, labels.legend),
        element(
          "div",
          { class: "hotspots-legend-body" },
          section(labels.legend_clearance, list(...clearances), "clearance"),
          section(labels.legend_level, list(...coded(labels.levels, [keys.level, 20])), "level"),
          section(
            labels.legend_category,
            list(
              ...coded(labels.categories, [keys.category, 20]),
              extra(row(labels.legend_line, picture(keys.section, 34, 20))),
              extra(row(labels.legend_area, picture(keys.area, 34, 20))),
            ),
            "category",
          ),
          section(labels.legend_shading, this.shades, "shading"),
        ),
      );
      // A map whose neighbour's legend stands for both makes one and does not show it.
      if (!config.legend) return;
      this.box
        .querySelector("summary")
        .addEventListener("click", () => remember(this.box.open ? "folded" : "open"));
      this.control = L.control({ position: "bottomright" });
      this.control.onAdd = () => {
        L.DomEvent.disableClickPropagation(this.box);
        L.DomEvent.disableScrollPropagation(this.box);
        return this.box;
      };
      this.place();
    }

    place() {
      if (!this.control) return;
      const onPaper = this.map.getContainer().closest(".hotspots-on-paper") !== null;
      const inside = !onPaper && this.hasRoomInside();
      if (inside !== this.inside) this.moveTo(inside);
      // Nobody can unfold it there.
      if (onPaper) this.box.open = true;
    }

    hasRoomInside() {
      const size = this.map.getSize();
      const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
      return size.x >= INSIDE_FROM_WIDTH * letter && size.y >= INSIDE_FROM_HEIGHT * letter;
    }

    moveTo(inside) {
      this.inside = inside;
      this.box.open = inside && remembered() !== "folded";
      this.box.classList.toggle("hotspots-legend-below", !inside);
      if (inside) {
        this.control.addTo(this.map);
      } else {
        this.control.remove();
        this.box.classList.remove("leaflet-control");
        this.map.getContainer().after(this.box);
      }
    }

    // Pixels that hotspots had better keep clear of: at the right where the map is wide, else below.
    covers() {
      const size = this.map.getSize();
      const { offsetWidth: width, offsetHeight: height } = this.box;
      // The attribution and the scale fill the lower edge.
      if (!this.inside) {
        return { x: 0, y: this.map.attributionControl.getContainer().offsetHeight + 30 };
      }
      if (!this.box.open) return { x: 0, y: 0 };
      return width < size.x * BESIDE ? { x: width + 20, y: 0 } : { x: 0, y: height + 40 };
    }

    classes(classes) {
      // Pictures that are made anew are blank for a moment.
      const asked = JSON.stringify(classes);
      if (asked === this.shown) return;
      this.shown = asked;
      const text = ({ from, to }) => {
        if (to === Infinity) return `≥ ${this.number.format(from)}`;
        if (from === to) return this.number.format(from);
        return `${this.number.format(from)}–${this.number.format(to)}`;
      };
      this.shades.replaceChildren(
        row(this.number.format(0), swatch(NO_HOTSPOT)),
        ...classes.map((each) => row(text(each), swatch(each.colour))),
      );
    }
  }

  parts.Legend = Legend;
})();
