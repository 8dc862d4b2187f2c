// 时刻 · a finger cannot hover: a tap on a time shows the exact one, another tap the spoken one again.
export function startMoments() {
  document.addEventListener("click", ({ target }) => {
    const moment = target.closest("time[title]");
    if (!moment) return;
    [moment.textContent, moment.title] = [moment.title, moment.textContent];
  });
}
