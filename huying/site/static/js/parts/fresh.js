// 自动更新 · a list that stays true while somebody works in it. [data-fresh] holds [data-fresh-list] with items [data-key];
// elements [data-fresh-part] with an id are figures and tabs. New items are only counted until somebody asks for them; an
// item under the pointer, under the keyboard, with something opened or marked in it, is left alone.
import { Source } from "./board/stream.js";

const EVERY = 15000;
const COLOURS = { live: "hy-tag--green", polling: "hy-tag--amber", lost: "hy-tag--red", out: "hy-tag--red" };

const keyed = (root) => new Map(Array.from(root.querySelectorAll("[data-key]"), (item) => [item.dataset.key, item]));

function isTouched(item) {
  const marked = document.getSelection();
  const isMarked = marked && !marked.isCollapsed && item.contains(marked.anchorNode);
  return item.contains(document.activeElement) || item.matches(":hover") || item.querySelector("details[open]") || isMarked;
}

class Fresh {
  constructor(box) {
    this.box = box;
    this.title = document.title;
    this.news = box.querySelector("[data-fresh-news]");
    this.said = box.querySelector("[data-fresh-said]");
    this.state = document.querySelector("[data-fresh-state]");
    this.news.addEventListener("click", () => this.show());
  }

  list() {
    return this.box.querySelector("[data-fresh-list]");
  }

  start() {
    const { stream, line } = this.box.dataset;
    const onBoard = (html) => this.take(new DOMParser().parseFromString(html, "text/html"));
    const onState = (now) => this.say(now);
    new Source({ stream, line, cards: location.href, onBoard, onState, every: EVERY }).start();
  }

  say(now) {
    this.state.hidden = false;
    this.state.className = `hy-tag ${COLOURS[now]}`;
    this.state.lastElementChild.textContent = this.state.dataset[now];
  }

  take(page) {
    const fresh = page.querySelector("[data-fresh]");
    if (!fresh) return "";
    this.page = fresh.querySelector("[data-fresh-list]");
    this.parts(page);
    const [here, there] = [keyed(this.list()), keyed(this.page)];
    for (const [key, item] of here) this.renew(item, there.get(key));
    this.count(Array.from(there.keys()).filter((key) => !here.has(key)).length);
    this.box.dispatchEvent(new CustomEvent("hy:fresh", { bubbles: true }));
    if (!here.size && there.size && !this.box.contains(document.activeElement)) this.show();
    return fresh.dataset.line;
  }

  parts(page) {
    for (const part of document.querySelectorAll("[data-fresh-part]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && !part.contains(document.activeElement)) part.innerHTML = fresh.innerHTML;
    }
  }

  // Nothing moves: who has left stays where it was, pale, until the list is shown anew.
  renew(item, fresh) {
    if (isTouched(item)) return;
    if (fresh) item.replaceWith(fresh.cloneNode(true));
    else item.classList.add("hy-fresh__left");
  }

  count(number) {
    this.news.hidden = !number;
    const words = number ? this.news.dataset.words.replace("%d", number) : "";
    for (const place of [this.news.lastElementChild, this.said]) if (place.textContent !== words) place.textContent = words;
    document.title = number ? `(${number}) ${this.title}` : this.title;
  }

  show() {
    const [kept, asked] = [keyed(this.list()), document.activeElement === this.news];
    const list = this.page.cloneNode(true);
    for (const [key, item] of keyed(list)) {
      if (kept.has(key) && isTouched(kept.get(key))) item.replaceWith(kept.get(key));
      else if (!kept.has(key)) item.classList.add("hy-fresh__new");
    }
    this.list().replaceWith(list);
    this.count(0);
    if (asked) (list.querySelector(".hy-fresh__new a") || list.querySelector("[data-key] a") || this.box).focus();
    this.box.dispatchEvent(new CustomEvent("hy:fresh", { bubbles: true }));
  }
}

export function startFresh() {
  for (const box of document.querySelectorAll("[data-fresh]")) new Fresh(box).start();
}
