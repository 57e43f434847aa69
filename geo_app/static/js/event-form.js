// Fields for day, month and year in place of one text, and fields only where they are needed.
//
// Not the browser's own calendar: on an English system it asks for month/day/year, and 5/6 would
// be saved as 6/5.

const form = document.getElementById("event-form");
if (form) {
  replaceTextByFields(form);
  askOnlyWhatIsNeeded(form);
}

function replaceTextByFields(form) {
  const written = form.elements.effective_on;
  const choice = document.getElementById("event-date-choice");
  const fields = {
    day: document.getElementById("event-day"),
    month: document.getElementById("event-month"),
    year: document.getElementById("event-year"),
  };
  const typed = read(written.value);
  // What the fields cannot hold stays in the text field, where it can be seen and mended.
  if (typed === null) return;

  const used = () =>
    ({ day: ["day", "month", "year"], month: ["month", "year"], year: ["year"] })[
      form.elements.precision.value
    ];
  const show = () => {
    for (const part of choice.querySelectorAll("[data-for]")) {
      part.hidden = !part.dataset.for.split(" ").includes(form.elements.precision.value);
    }
  };
  const write = () => {
    const parts = used().map((name) => fields[name].value);
    // The year is filled in beforehand and alone says nothing; of a gap the server complains.
    const typedIn = used().length === 1 || parts.slice(0, -1).some((part) => part !== "");
    written.value = typedIn ? parts.join("/") : "";
  };
  const put = ({ day, month, year }) => {
    fields.day.value = day;
    fields.month.value = month;
    fields.year.value = year;
  };

  form.elements.precision.value = typed.precision;
  put({ ...typed, year: typed.year || hanoiToday().year });
  document.getElementById("event-today").addEventListener("click", () => {
    put(hanoiToday());
    write();
  });
  choice.addEventListener("input", () => {
    show();
    write();
  });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (written.hasAttribute(name)) choice.setAttribute(name, written.getAttribute(name));
  }
  choice.hidden = false;
  document.getElementById("event-date").hidden = true;
  show();
  if (typed.year) write();
}

// The text of the server as parts of a date; null where it is something else. A day that is in
// no calendar still has its parts, and the server says what is wrong with it.
function read(text) {
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text.trim());
  const local = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(text.trim());
  if (text.trim() === "") return { precision: "day", day: "", month: "", year: "" };
  if (!iso && !local) return null;
  const [year, month, day] = iso ? iso.slice(1) : [local[3], local[2], local[1]];
  if (month && (Number(month) < 1 || Number(month) > 12)) return null;
  const precision = day ? "day" : month ? "month" : "year";
  return { precision, day: plain(day), month: plain(month), year };
}

function plain(number) {
  return number ? String(Number(number)) : "";
}

function hanoiToday() {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Ho_Chi_Minh",
    day: "numeric",
    month: "numeric",
    year: "numeric",
  }).formatToParts(new Date());
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

// The agencies of a handover, and why a place that is not cleared is inactive.
function askOnlyWhatIsNeeded(form) {
  const agencies = document.getElementById("event-handover");
  const why = document.getElementById("event-note-needed");
  const show = () => {
    const { clearance, level } = form.elements;
    // What was handed over before is stated again, not handed over once more.
    agencies.hidden = clearance.value !== "handed_over" || "over" in agencies.dataset;
    // A field that is not shown is not sent either; what was typed in it comes back with it.
    agencies.disabled = agencies.hidden;
    if (!why) return;
    const cleared = (clearance.value || why.dataset.clearance) !== "not_cleared";
    why.hidden = cleared || (level.value || why.dataset.level) !== "inactive";
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}
