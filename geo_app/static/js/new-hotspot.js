// The communes follow the district that is chosen; all that was typed stays.
const district = document.getElementById("new-district");
const communes = document.getElementById("new-communes");
if (district && communes) {
  let asked = 0;
  district.addEventListener("change", async () => {
    const number = ++asked;
    const address = `${location.pathname}?${new URLSearchParams({ district: district.value })}`;
    const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (number !== asked) return;
    if (answer.status === 401) {
      // Signed out meanwhile: the page itself leads to the sign-in and back.
      location.assign(address);
      return;
    }
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("new-communes");
    if (number !== asked) return;
    communes.replaceChildren(...document.adoptNode(fresh).childNodes);
    communes.dispatchEvent(new Event("exchanged", { bubbles: true }));
  });
}
