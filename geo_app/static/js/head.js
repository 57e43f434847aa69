// Where the pages stand in one line that is wider than the window, the one that is shown is in sight.

const shown = document.querySelector(".rooms [aria-current]");
shown?.scrollIntoView({ block: "nearest", inline: "nearest" });
