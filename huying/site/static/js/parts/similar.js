// 可能相同 · <div data-similar="/submit/similar/">: what is open already, asked again when the words or the place change.
const FIELDS = ["text", "area", "place", "latitude", "longitude"];
const PAUSE = 700;

function asked(form) {
  const data = new FormData();
  for (const name of FIELDS) if (form.elements[name]) data.append(name, form.elements[name].value);
  return data;
}

class Similar {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
  }

  start() {
    this.form.addEventListener("input", (event) => this.soon(event.target.name));
    this.form.addEventListener("hy:placed", () => this.soon("place"));
    if (this.form.elements.text.value) this.soon("text");
  }

  soon(name) {
    if (!FIELDS.includes(name)) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    if (this.request) this.request.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(this.box.dataset.similar, { method: "POST", body: asked(this.form), signal: this.request.signal });
      if (answer.ok) this.show(await answer.text());
    } catch {
      // Only a suggestion: without a network there is none.
    }
  }

  show(html) {
    const chosen = this.form.elements.same_as ? this.form.elements.same_as.value : "";
    this.box.innerHTML = html;
    for (const radio of this.box.querySelectorAll("input[type=radio]")) radio.checked = radio.value === chosen;
  }
}

export function startSimilar() {
  for (const box of document.querySelectorAll("[data-similar]")) new Similar(box).start();
}
