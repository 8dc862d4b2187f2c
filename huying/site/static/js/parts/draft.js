// 草稿 · <form data-draft="name">: what is typed stays in this browser until the server has taken it.
// <form data-draft-here> keeps it for this tab only: desks are shared. data-no-draft on a field leaves it out.
// A form that was sent and not answered keeps its key, too: sent again after a reload, it is still one submission.
import { keep } from "./album.js";
import { newKey } from "./key.js";
import { words } from "./words.js";

const SKIP = new Set(["hidden", "file", "password", "submit", "button"]);
const OURS = new Set(["csrfmiddlewaretoken", "idempotency_key"]);

function shelf(form) {
  return form.hasAttribute("data-draft-here") ? sessionStorage : localStorage;
}

function label(form) {
  return `draft:${form.dataset.draft}`;
}

function sending(form) {
  return `sending:${form.dataset.draft}`;
}

// Where the photos of that field lie. They have no shelf of one tab only: the tab's own name stands before theirs.
export function albumOf({ form, name }) {
  if (!form.hasAttribute("data-draft-here")) return `${form.dataset.draft}/${name}`;
  let tab = sessionStorage.getItem("tab");
  if (!tab) sessionStorage.setItem("tab", (tab = newKey()));
  return `${tab}:${form.dataset.draft}/${name}`;
}

function fields(form) {
  return Array.from(form.elements).filter(
    (field) => field.name && !SKIP.has(field.type) && !field.hasAttribute("data-no-draft"),
  );
}

function hidden(form) {
  return Array.from(form.elements).filter(
    (field) => field.type === "hidden" && field.name && !OURS.has(field.name) && !field.closest("[data-photos]"),
  );
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function read(form) {
  return fields(form).map((field) => [field.name, isTick(field) ? field.value : "", isTick(field) ? field.checked : field.value]);
}

function fill(form, kept) {
  let filled = false;
  for (const field of fields(form)) {
    const row = kept.find(([name, value]) => name === field.name && (!isTick(field) || value === field.value));
    if (!row) continue;
    if (isTick(field)) field.checked = row[2];
    else if (!field.value && row[2]) {
      field.value = row[2];
      filled = true;
    }
  }
  return filled;
}

function say(form, text) {
  const place = form.ownerDocument.querySelector(`[data-draft-state="${form.dataset.draft}"]`);
  if (!place) return;
  place.hidden = false;
  place.querySelector("[data-words]").textContent = text;
}

export function forget(form) {
  if (!form.dataset.draft) return;
  form.dataset.sent = "yes";
  shelf(form).removeItem(label(form));
  arrived(form);
  for (const input of form.querySelectorAll("[data-photos] input[type=file]")) keep(albumOf(input), []);
}

// About to be sent with this key, and with what no draft holds.
export function departing(form, key) {
  if (!form.dataset.draft) return;
  save(form);
  store(form, sending(form), { key, at: Date.now(), hidden: hidden(form).map((field) => [field.name, field.value]) });
}

// Answered, whatever the answer was, or changed since.
export function arrived(form) {
  if (form.dataset.draft) shelf(form).removeItem(sending(form));
}

// What was sent before this page was loaded and never answered: its key and its age, with the hidden fields put back.
export function unanswered(form) {
  if (!form.dataset.draft || form.hasAttribute("data-answered")) return null;
  const kept = load(form, sending(form));
  if (!kept || !kept.key) return null;
  for (const field of hidden(form)) {
    const row = kept.hidden.find(([name]) => name === field.name);
    if (row) field.value = row[1];
  }
  return { key: kept.key, age: Date.now() - kept.at };
}

function store(form, name, value) {
  try {
    shelf(form).setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false; // A full or forbidden store must not stop anybody from typing.
  }
}

function load(form, name) {
  try {
    return JSON.parse(shelf(form).getItem(name) || "null");
  } catch {
    shelf(form).removeItem(name);
    return null;
  }
}

function save(form) {
  if (!form.dataset.sent && store(form, label(form), read(form))) say(form, words.draftKept);
}

function restore(form) {
  if (fill(form, load(form, label(form)) || [])) say(form, words.draftBack);
}

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!form.hasAttribute("data-answered")) restore(form);
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => save(form), 300);
    });
    addEventListener("pagehide", () => save(form));
  }
}
