// Where the pages stand in one line that is wider than the window, the one that is shown is in sight.

const rooms = document.querySelector(".rooms");
const show = (room) => room?.scrollIntoView({ block: "nearest", inline: "nearest" });

show(rooms?.querySelector("[aria-current]"));
// A browser leaves a link where it is if only its beginning is to be seen.
rooms?.addEventListener("focusin", ({ target }) => show(target));
