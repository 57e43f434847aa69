// A table that is wider than its place is pushed sideways, also by keyboard: where it does not fit,
// its box can be reached and has a name. Where it fits, it is no stop on the way.

const observer = new ResizeObserver((entries) => {
  for (const box of new Set(entries.map(({ target }) => target.closest(".table-box")))) mark(box);
});

// Said to be a table: the section around it may have the same name.
function nameOf(box) {
  const heading = box.closest("section, .sheet")?.querySelector("h1, h2");
  const name = (box.querySelector("caption") ?? heading)?.textContent.trim();
  return [document.getElementById("content").dataset.wideTable, name].filter(Boolean).join(": ");
}

function mark(box) {
  if (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible") {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", nameOf(box));
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
}

// For whatever came to the page; a table grows within a box that keeps its size.
export function watchBoxes(part) {
  for (const box of part.querySelectorAll(".table-box")) {
    observer.observe(box);
    for (const table of box.children) observer.observe(table);
  }
}

watchBoxes(document);
