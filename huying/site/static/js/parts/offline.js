// 没有网络 · said at the top while it lasts. What is typed stays in this browser, and what was to be sent goes by itself (submit-once.js).
import { words } from "./words.js";

const strip = document.createElement("div");
strip.className = "hy-offline";
strip.setAttribute("role", "status");

function show() {
  strip.textContent = words.offline;
  if (navigator.onLine) strip.remove();
  else document.body.prepend(strip);
}

export function startOffline() {
  addEventListener("online", show);
  addEventListener("offline", show);
  if (!navigator.onLine) show();
}
