// 打印 · the button is there only where a script can press it.
export function startPrinting() {
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details[data-print-open]")) part.open = true;
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
