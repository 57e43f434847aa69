// Buttons beside the map's own, and messages about loading.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});
  const { element } = parts.dom;

  function homeButton(map, labels, onClick) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const button = element("button", {
        type: "button",
        class: "hotspots-home",
        title: labels.home,
        "aria-label": labels.home,
      });
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", onClick);
      return element("div", { class: "leaflet-bar" }, button);
    };
    control.addTo(map);
  }

  // Folium's layer control opens on hover and on Enter; it closes on Escape and when left.
  function nameLayerControl(container, labels) {
    const box = container.querySelector(".leaflet-control-layers");
    const toggle = container.querySelector(".leaflet-control-layers-toggle");
    if (!box) return;
    toggle.title = labels.layers;
    toggle.setAttribute("aria-label", labels.layers);
    const collapse = () => box.classList.remove("leaflet-control-layers-expanded");
    // Opening hides the button: without this the keyboard would be left nowhere.
    toggle.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      requestAnimationFrame(() => box.querySelector("input")?.focus());
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      collapse();
      toggle.focus();
    });
    box.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) collapse();
    });
  }

  const SLOW_MS = 400; // what takes less is not announced

  class Messages {
    constructor(container, labels) {
      this.labels = labels;
      this.status = element("p", { class: "hotspots-map-message", role: "status" });
      this.alert = element("div", { class: "hotspots-map-message hotspots-map-alert", role: "alert" });
      this.status.hidden = true;
      this.alert.hidden = true;
      container.append(element("div", { class: "hotspots-map-messages" }, this.status, this.alert));
    }

    say(text) {
      clearTimeout(this.slow);
      this.status.textContent = text;
      this.status.hidden = text === "";
    }

    sayIfSlow(text) {
      clearTimeout(this.slow);
      this.slow = setTimeout(() => this.say(text), SLOW_MS);
    }

    fail(text, retry) {
      const again = element("button", { type: "button" }, this.labels.retry);
      again.addEventListener("click", retry);
      this.alert.replaceChildren(element("span", {}, text), again);
      this.alert.hidden = false;
    }

    clear() {
      this.alert.replaceChildren();
      this.alert.hidden = true;
    }
  }

  parts.controls = { homeButton, nameLayerControl, Messages };
})();
