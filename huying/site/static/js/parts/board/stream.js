// 实时与轮询 · listens to the stream; where there is none, or it breaks, asks every few seconds until it is back.
const [POLL, RESYNC, AGAIN, SOON] = [5000, 120000, 60000, 1200];

export class Source {
  constructor({ stream, cards, line, onCard, onBoard, onState, every = POLL }) {
    Object.assign(this, { stream, cards, line, onCard, onBoard, onState, every });
    this.polling = this.waiting = 0;
    this.failures = 0;
  }

  start() {
    if (this.stream && window.EventSource) this.listen();
    else this.poll();
    setInterval(() => this.events && this.fetch(), RESYNC);
    document.addEventListener("visibilitychange", () => !document.hidden && this.fetch());
  }

  listen() {
    this.events = new EventSource(`${this.stream}?after=${this.line}`, { withCredentials: true });
    this.events.addEventListener("open", () => {
      this.failures = 0;
      this.rest();
      this.onState("live");
    });
    this.events.addEventListener("card", (event) => {
      this.line = event.lastEventId || this.line;
      this.onCard(JSON.parse(event.data));
    });
    this.events.addEventListener("moved", (event) => {
      this.line = event.lastEventId || this.line;
      this.soon();
    });
    this.events.addEventListener("again", () => this.fetch());
    this.events.addEventListener("error", () => this.broken());
  }

  // Many calls in a moment are one question.
  soon() {
    if (this.waiting) return;
    this.waiting = setTimeout(() => {
      this.waiting = 0;
      this.fetch();
    }, SOON);
  }

  // The browser tries again by itself unless it was sent away; meanwhile the page asks.
  broken() {
    this.failures += 1;
    this.poll();
    if (this.events.readyState !== EventSource.CLOSED && this.failures < 4) return;
    this.events.close();
    this.events = null;
    setTimeout(() => this.listen(), AGAIN);
  }

  poll() {
    if (this.polling) return;
    this.onState("polling");
    this.polling = setInterval(() => this.fetch(), this.every);
    this.fetch();
  }

  rest() {
    clearInterval(this.polling);
    this.polling = 0;
  }

  async fetch() {
    try {
      const answer = await fetch(this.cards, { headers: { "HX-Request": "true", "X-Unattended": "1" } });
      if (answer.status === 401 || answer.status === 403) return this.onState("out", answer.headers.get("HX-Redirect"));
      if (!answer.ok) return this.onState("lost");
      const line = this.onBoard(await answer.text());
      if (line) this.line = line;
      if (this.polling) this.onState("polling");
    } catch {
      this.onState("lost");
    }
  }
}
