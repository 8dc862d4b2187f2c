// 紧急提示 · <div data-alarms="#text" hidden> with rows of data-words: the row whose word is typed shows at once whom to ring.
function isSaid(row, text) {
  return row.dataset.words.split(" ").some((word) => text.includes(word));
}

export function startAlarms() {
  for (const box of document.querySelectorAll("[data-alarms]")) {
    const field = document.querySelector(box.dataset.alarms);
    const rows = Array.from(box.querySelectorAll("[data-words]"));
    const look = () => {
      for (const row of rows) row.hidden = !isSaid(row, field.value);
      box.hidden = rows.every((row) => row.hidden);
    };
    field.addEventListener("input", look);
    look();
  }
}
