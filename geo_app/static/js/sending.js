// What takes a moment says so, and is not sent twice.
const SILENT_MS = 1000;

for (const form of document.querySelectorAll("form[data-sending]")) {
  const spoken = form.querySelector(".sending");
  let sent = null;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    sent = { button, text: button?.textContent };
    const said = button?.dataset.sending || form.dataset.sending;
    if (button) button.textContent = said;
    sent.timer = setTimeout(() => {
      if (spoken) spoken.textContent = said;
    }, SILENT_MS);
  });
  // The back button may bring the page as it was left.
  window.addEventListener("pageshow", () => {
    if (!sent) return;
    clearTimeout(sent.timer);
    if (sent.button) sent.button.textContent = sent.text;
    if (spoken) spoken.textContent = "";
    sent = null;
  });
}
