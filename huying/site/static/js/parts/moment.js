// 时刻 · a finger cannot hover: a tap on a time shows the exact one, another tap the spoken one again. On paper only the exact
// one is true tomorrow.
function swap(moment) {
  [moment.textContent, moment.title] = [moment.title, moment.textContent];
}

function swapAll() {
  document.querySelectorAll("time[title]").forEach(swap);
}

export function startMoments() {
  addEventListener("beforeprint", swapAll);
  addEventListener("afterprint", swapAll);
  document.addEventListener("click", ({ target }) => {
    const moment = target.closest("time[title]");
    if (moment) swap(moment);
  });
}
