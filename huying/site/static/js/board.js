// 抢单大厅 · cards come, run out and go while the page is open; one tap claims.
import { startBell } from "./parts/board/bell.js";
import { startRings } from "./parts/board/ring.js";
import { Source } from "./parts/board/stream.js";

const STAYS = 60000;
const COLOURS = { live: "hy-tag--green", polling: "hy-tag--amber", lost: "hy-tag--red", out: "hy-tag--red" };

const board = document.querySelector("[data-board]");
const state = document.querySelector("[data-board-state]");
const said = document.querySelector("[data-board-said]");
const bell = startBell(document.querySelector("[data-board-sound]"));
const tick = startRings(board);

const list = () => board.querySelector("[data-board-cards]");
const find = (number) => document.getElementById(`claim-${number}`);
const open = () => Array.from(board.querySelectorAll('[data-state="open"]'));

function made(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function count() {
  const cards = open();
  bell.badge(cards.length);
  const figure = document.querySelector("[data-board-open]");
  if (figure) figure.textContent = cards.length;
  board.querySelector("[data-board-empty]").hidden = list().children.length > 0;
  tick();
}

// The one with the least time left comes first; those that are taken stand behind.
function place(card) {
  const later = (other) => other.dataset.state !== "open" || other.dataset.ends > card.dataset.ends;
  const before = card.dataset.state === "open" ? Array.from(list().children).find(later) : null;
  list().insertBefore(card, before || null);
}

function announce(card) {
  card.classList.add("hy-claim--new");
  said.textContent = board.dataset.new + card.querySelector(".hy-claim__title").textContent.trim();
  bell.ring();
}

function leaveSoon(card) {
  setTimeout(() => {
    if (card.isConnected && card.dataset.state !== "open" && !card.contains(document.activeElement)) card.remove();
    count();
  }, STAYS);
}

// Focus stays where somebody has it: a card that is replaced under the keyboard hands it on.
function replace(old, fresh) {
  const held = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (held) (fresh.querySelector("button, a") || fresh).focus();
}

function show({ number, state: now, html }) {
  const old = find(number);
  if (!old && now !== "open") return;
  const fresh = made(html);
  if (!old) {
    place(fresh);
    announce(fresh);
  } else if (old.dataset.state !== now) replace(old, fresh);
  if (now !== "open") leaveSoon(fresh);
  count();
}

function showBoard(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const fresh = answer.querySelector("[data-board-cards]");
  if (!fresh) return "";
  for (const card of fresh.children) {
    show({ number: card.dataset.card, state: card.dataset.state, html: card.outerHTML });
  }
  for (const card of open()) if (!fresh.querySelector(`[data-card="${card.dataset.card}"]`)) card.remove();
  count();
  return fresh.dataset.line;
}

function showState(now, address) {
  state.className = `hy-tag ${COLOURS[now]}`;
  state.querySelector("[data-board-words]").textContent = board.dataset[now];
  if (now === "out" && address && !open().length) location.assign(address);
}

async function claim(form, button) {
  const card = button.closest("[data-card]");
  const body = new FormData(form);
  body.set(button.name, button.value);
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (answer.status === 401) return location.assign(answer.headers.get("HX-Redirect"));
    const fresh = made(await answer.text());
    if (fresh && fresh.dataset.card) replace(find(card.dataset.card), fresh);
    else HTMLFormElement.prototype.submit.call(withNumber(form, button));
    count();
  } catch {
    showState("lost");
  }
  button.removeAttribute("aria-busy");
}

// Anything that is no card (a page that says what is wrong) is shown as the page it is.
function withNumber(form, button) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: button.name, value: button.value });
  form.append(field);
  return form;
}

const form = document.getElementById("claim");
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter || document.activeElement;
    if (button && button.value && !button.hasAttribute("aria-busy")) claim(form, button);
  });
}

const { stream, cards, line } = board.dataset;
new Source({ stream, cards, line, onCard: show, onBoard: showBoard, onState: showState }).start();
count();
