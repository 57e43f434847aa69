// What takes a moment says so, and is not sent twice.
const SILENT_MS = 1000;
// Whoever stopped the page must be able to send again.
const GIVEN_UP_MS = 30_000;

for (const form of document.querySelectorAll("form[data-sending]")) {
  const spoken = form.querySelector(".sending");
  let sent = null;

  const reset = () => {
    if (!sent) return;
    sent.timers.forEach(clearTimeout);
    if (sent.button) sent.button.textContent = sent.text;
    if (spoken) spoken.textContent = "";
    sent = null;
  };

  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    const said = button?.dataset.sending || form.dataset.sending;
    const speak = () => {
      if (spoken) spoken.textContent = said;
    };
    const timers = [setTimeout(speak, SILENT_MS), setTimeout(reset, GIVEN_UP_MS)];
    sent = { button, text: button?.textContent, timers };
    if (button) button.textContent = said;
  });
  // The back button may bring the page as it was left.
  window.addEventListener("pageshow", reset);
}
