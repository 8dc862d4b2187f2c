// 焦点 · when htmx brings a part of the page anew, whoever stood on a link or field in it by keyboard stands on the same one again.
function placeOf(element) {
  for (const name of ["id", "href", "name", "value"]) {
    const value = element.getAttribute(name);
    if (value) return `${element.localName}[${name}="${CSS.escape(value)}"]`;
  }
  return "";
}

export function startRefocus() {
  let place = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const held = document.activeElement;
    place = held && event.detail.target.contains(held) && held !== event.detail.target ? placeOf(held) : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const held = document.activeElement;
    if (place && (!held || held === document.body)) document.querySelector(place)?.focus({ preventScroll: true });
    place = "";
  });
}
