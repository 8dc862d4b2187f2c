"""两只手在键盘上 · walks a page with Tab alone and looks at every stop: something has the focus, it is seen, and it comes in
reading order. Never clicks."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from playwright.sync_api import Page

from huying.directory.models import Person

MOST = 120
ACTS = frozenset({"a", "button", "input", "select", "textarea", "summary"})
STOP = """() => {
  const held = document.activeElement;
  const label = held.labels && held.labels.length ? held.labels[0].innerText : "";
  const words = [held.getAttribute("aria-label"), label, held.innerText, held.title].filter(Boolean).join(" ");
  const drawn = held.namespaceURI.endsWith("svg") ? getComputedStyle(held.querySelector("*")) : null;
  const near = [held, held.nextElementSibling, held.parentElement, held.closest("label")].filter(Boolean);
  const ringed = (drawn && parseFloat(drawn.strokeWidth) >= 3) || near.some((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3) || /0px 0px 0px [23]px/.test(style.boxShadow);
  });
  const box = held.getBoundingClientRect();
  return {
    tag: held.classList.contains("hy-term") ? "term" : held.localName,
    name: held.getAttribute("name") || "", words: words.trim().replace(/\\s+/g, " "), ringed,
    left: box.left + scrollX, top: box.top + scrollY, right: box.right + scrollX, bottom: box.bottom + scrollY,
    inMain: Boolean(held.closest("main")), html: held.outerHTML.slice(0, 140),
  };
}"""


def sign_in(page: Page, person: Person, url: str) -> Page:
    """The browser of that person."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    return page


@dataclass
class Hands:
    """`faults`: what was wrong at the stops passed so far; each test ends with `assert hands.faults == []`."""

    page: Page
    faults: list[str] = field(default_factory=list)
    keys: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.keys += len(words)

    def stop(self) -> dict[str, Any]:
        """Where the focus is."""
        stop: dict[str, Any] = self.page.evaluate(STOP)
        return stop

    def to(self, words: str = "", *, name: str = "", tag: str = "") -> "Hands":
        """Tab until there: the control that says these words (of that tag, if it matters), or the field of that name."""
        before: dict[str, Any] | None = None
        for _stop in range(MOST):
            here = self.stop()
            if here["tag"] not in ("body", "main"):
                self._look(here, before)
                before = here
            if here["tag"] in ({tag} if tag else ACTS) and (
                (name and here["name"] == name) or (words and words in here["words"])
            ):
                return self
            self.press("Tab")
        raise AssertionError(f"Tab never came to {words or name} on {self.page.url}")

    def enter(self, words: str, *, tag: str = "") -> None:
        """Tab there and press it; another page comes."""
        self.to(words, tag=tag)
        with self.page.expect_navigation():
            self.press("Enter")

    def skip(self) -> "Hands":
        """The first stop of a page leads past the navigation."""
        self.press("Tab")
        assert "跳到主要内容" in self.stop()["words"]
        self.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"
        return self

    def _look(self, here: dict[str, Any], before: dict[str, Any] | None) -> None:
        if not here["ringed"]:
            self.faults.append(f"no visible focus: {here['html']}")
        if before and before["inMain"] and here["inMain"] and _earlier(here, before):
            self.faults.append(f"before what was read already: {here['html']}")


def _earlier(here: dict[str, Any], before: dict[str, Any]) -> bool:
    """Wholly above and to the left of the stop before: nobody reads that way."""
    return bool(here["bottom"] <= before["top"] and here["right"] <= before["left"])


def out_of_order(page: Page) -> int:
    """A positive tabindex would take the keyboard through the page in an order of its own."""
    count: int = page.evaluate(
        "Array.from(document.querySelectorAll('[tabindex]')).filter((e) => e.tabIndex > 0).length"
    )
    return count
