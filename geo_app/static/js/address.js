// The address of the page as it is now: what scripts have put into it, and the part of the map that
// is looked at, stay when the language is switched.
//
// The view of the map travels behind the address (#view=…) and leaves it at once: kept there, it
// would be old after the next move.

const MARK = "#view=";
const FIRST_OF_TWO = "before";

// A page that answers a form has the address to which the form was sent. Under the address of the
// form it can be loaded anew, and come back to, without sending anything again.
const { openedAt } = document.body.dataset;
if (openedAt) history.replaceState(history.state, "", openedAt + location.hash);

const map = () => window.HotspotsMap?.get() ?? window.HotspotsMap?.get(FIRST_OF_TWO) ?? null;

function here() {
  const view = map()?.view();
  const behind = view ? MARK + encodeURIComponent(JSON.stringify(view)) : location.hash;
  return location.pathname + location.search + behind;
}

const form = document.getElementById("language");
form.addEventListener("submit", () => {
  form.elements.next.value = here();
});

if (location.hash.startsWith(MARK)) {
  const written = location.hash.slice(MARK.length);
  history.replaceState(history.state, "", location.pathname + location.search);
  // The scripts of the page listen by then.
  document.addEventListener("DOMContentLoaded", () => takeUp(written));
}

function takeUp(written) {
  try {
    const view = JSON.parse(decodeURIComponent(written));
    if ([view.lat, view.lng, view.zoom].every(Number.isFinite)) map()?.takeUp(view);
  } catch {
    // An address that somebody mistyped: the page shows what it shows first.
  }
}
