// 常用语 · <button data-phrase="#field">words</button>: adds the words to what has been typed. <div data-only-for="step=done">
// stands only while that choice of its form is made; of several choices named, any one.
function add(button) {
  const field = document.querySelector(button.dataset.phrase);
  field.value = [field.value.trim(), button.textContent.trim()].filter(Boolean).join("");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function isChosen(form, choice) {
  const [name, value] = choice.split("=");
  const chosen = form.querySelector(`[name="${name}"]:checked`);
  return Boolean(chosen) && chosen.value === value;
}

function look(form) {
  for (const part of form.querySelectorAll("[data-only-for]")) {
    part.hidden = !part.dataset.onlyFor.split(" ").some((choice) => isChosen(form, choice));
  }
}

export function startPhrases() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-phrase]");
    if (button) add(button);
  });
  document.addEventListener("change", (event) => {
    if (event.target.form) look(event.target.form);
  });
  document.querySelectorAll("form").forEach(look);
}
