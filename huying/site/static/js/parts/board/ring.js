// 十五分钟 · keeps every ring of the board true: its arc, its words, its colour. Attributes only, no style.
const COLOURS = [
  [0.2, "red"],
  [0.5, "amber"],
  [1, "blue"],
];

const two = (number) => String(number).padStart(2, "0");

function show(card, now) {
  const [began, ends] = [Date.parse(card.dataset.began), Date.parse(card.dataset.ends)];
  const ring = card.querySelector("[data-ring]");
  if (!ring || !ends) return;
  const left = Math.max(0, ends - now);
  const share = Math.min(1, left / Math.max(1, ends - began));
  const seconds = Math.round(left / 1000);
  const colour = COLOURS.find(([most]) => share <= most)[1];
  ring.setAttribute("class", `hy-claim__ring hy-claim__ring--${colour}`);
  ring.querySelector(".hy-claim__part").setAttribute("stroke-dasharray", `${(share * 100).toFixed(1)} 100`);
  ring.querySelector("text").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

// The page says when it was made; a phone with a wrong clock must not show a wrong ring.
export function startRings(board) {
  const ahead = (Date.parse(board.dataset.now || "") || Date.now()) - Date.now();
  const tick = () => {
    for (const card of board.querySelectorAll('[data-state="open"]')) show(card, Date.now() + ahead);
  };
  tick();
  setInterval(tick, 1000);
  return tick;
}
