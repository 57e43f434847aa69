// What somebody was typing when the session ended is there again after signing in.
//
// It stays in this tab only, is given back to the same user only, and signing out forgets it. It
// runs before the scripts of the page, so that they find the fields as they were.

const PREFIX = "typed:";
const LEFT_OUT = new Set(["hidden", "password", "file", "submit", "button"]);
const user = document.body.dataset.user;
const words = document.body.dataset.typedBack;

// By attribute: a field named "action" or "id" would stand in the way of the form's own property.
const keyOf = (form) => {
  const address = new URL(form.getAttribute("action") ?? "", location.href);
  return `${PREFIX}${address.pathname}#${form.getAttribute("id") ?? ""}`;
};
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));

function isKept(form) {
  const secret = [...form.elements].some((each) => each.type === "password");
  return form.getAttribute("method") === "post" && !secret && typedFields(form).length > 0;
}

function typedFields(form) {
  return [...form.elements].filter((each) => each.name && !LEFT_OUT.has(each.type));
}

function read(form) {
  const typed = {};
  for (const field of typedFields(form)) {
    const ticked = ["checkbox", "radio"].includes(field.type);
    if (ticked && !field.checked) continue;
    (typed[field.name] ??= []).push(field.value);
  }
  return typed;
}

function write(form, typed) {
  const left = structuredClone(typed);
  let changed = false;
  for (const field of typedFields(form)) {
    const values = left[field.name] ?? [];
    if (["checkbox", "radio"].includes(field.type)) {
      const ticked = values.includes(field.value);
      changed ||= field.checked !== ticked;
      field.checked = ticked;
    } else if (values.length) {
      const value = values.shift();
      changed ||= field.value !== value;
      field.value = value;
    }
  }
  return changed;
}

function keep(form) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ user, typed: read(form) }));
  } catch {
    // Full or switched off: the form works all the same.
  }
}

function forget() {
  keys().forEach((key) => sessionStorage.removeItem(key));
}

function bringBack() {
  let back = null;
  for (const form of document.forms) {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
    if (!kept) continue;
    if (kept.user === user && kept.interrupted && write(form, kept.typed)) back ??= form;
  }
  forget();
  if (!back) return;
  const said = document.createElement("p");
  said.className = "flash flash-warning";
  said.id = "typed-back";
  said.textContent = words;
  document.getElementById("messages").append(said);
  // Scripts of the page still have to lay the form out.
  addEventListener("load", () => {
    back.dispatchEvent(new Event("change", { bubbles: true }));
    back.scrollIntoView({ block: "center" });
  });
}

function markInterrupted() {
  for (const key of keys()) {
    const kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.setItem(key, JSON.stringify({ ...kept, interrupted: true }));
  }
}

if (user) {
  bringBack();
  const note = (event) => {
    const form = event.target.form ?? event.target;
    if (form instanceof HTMLFormElement && isKept(form)) keep(form);
  };
  for (const kind of ["input", "change", "submit"]) document.addEventListener(kind, note);
  document.addEventListener("submit", (event) => {
    if ("signsOut" in event.target.dataset) forget();
  });
} else {
  markInterrupted();
}
