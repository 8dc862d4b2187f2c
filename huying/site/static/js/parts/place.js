// 在哪里 · <div data-place>: one's own position, or a point on the outline map, which is fetched only when it is wanted.
import { words } from "./words.js";

function load(name, attributes) {
  return new Promise((done, failed) => {
    const node = document.createElement(name);
    Object.assign(node, attributes);
    node.addEventListener("load", done);
    node.addEventListener("error", failed);
    document.head.append(node);
  });
}

class Place {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.said = box.querySelector("[data-place-said]");
    this.sheet = box.querySelector("[data-map]");
  }

  start() {
    const here = this.box.querySelector("[data-here]");
    here.hidden = !navigator.geolocation;
    here.addEventListener("click", () => this.here());
    const open = this.box.querySelector("[data-map-open]");
    if (open) open.addEventListener("click", () => this.open(open));
    this.box.querySelector("[data-place-drop]").addEventListener("click", () => this.set(null));
    if (this.point()) this.say(words.pointed);
  }

  point() {
    const [latitude, longitude] = [this.form.elements.latitude.value, this.form.elements.longitude.value];
    return latitude && longitude ? [Number(latitude), Number(longitude)] : null;
  }

  here() {
    this.say(words.seeking, false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.set([coords.latitude, coords.longitude], `${words.position} ${Math.round(coords.accuracy)} ${words.metre}`),
      () => this.say(words.noPosition, false),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }

  set(point, said = words.pointed) {
    this.form.elements.latitude.value = point ? point[0].toFixed(6) : "";
    this.form.elements.longitude.value = point ? point[1].toFixed(6) : "";
    this.say(point ? said : "", Boolean(point));
    if (this.map) this.map.mark(point);
    this.form.dispatchEvent(new CustomEvent("hy:placed"));
  }

  // The village under the point, if the list has it and nobody has chosen another.
  village(name, code) {
    const area = this.form.elements.area;
    if (!area || (area.value && area.dataset.byHand)) return;
    const option = Array.from(area.options).find((one) => one.text === name || (code && one.dataset.code === code));
    if (option) area.value = option.value;
  }

  async open(button) {
    button.hidden = true;
    this.sheet.hidden = false;
    try {
      const outline = fetch(this.sheet.dataset.outline).then((answer) => answer.json());
      await load("link", { rel: "stylesheet", href: this.sheet.dataset.css });
      await load("script", { src: this.sheet.dataset.js });
      this.map = window.hyMap(this.sheet, await outline, this.point(), (point, village) => {
        this.set(point);
        this.village(village.name, village.code);
      });
    } catch {
      this.sheet.hidden = true;
      this.say(words.noMap, false);
    }
  }

  say(text, kept = true) {
    this.said.textContent = text;
    this.box.querySelector("[data-place-drop]").hidden = !kept || !text;
  }
}

export function startPlaces() {
  for (const box of document.querySelectorAll("[data-place]")) {
    const area = box.closest("form").elements.area;
    if (area) area.addEventListener("change", () => (area.dataset.byHand = "yes"));
    new Place(box).start();
  }
}
