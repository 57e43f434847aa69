// What became of a form has the focus: the first field that is wrong, or else the sentence that says
// why nothing was saved, or else the confirmation.
const REACHED = "input:not([type=hidden]), select, textarea, button, a[href]";
const CHOICES = "[type=radio], [type=checkbox]";

const isShown = (each) => each.getClientRects().length > 0;

// What can be typed into: of a group its first text, or else what is chosen, or else its first choice.
function fieldOf(target) {
  if (target.matches(REACHED)) return target;
  const inside = [...target.querySelectorAll(REACHED)].filter(isShown);
  return (
    inside.find((each) => !each.matches(CHOICES)) ??
    inside.find((each) => each.checked) ??
    inside[0] ??
    null
  );
}

function focus(target) {
  const field = fieldOf(target) ?? target;
  if (!field.matches(REACHED)) field.tabIndex = -1;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

function show() {
  const main = document.getElementById("content");
  const wrong = [...main.querySelectorAll("[aria-invalid=true]")].find(isShown);
  const refusal = wrong ?? main.querySelector("[role=alert]");
  const begun = document.querySelector("[autofocus]");
  if (wrong || (refusal && !begun)) {
    focus(refusal);
  } else if (!begun && document.querySelector("#messages > .flash")) {
    document.getElementById("messages").focus();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".wrong-fields a");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  // A field that another stands for has been marked there as well.
  const stands = isShown(target) ? target : document.querySelector(`[data-for-field="${target.id}"]`);
  focus(stands ?? target);
});

// By then the scripts of the page have changed its fields, and the browser has gone to the part that
// the address names, which takes the focus away.
addEventListener("load", () => {
  const busy = document.activeElement?.closest("form, a, button");
  if (!busy || busy.querySelector("[autofocus]")) show();
});
