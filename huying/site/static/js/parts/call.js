// 通话条 · <div data-call="#form">: the number as it is typed, and the minutes since the first word was written down. A form that comes
// back with a fault is the same call.
const BEGAN = "hy:call-began";

function spelled(seconds) {
  const two = (count) => String(count).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(Math.floor(seconds % 60))}`;
}

export function startCall() {
  const bar = document.querySelector("[data-call]");
  if (!bar) return;
  const form = document.querySelector(bar.dataset.call);
  const [phone, time] = [bar.querySelector("[data-call-phone]"), bar.querySelector("[data-call-time]")];
  if (!("answered" in form.dataset)) sessionStorage.removeItem(BEGAN);
  const show = () => {
    const began = Number(sessionStorage.getItem(BEGAN));
    phone.textContent = form.elements.phone.value.trim() || phone.dataset.none;
    time.textContent = spelled(began ? (Date.now() - began) / 1000 : 0);
    bar.classList.toggle("hy-callbar__call--on", Boolean(began));
  };
  form.addEventListener("input", () => {
    if (!sessionStorage.getItem(BEGAN)) sessionStorage.setItem(BEGAN, String(Date.now()));
    show();
  });
  bar.hidden = false;
  show();
  setInterval(show, 1000);
}
