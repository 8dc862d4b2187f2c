// 快捷键 · "/" goes to the search field, Ctrl+Enter sends the form one is in, Escape puts the explanation of a word away.
function isTyping(target) {
  return target.matches("input, textarea, select, [contenteditable]");
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping(event.target)) {
      const search = document.querySelector("[data-search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && event.target.matches(".hy-term")) event.target.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
  });
}
