// 照片 · <div data-photos data-most="9"> round an <input type=file multiple>: preview, shrink, remove, state while sending.
// With data-upload="/submit/photo/" each photo goes ahead on its own while the words are still being written; what has
// not arrived when the form is sent goes with the form. Tiles with a hidden input `photo` (or as data-keys says) are photos
// that the server has. In a form with a draft they stay in this browser, too, until the form was taken.
import { keep, recall } from "./album.js";
import { albumOf, unanswered } from "./draft.js";
import { upload } from "./upload.js";
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
    this.sending = Promise.resolve();
  }

  start() {
    for (const tile of this.box.querySelectorAll("[data-kept]")) this.keep(tile);
    this.input.addEventListener("change", () => this.take(Array.from(this.input.files)));
    const form = (this.form = this.input.form);
    if (form.dataset.draft) form.photosBack = this.restore(form);
    form.addEventListener("formdata", (event) => this.hand(event.formData));
    form.addEventListener("hy:progress", (event) => this.progress(event.detail));
  }

  keep(tile) {
    const shot = { tile, kept: true };
    tile.append(this.dropper(shot));
    this.shots.push(shot);
    this.count();
  }

  // Photos of a form that may have arrived are handed over as they were: by key, or as files, not sent ahead once more.
  async restore(form) {
    const asTheyWere = unanswered(form);
    const kept = form.hasAttribute("data-answered") ? [] : (await recall(albumOf(this.input))) || [];
    const shots = kept.map(({ blob, name, key }) => {
      const shot = { blob, name, key: asTheyWere ? key : undefined };
      this.draw(shot);
      shot.state.textContent = `${shot.key ? words.sent : words.ready} ${kilobytes(blob)}`;
      this.shots.push(shot);
      return shot;
    });
    this.count();
    if (!asTheyWere && this.box.dataset.upload) for (const shot of shots) this.queue(shot, () => this.ahead(shot));
  }

  save() {
    if (!this.form.dataset.draft || this.form.dataset.sent) return;
    const own = this.shots.filter((shot) => shot.blob).map(({ blob, name, key }) => ({ blob, name, key }));
    keep(albumOf(this.input), own);
  }

  queue(shot, work) {
    this.sending = this.sending.then(() => this.shots.includes(shot) && work());
    return this.sending;
  }

  async take(files) {
    this.input.value = "";
    this.say("");
    const shots = files.map((file) => this.add(file)).filter(Boolean);
    this.count();
    for (const shot of shots) this.queue(shot, () => this.ready(shot));
    await this.sending;
  }

  refusal(file) {
    if (this.shots.length >= this.most) return words.tooMany;
    if (file.type && !file.type.startsWith("image/")) return words.notAPhoto;
    if (file.size > LARGEST) return words.tooBig;
    return "";
  }

  add(file) {
    const refused = this.refusal(file);
    if (refused) {
      this.say(refused);
      return null;
    }
    const shot = { blob: file, name: file.name };
    this.draw(shot);
    this.shots.push(shot);
    return shot;
  }

  async ready(shot) {
    shot.blob = await shrink(shot.blob);
    shot.state.textContent = `${words.ready} ${kilobytes(shot.blob)}`;
    this.save();
    if (this.box.dataset.upload) await this.ahead(shot);
  }

  async ahead(shot) {
    const answer = await upload(this.box.dataset.upload, shot, (part) => {
      shot.state.textContent = `${words.uploading} ${Math.round(part * 100)}%`;
    });
    if (answer.refused) {
      this.drop(shot);
      this.say(answer.refused);
    } else if (answer.key) {
      shot.key = answer.key;
      shot.state.textContent = `${words.sent} ${kilobytes(shot.blob)}`;
      this.save();
    } else {
      shot.state.textContent = words.later;
    }
  }

  draw(shot) {
    const tile = document.createElement("div");
    tile.className = "hy-shots__tile hy-shots__tile--full";
    const image = document.createElement("img");
    image.alt = shot.name;
    image.src = shot.source = URL.createObjectURL(shot.blob);
    const state = document.createElement("span");
    state.className = "hy-shots__state";
    state.textContent = words.shrinking;
    Object.assign(shot, { tile, state });
    tile.append(image, state, this.dropper(shot));
    this.adder.before(tile);
  }

  dropper(shot) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hy-shots__drop";
    button.setAttribute("aria-label", words.dropPhoto);
    button.textContent = "×";
    button.addEventListener("click", () => this.drop(shot));
    return button;
  }

  drop(shot) {
    if (shot.request) shot.request.abort();
    if (shot.source) URL.revokeObjectURL(shot.source);
    this.shots = this.shots.filter((one) => one !== shot);
    shot.tile.remove();
    this.count();
    this.save();
  }

  count() {
    this.adder.hidden = this.shots.length >= this.most;
  }

  // A photo on its way is taken back: it goes with the form, and only once.
  hand(data) {
    data.delete(this.input.name);
    for (const shot of this.shots) {
      if (shot.kept) continue;
      if (shot.key) data.append(this.box.dataset.keys || "photo", shot.key);
      else {
        if (shot.request) shot.request.abort();
        data.append(this.input.name, shot.blob, shot.name.replace(/\.\w+$/, "") + ".jpg");
      }
    }
  }

  progress(part) {
    const percent = Math.round(part * 100);
    for (const shot of this.shots) {
      if (shot.state && !shot.key) shot.state.textContent = `${words.sent} ${percent}%`;
    }
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
