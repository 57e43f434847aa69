// The slider over the months of the plan: it says which day is shown, and plays the months.

const RESTING_MS = 200; // so that dragging asks for the days where it rests, and not for all
const BEAT_MS = 900; // time to see what a month has changed

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// `show(day, {history})` shows a day ("" is today) and tells whether map and tables followed.
export function startTimeline(box, show) {
  const slider = box.querySelector("#time-slider");
  const value = box.querySelector("#time-value");
  const button = box.querySelector("#time-play");
  const stops = [...box.querySelectorAll("[data-day]")].map(({ dataset }) => dataset);
  const last = stops.length - 1;
  const names = { play: button.textContent, pause: button.dataset.pause };
  let run = 0; // rises whenever playing begins or ends
  let playing = false;
  let resting = null;

  function standAt(index) {
    slider.value = index;
    slider.setAttribute("aria-valuetext", stops[index].said);
    value.textContent = stops[index].said;
  }

  function showNow(index, history) {
    clearTimeout(resting);
    standAt(index);
    return show(stops[index].day, { history });
  }

  function setPlaying(now) {
    run += 1;
    playing = now;
    button.textContent = now ? names.pause : names.play;
  }

  async function play() {
    setPlaying(true);
    const mine = run;
    const here = Number(slider.value);
    let next = here === last ? 0 : here + 1;
    // One step of the back button takes back the whole play.
    let history = "push";
    while (await showNow(next, history)) {
      if (mine !== run) return;
      if (next === last) break;
      await wait(BEAT_MS);
      if (mine !== run) return;
      next += 1;
      history = "replace";
    }
    if (mine === run) setPlaying(false);
  }

  button.addEventListener("click", () => (playing ? setPlaying(false) : play()));
  slider.addEventListener("input", () => {
    setPlaying(false);
    standAt(Number(slider.value));
    clearTimeout(resting);
    resting = setTimeout(() => showNow(Number(slider.value), "push"), RESTING_MS);
  });
  box.querySelector("#time-today").addEventListener("click", () => {
    setPlaying(false);
    showNow(last, "push");
  });

  return {
    // The address says another day: the slider only follows. False if it has no such stop.
    moveTo(day) {
      setPlaying(false);
      clearTimeout(resting);
      const index = stops.findIndex((stop) => stop.day === day);
      if (index < 0) return false;
      standAt(index);
      return true;
    },
  };
}
