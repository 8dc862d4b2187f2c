"""拍照 · every page of the album from the demonstration district, as PNG: `make shots`.

    python -m bench.shots [--to shots] [NAME …]

A fresh home, the district played into it, the real web server, a real Chromium; light and dark.
"""

import argparse
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.place import fresh_home

HOME = fresh_home("shots")  # before Django is imported
os.environ |= {
    "HUYING_DATABASE_URL": "",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}  # playwright keeps an event loop in this thread

import django  # noqa: E402

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from tqdm import tqdm  # noqa: E402

from bench.serving import serving  # noqa: E402
from bench.signed import signed_in  # noqa: E402
from demo.album import ALBUM, Leaf  # noqa: E402
from huying.directory.models import Person  # noqa: E402
from huying.kit.clock import now  # noqa: E402
from huying.post.heartbeat import KEEPER, beat  # noqa: E402
from huying.site.running.prepare import load_demo, prepare  # noqa: E402

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
HIGH = {390: 844, 1280: 800, 1920: 1080}


def settled() -> None:
    """As on any later day: the administrators have their second factor, and the keeper has just been by."""
    for person in Person.objects.filter(username__endswith="-admin"):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    beat(KEEPER, at=now())


@contextmanager
def looking(browser: Browser, leaf: Leaf, width: int, theme: Theme, url: str) -> Iterator[BrowserContext]:
    """A browser of that size and colour, before that person."""
    context = browser.new_context(
        viewport={"width": width, "height": HIGH[width]}, color_scheme=theme, locale="zh-CN", reduced_motion="reduce"
    )
    cookies = {"theme": str(theme)} | ({"elder": "1"} if leaf.elder else {})
    if leaf.who:
        name, key = signed_in(Person.objects.get(username=leaf.who)).split("=")
        cookies[name] = key
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    yield context
    context.close()


def draw(browser: Browser, leaf: Leaf, width: int, theme: Theme, url: str, to: Path) -> None:
    """One picture."""
    with looking(browser, leaf, width, theme, url) as context:
        page = context.new_page()
        answer = page.goto(url + leaf.where())
        assert answer is not None
        assert answer.status == leaf.status, f"{leaf.name}: {answer.status}"
        page.wait_for_timeout(150)
        page.screenshot(path=to / f"{leaf.name}-{width}-{theme}.png", full_page=width != 1920)


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the album, or the leaves named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--to", type=Path, default=Path("shots"))
    parser.add_argument("names", nargs="*")
    given = parser.parse_args(arguments)
    leaves = [leaf for leaf in ALBUM if not given.names or leaf.name in given.names]
    prepare(load_demo, at=now(), say=print)
    settled()
    given.to.mkdir(parents=True, exist_ok=True)
    wanted = [(leaf, width, theme) for leaf in leaves for width in leaf.widths for theme in THEMES]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serving() as server, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=root)
        for leaf, width, theme in tqdm(wanted, unit="page"):
            draw(browser, leaf, width, theme, f"http://127.0.0.1:{server.port}", given.to)
        browser.close()
    shutil.rmtree(HOME)
    print(f"{len(wanted)} pictures in {given.to}/")


if __name__ == "__main__":
    main()
