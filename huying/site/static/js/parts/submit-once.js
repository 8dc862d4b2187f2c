// 提交一次 · <form data-once>: a key in the hidden field `idempotency_key`, a busy button, and no loss when the network fails.
// Refusals (4xx) are shown inside the page that was filled in, so that neither words nor photos have to be given again.
// What could not be sent waits, and is sent again by itself with the same key: after a pause, or when the network is back.
import { arrived, departing, forget, unanswered } from "./draft.js";
import { newKey } from "./key.js";
import { post } from "./post.js";
import { words } from "./words.js";

const waiting = new WeakMap();
const BUSY = new Set([425, 503, 507]);
const LONGEST = 30;
const A_DAY = 24 * 3600 * 1000;

function keyField(form) {
  let field = form.querySelector('input[name="idempotency_key"]');
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "idempotency_key";
    form.append(field);
  }
  if (!field.value) field.value = newKey();
  return field;
}

function note(text, colour = "hy-note--red") {
  const box = document.createElement("div");
  box.className = `hy-note ${colour}`;
  box.append(text);
  return box;
}

function place(form) {
  let said = form.querySelector("[data-said]");
  if (!said) {
    said = document.createElement("div");
    said.className = "hy-said";
    said.dataset.said = "";
    said.setAttribute("role", "alert");
    form.prepend(said);
  }
  return said;
}

function say(form, ...nodes) {
  const said = place(form);
  said.replaceChildren(...nodes);
  if (nodes.length) said.scrollIntoView({ block: "center" });
}

// Every field of the answered page that carries an error hands it to the same field of this page.
function moveErrors(form, answer) {
  for (const old of form.querySelectorAll(".hy-field__error")) old.remove();
  for (const invalid of form.querySelectorAll("[aria-invalid]")) invalid.removeAttribute("aria-invalid");
  const errors = answer.querySelectorAll("[data-field] .hy-field__error");
  for (const error of errors) {
    const name = error.closest("[data-field]").dataset.field;
    const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!field) continue;
    field.append(error);
    const control = field.querySelector("input, select, textarea");
    if (control) control.setAttribute("aria-invalid", "true");
  }
  const first = form.querySelector("[aria-invalid]");
  if (first) first.focus();
  return errors.length;
}

function showRefusal(form, { status, text }) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const notes = Array.from(answer.querySelectorAll("[data-said] > *, [data-refused]"));
  const fallback = status === 425 ? words.tooSoon : words.failed;
  const moved = moveErrors(form, answer);
  say(form, ...(notes.length || moved ? notes : [note(fallback)]));
}

function accepted(form, { url, text }) {
  forget(form);
  if (url && url !== form.action) {
    location.assign(url);
    return;
  }
  document.open();
  document.write(text);
  document.close();
}

function buttons(form) {
  return Array.from(form.elements).filter((one) => one.type === "submit");
}

function busy(form, on) {
  form.dataset.busy = on ? "yes" : "";
  for (const button of buttons(form)) button.setAttribute("aria-busy", on);
  if (on) place(form).replaceChildren(note(words.sending, ""));
}

async function send(form, submitter) {
  const key = keyField(form);
  calm(form);
  form.dataset.tried = "yes";
  busy(form, true);
  await form.photosBack;
  departing(form, key.value);
  try {
    const answer = await post(form, {
      key: key.value,
      submitter,
      progress: (part) => form.dispatchEvent(new CustomEvent("hy:progress", { detail: part })),
    });
    if (answer.status < 300) return accepted(form, answer);
    showRefusal(form, answer);
    if (BUSY.has(answer.status)) wait(form, submitter, answer.after);
    else if (answer.status < 500) {
      key.value = newKey();
      arrived(form);
    }
  } catch {
    say(form, note(words.noNetwork));
    wait(form, submitter, 0);
  }
  busy(form, false);
}

// The pauses grow, so that a village that waits does not all knock at once.
function wait(form, submitter, least) {
  const tries = (waiting.get(form)?.tries || 0) + 1;
  const pause = Math.max(least, Math.min(2 ** tries, LONGEST)) * (0.8 + Math.random() * 0.4);
  const again = () => !form.dataset.busy && send(form, submitter);
  waiting.set(form, { tries, again, timer: setTimeout(again, pause * 1000) });
  addEventListener("online", again);
}

function calm(form) {
  const { timer, again } = waiting.get(form) || {};
  clearTimeout(timer);
  removeEventListener("online", again);
}

// Sent before this page was loaded, and never answered: it goes on being sent, unless it is a day old.
async function resume(form) {
  const before = unanswered(form);
  if (!before) return;
  keyField(form).value = before.key;
  form.dataset.tried = "yes";
  if (before.age < A_DAY) await send(form);
}

// What is changed after an attempt is another submission: the same key with other words would be refused.
function renewKey(form) {
  if (!form.dataset.tried || form.dataset.busy) return;
  form.dataset.tried = "";
  calm(form);
  arrived(form);
  keyField(form).value = newKey();
}

export function startSubmitOnce() {
  for (const form of document.querySelectorAll("form[data-once]")) {
    keyField(form);
    form.addEventListener("input", () => renewKey(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.dataset.busy) send(form, event.submitter);
    });
    resume(form);
  }
}
