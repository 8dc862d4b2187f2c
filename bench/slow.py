"""慢网 · how long the pages take on a slow phone line: largest contentful paint, cold, the median of five.

    python -m bench.slow [--runs 5]

A fresh home with the demonstration district, the real web server, a real Chromium held to slow 3G (400 ms round trip,
400 kbit/s) and a quarter of this machine's speed. The load of the machine is said beside the figures: with anything else
running they mean nothing.
"""

import argparse
import os
import shutil
import statistics
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, sync_playwright

from bench.place import say
from bench.serving import serving
from bench.shots import HOME, looking, settled  # before Django is imported: it makes the home
from demo.album import ALBUM, Leaf
from huying.kit.clock import now
from huying.site.running.prepare import load_demo, prepare

PAGES = {"home": 390, "submit": 390, "track-working": 390, "board": 390, "queue": 1280, "dashboard": 1280}
ROUND_TRIP = 400
BYTES = 400 * 1000 / 8
SLOWER = 4
PEERS = "the same line: WeUI 1.6 s, Tabler 2.8 s, Element Plus 10.1 s"
SETTLED = 3000

LARGEST = """(wait) => new Promise((tell) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) last = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => tell(last), wait);
})"""


def hold_back(page: Page) -> None:
    """Slow 3G and a cheap phone's processor; nothing kept from before."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    held = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
    line.send("Network.emulateNetworkConditions", held)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def painted(browser: Browser, leaf: Leaf, width: int, url: str) -> float:
    """Seconds from asking for the page to its largest paint."""
    with looking(browser, leaf, width, "light", url) as context:
        page = context.new_page()
        hold_back(page)
        page.goto(url + leaf.where(), wait_until="load", timeout=90_000)
        return float(page.evaluate(LARGEST, SETTLED)) / 1000


def measured(runs: int) -> list[tuple[str, str]]:
    """One row a page: its median, its best and its worst."""
    leaves = {leaf.name: leaf for leaf in ALBUM}
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    rows = []
    with serving() as server, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=root)
        url = f"http://127.0.0.1:{server.port}"
        for name, width in PAGES.items():
            took = [painted(browser, leaves[name], width, url) for _ in range(runs)]
            spread = f"{statistics.median(took):.2f} s ({min(took):.2f}–{max(took):.2f})"
            rows.append((f"{name}, {width} px", spread))
        browser.close()
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args(arguments)
    prepare(load_demo, at=now(), say=print)
    settled()
    before = os.getloadavg()
    rows = measured(given.runs)
    load = f"{before[0]:.1f} before, {os.getloadavg()[0]:.1f} after"
    say("Largest paint on slow 3G, CPU ÷ 4", [*rows, ("load of the machine", load), ("peers", PEERS)])
    shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
