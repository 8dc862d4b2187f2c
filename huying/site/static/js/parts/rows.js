// 键盘选行 · in a table[data-rows]: arrows go from row to row; a letter does what the row's button does. Only while a row has
// the focus, so that no letter typed elsewhere sends anything.
const KEYS = { p: "[data-row-send]", q: "[data-row-offer]" };
const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

function move(table, row, step) {
  const rows = Array.from(table.querySelectorAll("[data-row]"));
  const next = rows[rows.indexOf(row) + step];
  if (next) next.querySelector("[data-row-link]").focus();
}

export function startRows() {
  for (const table of document.querySelectorAll("table[data-rows]:not([data-started])")) {
    table.dataset.started = "yes";
    table.addEventListener("keydown", (event) => {
      const row = event.target.closest("[data-row]");
      if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      const button = KEYS[event.key] && row.querySelector(KEYS[event.key]);
      if (!STEPS[event.key] && !button) return;
      event.preventDefault();
      if (button) button.click();
      else move(table, row, STEPS[event.key]);
    });
    table.closest("[tabindex]")?.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || event.target.closest("[data-row]")) return;
      event.preventDefault();
      table.querySelector("[data-row-link]")?.focus();
    });
  }
}

// One click sends once, however often it is clicked.
export function startSending() {
  const form = document.getElementById("send");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    if (form.dataset.busy) event.preventDefault();
    form.dataset.busy = "yes";
  });
  addEventListener("pageshow", () => (form.dataset.busy = ""));
}
