// 我的诉求 · the secret links stay in this browser; the home page asks the server how those cases are.
import { words } from "./words.js";

const SHELF = "mine";
const MOST = 20;

function links() {
  try {
    const kept = JSON.parse(localStorage.getItem(SHELF) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function keep(codes) {
  try {
    if (codes.length) localStorage.setItem(SHELF, JSON.stringify(codes.slice(0, MOST)));
    else localStorage.removeItem(SHELF);
  } catch {
    // A browser that may not remember: the link itself still opens the case.
  }
}

function isKept(code) {
  return links().includes(code);
}

function remember(code) {
  keep([code, ...links().filter((one) => one !== code)]);
}

function forget(code) {
  keep(links().filter((one) => one !== code));
}

// <div data-remember="code">: with data-at-once it is remembered by opening the page; the button takes it out again.
function startRemembering(box) {
  const code = box.dataset.remember;
  if (box.hasAttribute("data-at-once") && !sessionStorage.getItem(`not:${code}`)) remember(code);
  box.hidden = !isKept(code);
  box.querySelector("[data-forget]").addEventListener("click", () => {
    forget(code);
    sessionStorage.setItem(`not:${code}`, "1");
    box.textContent = words.moved;
  });
}

async function show(box) {
  const codes = links();
  if (!codes.length) return;
  const data = new FormData();
  for (const code of codes) data.append("code", code);
  try {
    const answer = await fetch(box.dataset.mine, { method: "POST", body: data });
    if (!answer.ok) return;
    box.innerHTML = await answer.text();
    box.hidden = !box.querySelector("a");
  } catch {
    // Without a network the home page is as it is for everybody.
  }
}

export function startMine() {
  for (const box of document.querySelectorAll("[data-remember]")) startRemembering(box);
  for (const box of document.querySelectorAll("[data-mine]")) show(box);
}
