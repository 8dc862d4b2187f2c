// 照片 · <div data-photos data-most="9"> round an <input type=file multiple>: preview, shrink, remove, state while sending.
import { shrink } from "./shrink.js";
import { words } from "./words.js";

const LARGEST = 60 * 1024 * 1024;

function kilobytes(blob) {
  return `${Math.max(1, Math.round(blob.size / 1024))} KB`;
}

class Photos {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=file]");
    this.adder = this.input.closest(".hy-shots__tile");
    this.most = Number(box.dataset.most || 9);
    this.shots = [];
  }

  start() {
    this.input.addEventListener("change", () => this.take(Array.from(this.input.files)));
    const form = this.input.form;
    form.addEventListener("formdata", (event) => this.hand(event.formData));
    form.addEventListener("hy:progress", (event) => this.progress(event.detail));
  }

  async take(files) {
    this.input.value = "";
    for (const file of files) await this.add(file);
  }

  refusal(file) {
    if (this.shots.length >= this.most) return words.tooMany;
    if (file.type && !file.type.startsWith("image/")) return words.notAPhoto;
    if (file.size > LARGEST) return words.tooBig;
    return "";
  }

  async add(file) {
    const refused = this.refusal(file);
    this.say(refused);
    if (refused) return;
    const shot = { blob: file, name: file.name, ...this.tile(file) };
    this.shots.push(shot);
    shot.blob = await shrink(file);
    shot.state.textContent = `${words.ready} ${kilobytes(shot.blob)}`;
  }

  tile(file) {
    const tile = document.createElement("div");
    tile.className = "hy-shots__tile hy-shots__tile--full";
    const image = document.createElement("img");
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    const state = document.createElement("span");
    state.className = "hy-shots__state";
    state.textContent = words.shrinking;
    tile.append(image, state, this.dropper(tile, image));
    this.adder.before(tile);
    return { tile, state };
  }

  dropper(tile, image) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hy-shots__drop";
    button.setAttribute("aria-label", words.dropPhoto);
    button.textContent = "×";
    button.addEventListener("click", () => {
      URL.revokeObjectURL(image.src);
      this.shots = this.shots.filter((shot) => shot.tile !== tile);
      tile.remove();
    });
    return button;
  }

  hand(data) {
    data.delete(this.input.name);
    for (const shot of this.shots) data.append(this.input.name, shot.blob, shot.name.replace(/\.\w+$/, "") + ".jpg");
  }

  progress(part) {
    const percent = Math.round(part * 100);
    for (const shot of this.shots) shot.state.textContent = `${words.sent} ${percent}%`;
  }

  say(text) {
    const place = this.box.querySelector("[data-photos-said]");
    if (!place) return;
    place.textContent = text;
    place.hidden = !text;
  }
}

export function startPhotos() {
  for (const box of document.querySelectorAll("[data-photos]")) new Photos(box).start();
}
