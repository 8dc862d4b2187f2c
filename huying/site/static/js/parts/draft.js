// 草稿 · <form data-draft="name">: what is typed stays in this browser until the server has taken it.
// <form data-draft-here> keeps it for this tab only: desks are shared. data-no-draft on a field leaves it out.
import { words } from "./words.js";

const SKIP = new Set(["hidden", "file", "password", "submit", "button"]);

function shelf(form) {
  return form.hasAttribute("data-draft-here") ? sessionStorage : localStorage;
}

function label(form) {
  return `draft:${form.dataset.draft}`;
}

function fields(form) {
  return Array.from(form.elements).filter(
    (field) => field.name && !SKIP.has(field.type) && !field.hasAttribute("data-no-draft"),
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
}

function save(form) {
  if (form.dataset.sent) return;
  try {
    shelf(form).setItem(label(form), JSON.stringify(read(form)));
    say(form, words.draftKept);
  } catch {
    // A full or forbidden store must not stop anybody from typing.
  }
}

function restore(form) {
  try {
    const kept = JSON.parse(shelf(form).getItem(label(form)) || "[]");
    if (fill(form, kept)) say(form, words.draftBack);
  } catch {
    shelf(form).removeItem(label(form));
  }
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
