"""一个人、一个新浏览器 · does only what the screen says, and counts what it costs.

Seconds are reckoned, not measured: a computer reads in no time. The rates are those of the keystroke-level model for
deciding and pointing, of a slow typist with a Chinese input method, and of somebody who skims a screen once.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

DECIDE, POINT, LATIN, CHINESE, SKIM = 1.35, 1.3, 0.3, 1.0, 1 / 8
"""Seconds: to decide on the next act, to point and press, a key of Latin or a digit, a Chinese character, a character skimmed."""

SCREEN = 240
"""Nobody reads more of one screen before acting."""

SEEN = """() => {
  const whole = [...document.querySelectorAll("main *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return !one.children.length && box.height && box.top < innerHeight && box.bottom > 0;
  });
  return whole.map((one) => one.textContent.trim()).join("").length;
}"""


@dataclass
class Walk:
    """`halts`: where a new user has to stop and think; the script finds those that it can see for itself."""

    page: Page
    clicks: int = 0
    keys: int = 0
    seconds: float = 0
    screens: int = 0
    halts: list[str] = field(default_factory=list)

    def read(self) -> None:
        """A new screen is skimmed once."""
        self.page.wait_for_load_state()
        self.screens += 1
        self.seconds += min(self.page.evaluate(SEEN), SCREEN) * SKIM

    def press(self, words: str, *, within: str = "main", kind: str = "a, button, summary, label") -> None:
        """Decide, point, press; then another screen, or the same one changed."""
        found = self.page.locator(within).locator(kind).filter(has_text=words).first
        self._reach(found, words)
        before = self.page.url
        found.click()
        self._counted(clicks=1, seconds=DECIDE + POINT)
        self.page.wait_for_timeout(400)
        if self.page.url != before:
            self.read()

    def choose(self, name: str, value: str) -> None:
        """One of a group of choices; quicker than a decision, the answer is known."""
        found = self.page.locator(f"[name={name}][value={value}]")
        self._reach(found.locator("xpath=.."), name)
        found.check(force=True)
        self._counted(clicks=1, seconds=POINT)

    def type(self, name: str, words: str) -> None:
        """Into the field of that name: a click to get there unless one stands in it already."""
        found = self.page.locator(f"[name={name}]").first
        self._reach(found, name)
        if not found.evaluate("field => field === document.activeElement"):
            found.click()
            self._counted(clicks=1, seconds=POINT)
        found.press_sequentially(words)
        self._counted(keys=len(words), seconds=sum(LATIN if one.isascii() else CHINESE for one in words))

    def key(self, key: str) -> None:
        """A key that the screen names; another screen comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self._counted(keys=1, seconds=LATIN)
        self.read()

    def sees(self, words: str) -> None:
        """The job is finished when the screen says so."""
        self.page.get_by_text(words).first.wait_for(timeout=20_000)

    def halt(self, why: str) -> None:
        """A stop that no script sees: somebody has to look for the next act, which costs another decision."""
        self.halts.append(why)
        self.seconds += DECIDE

    def _reach(self, found: Locator, words: str) -> None:
        found.wait_for(timeout=20_000)
        box, view = found.bounding_box(), self.page.viewport_size
        if box and view and not 0 <= box["y"] <= view["height"] - box["height"]:
            self.halts.append(f"“{words}” is not on the first screen: scrolled")
            self.seconds += POINT

    def _counted(self, *, clicks: int = 0, keys: int = 0, seconds: float = 0) -> None:
        self.clicks += clicks
        self.keys += keys
        self.seconds += seconds
