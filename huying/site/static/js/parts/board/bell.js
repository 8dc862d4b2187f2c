// 来单提醒 · a sound, a buzz, and the number of open cards in the page's title. Browsers allow sound only after a tap.
const KEY = "board-sound";
const NOTES = [880, 1175];

let context = null;

function play() {
  if (!context) return;
  NOTES.forEach((pitch, place) => {
    const [voice, loudness] = [context.createOscillator(), context.createGain()];
    const begin = context.currentTime + place * 0.16;
    voice.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.25, begin);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.4);
    voice.connect(loudness).connect(context.destination);
    voice.start(begin);
    voice.stop(begin + 0.45);
  });
}

function wake() {
  context = context || new (window.AudioContext || window.webkitAudioContext)();
  context.resume();
}

function remember(on) {
  try {
    localStorage.setItem(KEY, on ? "1" : "");
  } catch {
    // private windows keep nothing
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

export function startBell(button) {
  const title = document.title;
  let on = remembered();
  const show = () => button.setAttribute("aria-pressed", on);
  button.hidden = false;
  button.addEventListener("click", () => {
    on = !on;
    remember(on);
    show();
    if (on) {
      wake();
      play();
    }
  });
  document.addEventListener("pointerdown", () => on && wake(), { once: true });
  show();
  return {
    ring() {
      if (on) play();
      if (on && navigator.vibrate) navigator.vibrate([120, 80, 120]);
    },
    badge(count) {
      document.title = count ? `(${count}) ${title}` : title;
    },
  };
}
