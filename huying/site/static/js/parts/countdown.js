// 倒计时 · <span class="hy-due" data-due="2026-11-20T09:30:00Z" data-warn="…" data-used="45">: words, colour and bar kept true while the
// page is open. The server counted in the clock's own measure (night uses no working time); from there to the end the bar is drawn straight.
import { words } from "./words.js";

function spell(seconds) {
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor((seconds % 86400) / 3600), Math.floor((seconds % 3600) / 60)];
  if (days) return `${days} ${words.day} ${hours} ${words.hour}`;
  if (hours) return `${hours} ${words.hour} ${minutes} ${words.minute}`;
  if (minutes) return `${minutes} ${words.minute} ${Math.floor(seconds % 60)} ${words.second}`;
  return `${Math.floor(seconds)} ${words.second}`;
}

const seen = new WeakMap();

function show(clock, now) {
  if (!seen.has(clock)) seen.set(clock, now);
  const made = seen.get(clock);
  const due = Date.parse(clock.dataset.due);
  const warn = Date.parse(clock.dataset.warn) || due;
  const left = (due - now) / 1000;
  const told = Number(clock.dataset.used);
  const used = told + (100 - told) * Math.min(1, Math.max(0, (now - made) / Math.max(1, due - made)));
  const word = left < 0 ? words.late : words.left;
  clock.querySelector("[data-words]").textContent = `${word} ${spell(Math.abs(left))}`.trim();
  const bar = clock.querySelector("progress");
  if (bar) bar.value = left < 0 ? 100 : Math.round(used);
  clock.classList.toggle("hy-due--over", left < 0);
  clock.classList.toggle("hy-due--warn", left >= 0 && now >= warn);
  clock.classList.toggle("hy-due--ok", left >= 0 && now < warn);
}

// The page says when it was made; a phone with a wrong clock must not show a wrong countdown.
function drift() {
  const made = Date.parse(document.documentElement.dataset.now || "");
  return made ? made - Date.now() : 0;
}

export function startCountdowns() {
  const ahead = drift();
  const tick = () => {
    const now = Date.now() + ahead;
    for (const clock of document.querySelectorAll("[data-due]")) show(clock, now);
  };
  tick();
  setInterval(tick, 1000);
  document.addEventListener("hy:fresh", tick);
}
