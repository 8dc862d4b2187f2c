// 常用语 · <button data-phrase="#field">words</button>: adds the words to what has been typed. <label data-only-for="step=done">
// stands only while that choice of its form is made.
function add(button) {
  const field = document.querySelector(button.dataset.phrase);
  field.value = [field.value.trim(), button.textContent.trim()].filter(Boolean).join("");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function look(form) {
  for (const part of form.querySelectorAll("[data-only-for]")) {
    const [name, value] = part.dataset.onlyFor.split("=");
    const chosen = form.querySelector(`[name="${name}"]:checked`);
    part.hidden = !chosen || chosen.value !== value;
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
