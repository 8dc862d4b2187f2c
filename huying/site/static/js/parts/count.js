// 字数 · <span data-count="#text" data-most="8000">: how many characters there are.
export function startCounts() {
  for (const place of document.querySelectorAll("[data-count]")) {
    const field = document.querySelector(place.dataset.count);
    const most = Number(place.dataset.most);
    const look = () => {
      const many = Array.from(field.value.trim()).length;
      place.textContent = `${many} / ${most}`;
      place.classList.toggle("hy-count--over", many > most);
    };
    field.addEventListener("input", look);
    look();
  }
}
