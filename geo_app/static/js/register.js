// A filter acts as soon as it is chosen; without scripts there is a button.
const form = document.getElementById("filters");
if (form) form.addEventListener("change", () => form.submit());
