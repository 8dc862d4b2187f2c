"""进门 · the sign-in page, the second factor of administrators, and the way to the page of one's work."""

import base64
import hmac
import struct
import time

from bench.walks.walk import Walk as Bare


class Walk(Bare):
    """A walk of somebody who has an account."""

    def sign_in(self, username: str, password: str) -> None:
        """As the paper beside the screen says."""
        self.type("login", username)
        self.type("password", password)
        self.press("登录", kind="button")

    def to_work(self, words: str, address: str) -> None:
        """Where the screen says the work begins: here already, in the strip of hints, or in the navigation."""
        if self.page.url.split("?")[0].endswith(address):
            return
        strip = self.page.locator(f".hy-hint a[href='{address}']")
        if strip.count():
            self.press(strip.first.inner_text().strip(), within=".hy-hint")
            return
        menu = self.page.locator(".hy-top__menu")
        if menu.is_visible():
            self.halt(f"“{words}” is behind the menu")
            menu.click()
            self._counted(clicks=1, seconds=1.3)
        else:
            self.halt(f"“{words}” has to be found in the navigation")
        self.press(words, within="nav")

    def second_factor(self) -> None:
        """The app on the phone reads the secret and shows six digits."""
        self.type("code", _six_digits(self.page.locator("code").first.inner_text().replace(" ", "")))
        self.press("完成设置", kind="button")
        self.press("已保存，继续")


def _six_digits(secret: str) -> str:
    """RFC 6238, as every authenticator reckons it."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"
