"""浏览器 · a real Chromium while the house is dead or the network bad: what was typed and taken stays, what waits goes once."""

import argparse
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.faultlab.house import House
from bench.faultlab.known import world_again
from bench.faultlab.lab import Finding, Lab
from bench.faultlab.proxy import CALM, DEAD, Proxy
from bench.signed import signed_in
from huying.case.models import Case, Entry, Words
from huying.kit.clock import now

PHONE: Final = {"width": 390, "height": 844}
PATIENCE: Final = 60_000
KEPT: Final = "您填写的内容都还在"
ROUGH: Final = {"passed": 2, "late": 2, "cut after commit": 3, "cut in the upload": 2, "sent twice": 2}


class Visit:
    """One phone, one house behind one proxy, and what has been seen."""

    def __init__(self, lab: Lab, house: House, proxy: Proxy, browser: Browser) -> None:
        self.lab, self.house, self.proxy, self.browser = lab, house, proxy, browser
        self.picture = lab.home / "lamp.jpg"
        Image.effect_noise((1200, 900), 24).convert("RGB").save(self.picture, quality=85)
        self.world = world_again()

    @contextmanager
    def phone(self, cookie: str = "") -> Iterator[Page]:
        """With nothing in its memory, or signed in."""
        context = self.browser.new_context(viewport=PHONE, locale="zh-CN", service_workers="block")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        try:
            yield context.new_page()
        finally:
            context.close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.proxy.port}"

    def filled(self, page: Page, text: str) -> None:
        """The resident's form with words and a photo; the draft is in the browser."""
        page.goto(f"{self.address}/submit/")
        page.get_by_label("遇到了什么事？").fill(text)
        page.get_by_label("联系电话").fill("13800001234")
        page.locator("input[type=file]").set_input_files(self.picture)
        expect(page.get_by_text("草稿已自动保存").first).to_be_visible(timeout=PATIENCE)

    def send(self, page: Page) -> None:
        page.get_by_role("button", name="提交诉求").click()


def _stands_once(text: str) -> None:
    found = Words.objects.filter(text__contains=text).count()
    assert found == 1, f"“{text}” stands {found} times"


def draft_survives(visit: Visit) -> None:
    """Words and photo come back after a reload while the house was dead in between."""
    with visit.phone() as page:
        visit.filled(page, "路灯不亮·草稿")
        expect(page.locator(".hy-shots__state")).to_contain_text("已传", timeout=PATIENCE)
        visit.house.power_cut()
        visit.house.restart()
        page.reload()
        expect(page.get_by_label("遇到了什么事？")).to_have_value("路灯不亮·草稿")
        expect(page.locator(".hy-shots__tile--full")).to_have_count(1)
        visit.send(page)
        page.wait_for_url("**/receipt/**")
    _stands_once("路灯不亮·草稿")
    assert Case.objects.latest("pk").photos.count() == 1


def queued_goes_by_itself(visit: Visit) -> None:
    """Sent while the house is dead: said in words, and gone without another touch when it is back."""
    with visit.phone() as page:
        visit.filled(page, "路灯不亮·排队")
        visit.house.power_cut()
        visit.send(page)
        expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE)
        visit.house.restart()
        page.wait_for_url("**/receipt/**")
    _stands_once("路灯不亮·排队")
    assert Case.objects.latest("pk").photos.count() == 1


def queued_survives_a_reload(visit: Visit) -> None:
    """No network, sent, the page is loaded anew, then the network comes back."""
    with visit.phone() as page:
        visit.filled(page, "路灯不亮·重开")
        expect(page.locator(".hy-shots__state")).to_contain_text("已传", timeout=PATIENCE)
        page.route("**/submit/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
        visit.send(page)
        expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE)
        page.reload()
        expect(page.get_by_label("遇到了什么事？")).to_have_value("路灯不亮·重开")
        page.unroute("**/submit/")
        page.wait_for_url("**/receipt/**")
    _stands_once("路灯不亮·重开")
    assert Case.objects.latest("pk").photos.count() == 1


def answer_lost_then_reloaded(visit: Visit) -> None:
    """The house has taken it and the answer was cut off; the page is loaded anew: still one case."""
    with visit.phone() as page:
        visit.filled(page, "路灯不亮·没回话")
        expect(page.locator(".hy-shots__state")).to_contain_text("已传", timeout=PATIENCE)
        visit.proxy.menu = {"cut after commit": 1}
        visit.send(page)
        expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE)
        visit.proxy.menu = CALM
        page.reload()
        page.wait_for_url("**/receipt/**")
    _stands_once("路灯不亮·没回话")


def rough_all_the_way(visit: Visit) -> None:
    """Everything that a bad network does, until the receipt comes."""
    with visit.phone() as page:
        visit.filled(page, "路灯不亮·坏网络")
        visit.proxy.menu = ROUGH
        visit.send(page)
        for _ in range(60):
            if "/receipt/" in page.url:
                break
            page.wait_for_timeout(1000)
        visit.proxy.menu = CALM
        page.wait_for_timeout(500)
    _stands_once("路灯不亮·坏网络")


def spot_keeps_what_was_typed(visit: Visit) -> None:
    """现场 · the cadre's visit: words and photo stay through a dead network and a reload, and are sent once."""
    case = visit.world.assigned(at=now())
    cookie = signed_in(visit.world.villager)
    with visit.phone(cookie) as page:
        page.goto(f"{visit.address}/work/{case.number}/visit/")
        page.locator("textarea").first.fill("到场查看，灯杆歪了·现场")
        page.locator("input[type=file]").first.set_input_files(visit.picture)
        expect(page.locator(".hy-shots__state").first).to_contain_text("已传", timeout=PATIENCE)
        visit.proxy.menu = DEAD
        _press(page)
        expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE)
        visit.proxy.menu = CALM
        page.reload()
        page.wait_for_url(lambda url: "/visit/" not in url)
    _stands_once("到场查看，灯杆歪了·现场")
    assert Entry.objects.filter(case=case, deed="visited").count() == 1


def spot_draft_survives(visit: Visit) -> None:
    """Typed on the spot and not sent: there again after a reload, with its photo."""
    case = visit.world.assigned(at=now())
    with visit.phone(signed_in(visit.world.villager)) as page:
        page.goto(f"{visit.address}/work/{case.number}/")
        page.locator("textarea").first.fill("还没写完·现场")
        page.locator("input[type=file]").first.set_input_files(visit.picture)
        expect(page.locator(".hy-shots__state").first).to_contain_text("已传", timeout=PATIENCE)
        page.reload()
        expect(page.locator("textarea").first).to_have_value("还没写完·现场")
        expect(page.locator(".hy-shots__tile--full")).to_have_count(1)


def _press(page: Page) -> None:
    page.locator("form[data-once] button.hy-btn--big").first.click()


SCENES: tuple[Callable[[Visit], None], ...] = (
    draft_survives, queued_goes_by_itself, queued_survives_a_reload, answer_lost_then_reloaded, spot_keeps_what_was_typed,
    spot_draft_survives, rough_all_the_way,
)  # fmt: skip


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """Every scene, so many times."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps a loop in this thread
    house = House(lab.home)
    house.start()
    house.wait()
    rows, broken = [], []
    try:
        with Proxy(house.port, seed=lab.seed, menu=CALM) as proxy, _chromium() as browser:
            visit = Visit(lab, house, proxy, browser)
            for scene in SCENES[: given.scenes]:
                took, failed = _played(visit, scene, given.times)
                rows.append(
                    (f"{scene.__name__.replace('_', ' ')}, {given.times} times", f"{took:.0f} s, failed {len(failed)}")
                )
                broken += failed
                lab.say(f"{rows[-1][0]}: {rows[-1][1]}")
    finally:
        house.power_cut()
    return Finding("Browser", rows, broken)


def _played(visit: Visit, scene: Callable[[Visit], None], times: int) -> tuple[float, list[str]]:
    begun, failed = time.monotonic(), []
    for _ in range(times):
        visit.proxy.menu = CALM
        try:
            scene(visit)
        except Exception as error:
            failed.append(f"{scene.__name__}: {type(error).__name__}: {str(error)[:600]}")
        if not visit.house.answers():
            visit.house.restart()
    return time.monotonic() - begun, failed


@contextmanager
def _chromium() -> Iterator[Browser]:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield chromium
        chromium.close()
