// Choosing rows of a table: all, none, and how many are chosen.
const form = document.getElementById("choose-form");
if (form) {
  const boxes = [...form.querySelectorAll("input[name=hotspot]")];
  const count = document.getElementById("chosen-count");
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = count.dataset.text
      .replace("{count}", chosen)
      .replace("{total}", boxes.length);
  };
  const choose = (id, checked) =>
    document.getElementById(id).addEventListener("click", (event) => {
      event.preventDefault();
      for (const box of boxes) box.checked = checked;
      tell();
    });
  choose("choose-all", true);
  choose("choose-none", false);
  form.addEventListener("change", tell);
  // The back button brings the ticks back without an event.
  window.addEventListener("pageshow", tell);
  tell();
}
