// 驾驶舱: the clock at the top, the whole screen, and a fresh look as soon as something has happened.
const [OFTEN, SECOND] = [20000, 1000];
const main = document.getElementById("main");

function startClock(place) {
  const ahead = (Date.parse(document.documentElement.dataset.now || "") || Date.now()) - Date.now();
  const tick = () => (place.textContent = new Date(Date.now() + ahead).toLocaleTimeString("zh-CN", { hour12: false }));
  tick();
  setInterval(tick, SECOND);
}

function startFull(button) {
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}

// At most every so often, however much happens; where no stream may be had, the page asks every minute by itself.
function startStream(address, state) {
  if (!address || !window.EventSource) return;
  const events = new EventSource(address, { withCredentials: true });
  const words = state.lastElementChild.textContent;
  let waits = 0;
  const say = (live) => {
    state.className = live ? "hy-tag hy-tag--green" : "hy-tag";
    state.lastElementChild.textContent = live ? state.dataset.live : words;
  };
  events.addEventListener("open", () => say(true));
  events.addEventListener("error", () => say(false));
  events.addEventListener("moved", () => {
    if (waits) return;
    waits = setTimeout(() => {
      waits = 0;
      window.htmx.trigger(main, "hy:moved");
    }, OFTEN);
  });
}

startClock(document.querySelector("[data-wall-clock]"));
startFull(document.querySelector("[data-wall-full]"));
startStream(main.dataset.stream, document.querySelector("[data-wall-state]"));
