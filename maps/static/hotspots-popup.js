// What is said about one hotspot. Every value is set as text.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { element, ownAddress, placeName } = parts.dom;

  const FIELDS = [
    ["field_category", "category_label"],
    ["field_level", "level_label"],
    ["field_clearance", "clearance_label"],
    ["field_changed_on", "changed_on_label"],
    ["field_district", "district"],
    ["field_communes", "communes"],
    ["field_precision", "precision_label"],
  ];

  const PLACES = new Set(["district", "communes"]);

  let made = 0;

  function content(properties, labels) {
    made += 1;
    const heading = `hotspots-popup-${made}`;
    const facts = element("dl");
    for (const [label, property] of FIELDS) {
      const value = properties[property];
      if (value === undefined || value === null || value === "") continue;
      const said = PLACES.has(property) ? placeName : element;
      facts.append(element("dt", {}, labels[label]), said("dd", {}, String(value)));
    }
    const body = element(
      "div",
      { class: "hotspots-popup", role: "group", tabindex: "-1", "aria-labelledby": heading },
      placeName("h2", { id: heading }, String(properties.name)),
      facts,
    );
    const address = properties.url ? ownAddress(properties.url) : null;
    if (address) {
      body.append(
        element(
          "p",
          { class: "hotspots-popup-action" },
          // The map may be shown inside a frame; the page it opens is not.
          element("a", { href: address, target: "_top", class: "hotspots-popup-open" }, labels.open),
        ),
      );
    }
    return body;
  }

  function description(properties) {
    const { name, category_label, level_label, clearance_label } = properties;
    return [name, category_label, level_label, clearance_label].filter(Boolean).join(" – ");
  }

  parts.popup = { content, description };
})();
