// The agencies are asked for only where a handover is recorded.
const clearance = document.getElementById("event-clearance");
const agencies = document.getElementById("event-handover");
if (clearance && agencies) {
  const fields = [...agencies.querySelectorAll("input")];
  const show = () => {
    // What was typed stays in sight, so that the server's complaint about it does too.
    const typed = fields.some((field) => field.value.trim() !== "");
    agencies.hidden = clearance.value !== "handed_over" && !typed;
  };
  clearance.addEventListener("change", show);
  show();
}
