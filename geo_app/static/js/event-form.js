// A calendar in place of the text field for the date, and a question before typed text is lost.

const form = document.getElementById("event-form");
if (form) {
  replaceTextByCalendar(form);
  askBeforeLeaving(form);
}

function replaceTextByCalendar(form) {
  const written = form.elements.effective_on;
  const choice = document.getElementById("event-date-choice");
  const [day, month, year] = ["event-day", "event-month", "event-year"].map((id) =>
    document.getElementById(id),
  );
  const typed = read(written.value);
  // What the calendar cannot hold, such as 31/02, stays in the text field where it can be seen.
  if (typed === null) return;

  const precision = () => form.elements.precision.value;
  const show = () => {
    for (const part of choice.querySelectorAll("[data-for]")) {
      part.hidden = !part.dataset.for.split(" ").includes(precision());
    }
  };
  const write = () => {
    const parts = {
      day: [day.value],
      month: [year.value, month.value.padStart(2, "0")],
      year: [year.value],
    }[precision()];
    written.value = parts.every((part) => part && part !== "00") ? parts.join("-") : "";
  };

  form.elements.precision.value = typed.precision;
  day.value = typed.day;
  month.value = typed.month;
  year.value = typed.year || (typed.precision === "day" ? String(new Date().getFullYear()) : "");
  day.max = hanoiToday();
  document.getElementById("event-today").addEventListener("click", () => {
    day.value = hanoiToday();
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
}

// The text of the server as the calendar's parts; null where it is something else.
function read(text) {
  const blank = { precision: "day", day: "", month: "", year: "" };
  if (text.trim() === "") return blank;
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text.trim());
  const local = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(text.trim());
  if (!iso && !local) return null;
  const [year, month, day] = iso ? iso.slice(1) : [local[3], local[2], local[1]];
  if (month && (month < 1 || month > 12)) return null;
  if (!day) return { ...blank, precision: month ? "month" : "year", month: String(Number(month || 0) || ""), year };
  const whole = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${whole}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(whole);
  return exists ? { ...blank, day: whole, year } : null;
}

function hanoiToday() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
}

function askBeforeLeaving(form) {
  const typed = () => ["basis", "note"].some((name) => form.elements[name].value.trim() !== "");
  let sending = false;
  form.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("pageshow", () => {
    sending = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed() && !sending) event.preventDefault();
  });
}
