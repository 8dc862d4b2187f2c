"""走一遍 · every road from `make run` to the first finished job, each in a fresh browser: `python -m bench.walks [ROLE …]`."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bench.walks.entrance import Walk
from bench.walks.roads import ROADS, Road

ROW = re.compile(r"^  (\S+) +(\S{10,}) +\S+ +\S+")
PHONE = 390
START = 300


@contextmanager
def house() -> Iterator[tuple[str, dict[str, str]]]:
    """`huying run` in a fresh home, as `make run` does: its address, and the passwords that it showed."""
    home, port = Path(tempfile.mkdtemp(prefix="huying-walks-")), _free()
    printed = (home / "printed").open("w+")
    ours = {"HUYING_HOME": str(home / "var"), "PORT": str(port), "PYTHONUNBUFFERED": "1", "HUYING_DATABASE_URL": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "huying", "run"],
        env=os.environ | ours,
        stdout=printed,
        stderr=printed,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}", _passwords(Path(printed.name), process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _passwords(printed: Path, process: subprocess.Popen[bytes]) -> dict[str, str]:
    for _second in range(START):
        time.sleep(1)
        found = {row[1]: row[2] for line in printed.read_text().splitlines() if (row := ROW.match(line))}
        if "audit-admin" in found:
            time.sleep(3)
            return found
        assert process.poll() is None, printed.read_text()
    raise TimeoutError("the house did not start")


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def walked(browser: Browser, road: Road, url: str, passwords: dict[str, str]) -> Walk:
    """By the first of its people who has something to do."""
    wrong: Exception | None = None
    for who in road.who or ("",):
        size: ViewportSize = {"width": road.wide, "height": 844 if road.wide == PHONE else 800}
        context = browser.new_context(viewport=size, locale="zh-CN")
        walk = Walk(context.new_page())
        walk.page.set_default_timeout(15_000)
        try:
            walk.page.goto(url + ("/account/login/" if who else "/"))
            walk.read()
            if who:
                walk.sign_in(who, passwords[who])
            road.walk(walk)
            walk.sees(road.done)
            return walk
        except Exception as error:
            walk.page.screenshot(path=str(Path(tempfile.gettempdir()) / f"walk-{road.role}.png".replace(" ", "-")))
            wrong = error
        finally:
            context.close()
    raise RuntimeError(f"{road.role} did not come to the end") from wrong


def main(names: Sequence[str]) -> None:
    """A table for docs/walks.md, and under it every halt."""
    roads = [road for road in ROADS if not names or road.role in names]
    found: dict[str, Walk | Exception] = {}
    with house() as (url, passwords), sync_playwright() as driver:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=root)
        for road in roads:
            try:
                found[road.role] = walked(browser, road, url, passwords)
            except RuntimeError as error:
                found[road.role] = error
    say(roads, found)


def say(roads: Sequence[Road], found: dict[str, "Walk | Exception"]) -> None:
    """Print it."""
    print("| role | first job | clicks | keys | screens | seconds | halts |\n|---|---|---|---|---|---|---|")
    for road in roads:
        walk = found[road.role]
        if isinstance(walk, Walk):
            counts = f"{walk.clicks} | {walk.keys} | {walk.screens} | {walk.seconds:.0f} | {len(walk.halts)}"
            print(f"| {road.role} | {road.job} | {counts} |")
        else:
            print(f"| {road.role} | {road.job} | did not come to the end: {str(walk.__cause__).splitlines()[0]} |")
    for road in roads:
        walk = found[road.role]
        for halt in walk.halts if isinstance(walk, Walk) else ():
            print(f"- {road.role}: {halt}")


if __name__ == "__main__":
    main(sys.argv[1:])
