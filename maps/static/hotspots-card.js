// The popup of the chosen hotspot: one at a time, by mouse and by keyboard.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});

  class Card {
    constructor(map, labels) {
      this.map = map;
      this.labels = labels;
      this.code = null;
      this.fixed = false;
      map.on("popupclose", ({ popup }) => {
        if (popup === this.popup) this.closed();
      });
      // On the whole page: whoever chose in the table still stands there.
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.code) return;
        event.stopPropagation();
        this.close();
      });
    }

    // fixed: stays where it was opened; otherwise it follows its symbol. back: where the
    // keyboard goes when the card closes.
    open(properties, latLng, { fixed, focus, back }) {
      this.back = null;
      const width = Math.min(300, this.map.getSize().x - 140);
      const popup = L.popup({
        className: "hotspots-card",
        minWidth: Math.min(220, width),
        maxWidth: width,
        maxHeight: Math.max(130, this.map.getSize().y - 110),
        offset: [0, -10],
        closeOnEscapeKey: false,
        autoPanPaddingTopLeft: [52, 12],
        autoPanPaddingBottomRight: [52, 30],
      });
      const content = parts.popup.content(properties, this.labels);
      popup.setLatLng(latLng).setContent(content).openOn(this.map);
      const button = popup.getElement().querySelector(".leaflet-popup-close-button");
      button.setAttribute("aria-label", this.labels.close);
      Object.assign(this, { popup, code: properties.code, fixed, back, content });
      if (focus) content.focus({ preventScroll: true });
    }

    move(latLng) {
      this.popup.setLatLng(latLng);
    }

    // New data in the open card. The map stays where it is: Leaflet would move it to show all of a
    // card that grew.
    renew(properties, latLng) {
      const { popup, content } = this;
      popup.options.autoPan = false;
      if (!this.fixed) popup.setLatLng(latLng);
      const fresh = parts.popup.content(properties, this.labels);
      if (fresh.textContent !== content.textContent) {
        const focused = document.activeElement;
        const held = content.contains(focused);
        content.setAttribute("aria-labelledby", fresh.getAttribute("aria-labelledby"));
        content.replaceChildren(...fresh.childNodes);
        popup.update();
        // Leaflet takes the content out and puts it back, which costs the focus.
        if (held) (content.querySelector(focused.localName) || content).focus({ preventScroll: true });
      }
      popup.options.autoPan = true;
    }

    close() {
      if (this.popup) this.map.closePopup(this.popup);
    }

    closed() {
      const hadFocus = this.popup.getElement()?.contains(document.activeElement);
      Object.assign(this, { popup: null, code: null, fixed: false });
      if (hadFocus) this.back?.();
    }
  }

  parts.Card = Card;
})();
