// 建议承办 · one of the suggested units, or another by its name: whoever types a name means it, whoever picks a suggestion means that.
const OTHER = "input[type=radio][value='']";

export function startAdvised() {
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-advised]");
    const other = box?.querySelector(OTHER);
    if (other && event.target.type === "text") other.checked = true;
  });
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-advised]");
    if (!box || event.target.type !== "radio") return;
    const name = box.querySelector("input[type=text]");
    if (event.target.matches(OTHER)) name.focus();
    else name.value = "";
  });
}
