// Small helpers shared by the parts of the map. Text becomes text nodes, never markup.
(function () {
  "use strict";

  const parts = (window.HotspotsMapParts = window.HotspotsMapParts || {});

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function picture(svg, width, height) {
    return element("img", {
      src: "data:image/svg+xml," + encodeURIComponent(svg),
      width,
      height,
      alt: "",
    });
  }

  // Where an element stands inside another, in pixels.
  function boxIn(frame, item) {
    const outer = frame.getBoundingClientRect();
    const { left, right, top, bottom } = item.getBoundingClientRect();
    return {
      left: left - outer.left,
      right: right - outer.left,
      top: top - outer.top,
      bottom: bottom - outer.top,
    };
  }

  // Names of places are in the language of the city, whatever that of the page is.
  const placeName = (tag, attributes, text) => element(tag, { ...attributes, lang: "vi" }, text);

  const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // A link goes to a page of this service or nowhere: no javascript:, no other host.
  function ownAddress(url) {
    try {
      const address = new URL(url, document.baseURI);
      return address.origin === window.location.origin ? address.href : null;
    } catch {
      return null;
    }
  }

  class SignedOutError extends Error {}

  async function fetchJson(url, signal) {
    const response = await fetch(url, {
      signal,
      credentials: "same-origin",
      headers: { Accept: "application/geo+json, application/json" },
    });
    const type = response.headers.get("Content-Type") || "";
    // Without a session the service answers 401, or leads to its sign-in page.
    if (response.status === 401 || (response.redirected && type.includes("html"))) {
      throw new SignedOutError();
    }
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  }

  function addQuery(url, query) {
    if (!query) return url;
    return url + (url.includes("?") ? "&" : "?") + query;
  }

  parts.dom = {
    element,
    placeName,
    picture,
    boxIn,
    reducedMotion,
    ownAddress,
    fetchJson,
    addQuery,
    SignedOutError,
  };
})();
