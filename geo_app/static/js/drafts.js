// What somebody types into a form marked `data-draft` is kept in this browser until it is saved.
//
// A draft belongs to a user, to the address the form is sent to and to the name in `data-draft`;
// no page shows it to anybody else. Only fields that people fill in are kept, and the version of
// the hotspot on which they looked, so that the register still tells them what changed meanwhile.
// Why here, how long, and what else was considered: docs/decisions/0010-drafts-in-the-browser.md.
//
// It runs before the scripts of the page, so that they find the fields as they were.

const PREFIX = "draft:";
// Which forms this tab has sent and not seen saved.
const SENT = "drafts-sent";
const KEPT_DAYS = 7;
const LEFT_OUT = new Set(["hidden", "password", "file", "submit", "button", "reset"]);
const BASED_ON = new Set(["version", "last_seen"]);
const TICKED = new Set(["checkbox", "radio"]);

const { user, openedAt } = document.body.dataset;
const here = location.pathname + location.search;
const forms = user ? [...document.querySelectorAll("form[data-draft]")] : [];
const before = new Map(); // What the server put into a form.
const noted = new Map(); // What it held when it was last looked at.
const restored = new Map();
const touched = new Set();
let leaving = false;

// By attribute: a field named "action" or "id" would stand in the way of the form's own property.
const keyOf = (form) => {
  const { pathname } = new URL(form.getAttribute("action") ?? "", location.href);
  return `${PREFIX}${user}:${pathname}#${form.dataset.draft}`;
};
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const ownKeys = () => keys().filter((key) => key.startsWith(`${PREFIX}${user}:`));
const forget = (key) => localStorage.removeItem(key);

function load(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function store(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or switched off: the form works all the same.
  }
}

function fieldsOf(form) {
  return [...form.elements].filter((each) => {
    if (!each.name || each.autocomplete === "one-time-code") return false;
    return !LEFT_OUT.has(each.type) || BASED_ON.has(each.name);
  });
}

function read(form, { served = false } = {}) {
  const typed = {};
  for (const field of fieldsOf(form)) {
    if (TICKED.has(field.type) && !(served ? field.defaultChecked : field.checked)) continue;
    (typed[field.name] ??= []).push(served ? servedValue(field) : field.value);
  }
  return typed;
}

function servedValue(field) {
  if (!field.options) return field.defaultValue;
  const offered = [...field.options];
  return (offered.find((each) => each.defaultSelected) ?? offered[0])?.value;
}

// The fields that people fill in and that are now otherwise than before.
function write(fields, typed) {
  const left = structuredClone(typed);
  return fields.filter((field) => {
    const values = left[field.name] ?? [];
    if (TICKED.has(field.type)) {
      const was = field.checked;
      field.checked = values.includes(field.value);
      return field.checked !== was;
    }
    const value = values.shift();
    const offered = !field.options || [...field.options].some((each) => each.value === value);
    if (value === undefined || !offered || field.value === value) return false;
    field.value = value;
    return field.type !== "hidden";
  });
}

function note(form) {
  const typed = read(form);
  const text = JSON.stringify(typed);
  if (text === noted.get(form)) return;
  noted.set(form, text);
  if (text === before.get(form)) forget(keyOf(form));
  else store(localStorage, keyOf(form), { at: Date.now(), typed });
}

// What was typed while this script was on its way. Going back and reloading bring old values too.
function typedEarly(form) {
  const [opened] = performance.getEntriesByType("navigation");
  if (opened?.type !== "navigate") return [];
  return fieldsOf(form)
    .filter((field) => field.value !== servedValue(field) || field.checked !== field.defaultChecked)
    .map((field) => ({ field, value: field.value, checked: field.checked }));
}

function takeEarly(form, typed) {
  for (const { field, ...early } of typed) Object.assign(field, early);
  touched.add(form);
  restored.set(form, read(form));
  before.set(form, JSON.stringify(read(form, { served: true })));
  note(form);
}

// Drafts past their time, whoever is here; those that were saved; what the server knows better.

function sweep() {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const key of keys()) if (!(load(localStorage, key)?.at > oldest)) forget(key);
}

const isStep = new URLSearchParams(location.search).has("prepared");
const sent = load(sessionStorage, SENT);
const isAnswer = sent && !sent.answered && isStep && sent.from !== here;

function takeAnswer() {
  if (!sent) return;
  if (user && document.querySelector("#messages > .flash-success")) {
    sent.keys.forEach(forget);
    sessionStorage.removeItem(SENT);
  } else {
    store(sessionStorage, SENT, { ...sent, answered: true });
  }
}

function noteSent(form) {
  // The steps of one entry, and a form sent again after it was refused, are saved together.
  const earlier = openedAt || isStep ? (load(sessionStorage, SENT)?.keys ?? []) : [];
  store(sessionStorage, SENT, { keys: [...earlier, keyOf(form)], from: here, answered: false });
}

// Bringing back

function bringBack(form) {
  const kept = load(localStorage, keyOf(form));
  // The answer to a form shows what was sent; a preview has no fields.
  if (!kept || openedAt || !fieldsOf(form).length) return;
  if (isAnswer && sent.keys.includes(keyOf(form))) {
    store(localStorage, keyOf(form), { at: Date.now(), typed: read(form) });
    return;
  }
  const changed = write(fieldsOf(form), kept.typed);
  if (!changed.length) return;
  restored.set(form, kept.typed);
  for (let around = form; (around = around.parentElement?.closest("details")); ) around.open = true;
  say(form, kept.at);
  // The scripts of the page listen by then.
  document.addEventListener("DOMContentLoaded", () => {
    for (const each of changed) each.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function say(form, at) {
  const said = document.getElementById("draft-back").content.firstElementChild.cloneNode(true);
  form.id ||= `draft-${forms.indexOf(form)}`;
  said.querySelector("time").textContent = inHanoi(at);
  said.querySelector("a").hash = form.id;
  said.querySelector("button").addEventListener("click", () => {
    forget(keyOf(form));
    form.reset();
    noted.set(form, JSON.stringify(read(form)));
    location.reload();
  });
  document.getElementById("messages").append(said);
}

// As the pages write it: 14:05, 17/6/2024 or 14:05, 17 June 2024.
function inHanoi(at) {
  const vietnamese = document.documentElement.lang === "vi";
  const put = (parts) =>
    new Intl.DateTimeFormat(vietnamese ? "vi" : "en-GB", {
      timeZone: "Asia/Ho_Chi_Minh",
      ...parts,
    }).format(at);
  const month = vietnamese ? "numeric" : "long";
  const clock = put({ hour: "2-digit", minute: "2-digit", hour12: false });
  return `${clock}, ${put({ day: "numeric", month, year: "numeric" })}`;
}

// Leaving

const isText = (field) => field.type.startsWith("text") && field.defaultValue !== undefined;
const isTyped = (form) =>
  touched.has(form) &&
  fieldsOf(form).some((field) => isText(field) && field.value !== field.defaultValue);
// What the server sent back unsaved is as good as typed.
const isUnsaved = (form) => "unsaved" in form.dataset || isTyped(form);

addEventListener("beforeunload", (event) => {
  if (!leaving && forms.some(isUnsaved)) event.preventDefault();
});
addEventListener("pagehide", () => {
  if (leaving !== "emptied") forms.forEach(note);
});
addEventListener("pageshow", () => {
  leaving = false;
});

function signOut(form, keep) {
  if (!keep) ownKeys().forEach(forget);
  // A colleague's drafts are not this person's to discard.
  form.elements.drafts.value = keys().length ? "keep" : "";
  leaving = keep || "emptied";
  sessionStorage.removeItem(SENT);
  form.submit();
}

function askBeforeSigningOut(event) {
  forms.forEach(note);
  event.preventDefault();
  if (!ownKeys().length) return signOut(event.target, false);
  const asked = document.getElementById("drafts-left");
  asked.returnValue = "";
  asked.onclose = () => {
    if (asked.returnValue) signOut(event.target, asked.returnValue === "keep");
  };
  asked.showModal();
}

// Sending without a network would leave the page for the browser's own, with nothing typed on it.

function sayOffline(form, button) {
  form.querySelector(".offline")?.remove();
  const said = document.getElementById("offline").content.firstElementChild.cloneNode(true);
  (button?.closest("p") ?? form.lastElementChild).after(said);
  said.scrollIntoView({ block: "nearest" });
}

function onSubmit(event) {
  const form = event.target;
  if ("draft" in form.dataset) {
    note(form);
    if (navigator.onLine) return;
    event.preventDefault();
    // Nor does another script take it for sent.
    event.stopPropagation();
    sayOffline(form, event.submitter);
  } else if ("signsOut" in form.dataset) {
    askBeforeSigningOut(event);
  }
}

function onSent(event) {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if ("draft" in form.dataset) noteSent(form);
  else if (form.id !== "language") sessionStorage.removeItem(SENT);
  // Another language brings the drafts back at once.
  leaving = "draft" in form.dataset || form.id === "language";
}

function onTyped(event) {
  const form = event.target.form;
  // What a script says of itself is not typed.
  if (!event.isTrusted || !forms.includes(form)) return;
  leaving = false;
  touched.add(form);
  note(form);
}

sweep();
takeAnswer();
if (user) {
  for (const form of forms) {
    const typed = typedEarly(form);
    before.set(form, JSON.stringify(read(form)));
    bringBack(form);
    if (typed.length) takeEarly(form, typed);
    noted.set(form, JSON.stringify(read(form)));
  }
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of forms) {
      const text = JSON.stringify(read(form));
      noted.set(form, text);
      if (!restored.has(form)) before.set(form, text);
    }
  });
  for (const kind of ["input", "change"]) document.addEventListener(kind, onTyped);
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("submit", onSent);
  // A script has put other fields into a form.
  document.addEventListener("exchanged", ({ target }) => {
    const typed = restored.get(target.form ?? target.closest("form"));
    if (typed) write(fieldsOf(target), typed);
  });
  addEventListener("online", () => {
    for (const said of document.querySelectorAll(".offline")) said.remove();
  });
}
