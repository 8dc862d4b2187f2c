// 查看留痕 · <form data-reveal="#phone">: posts the reason, shows what came back in that place, and masks it again after a minute.
import { words } from "./words.js";

const SHOWN_FOR = 60000;

async function reveal(form) {
  const place = document.querySelector(form.dataset.reveal);
  const masked = place.textContent;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    place.textContent = await answer.text();
    if (answer.ok) setTimeout(() => (place.textContent = masked), SHOWN_FOR);
  } catch {
    place.textContent = words.noNetwork;
  }
}

export function startReveal() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-reveal]")) return;
    event.preventDefault();
    reveal(event.target);
  });
}
