"""网页文件 · colours once, icons known, nothing written into pages that the headers forbid, and few kilobytes."""

import gzip
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "huying" / "site" / "static"
BUILT = STATIC / "build"
TEMPLATES = sorted((ROOT / "huying").rglob("templates/**/*.html"))
STYLES = sorted((STATIC / "css").rglob("*.css"))
INLINE = re.compile(r"""<style\b|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE)
ICON = re.compile(r"""{%\s*icon\s+["']([\w-]+)["']|{%\s*tag\s+["'][\w]*["']\s+["']([\w-]+)["']""")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(")
TOO_NEW = re.compile(r":has\(|@container|@layer|^\s*&|\bcolor-mix\(|\binset\s*:|aspect-ratio", re.MULTILINE)


def kilobytes(*files: Path) -> float:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1024


def known_icons() -> set[str]:
    lines = (ROOT / "frontend" / "icons.txt").read_text().splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_writes_styles_or_scripts_into_itself(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_icon_is_in_the_sprite(template: Path) -> None:
    used = {name for pair in ICON.findall(template.read_text()) for name in pair if name}
    assert used <= known_icons()


def test_the_sprite_holds_every_icon_of_the_list() -> None:
    cut = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    assert cut == known_icons()


def test_dark_is_the_same_chosen_by_hand_or_by_the_device() -> None:
    by_hand, by_device = re.findall(
        r"color-scheme: dark;(.*?)}", (STATIC / "css" / "tokens.css").read_text(), re.DOTALL
    )
    assert by_hand.split() == by_device.split()


def test_every_token_that_is_used_is_defined() -> None:
    text = "\n".join(style.read_text() for style in STYLES)
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= set(re.findall(r"^\s*(--[\w-]+):", text, re.MULTILINE))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_old_browsers_understand_every_style(style: Path) -> None:
    assert TOO_NEW.findall(style.read_text()) == []


@pytest.mark.parametrize("style", [one for one in STYLES if one.parent.name == "parts"], ids=lambda path: path.name)
def test_components_take_their_colours_from_the_tokens(style: Path) -> None:
    found = [colour for colour in COLOUR.findall(style.read_text()) if colour not in {"#fff", "rgba("}]
    assert found == []


@pytest.mark.parametrize("style", [one for one in STYLES if one.parent.name == "parts"], ids=lambda path: path.name)
def test_components_bear_our_prefix(style: Path) -> None:
    classes = set(
        re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/|\d*\.\d+", "", style.read_text(), flags=re.DOTALL))
    )
    assert {name for name in classes if not name.startswith(("hy-", "u-"))} <= {"helptext"}


def test_a_residents_page_is_small() -> None:
    shell = kilobytes(BUILT / "resident.css", BUILT / "resident.js", STATIC / "icons.svg")
    assert shell <= 20, "the page itself has 10 KB left of its 30"
    assert kilobytes(BUILT / "leaflet.css", BUILT / "leaflet.js") <= 50


def test_a_desk_page_is_small() -> None:
    shell = kilobytes(BUILT / "staff.css", BUILT / "staff.js", BUILT / "htmx.js", STATIC / "icons.svg")
    assert shell <= 45, "the page itself has 15 KB left of its 60"


def test_the_lock_files_name_no_registry() -> None:
    for name in ("package-lock.json", "requirements.lock"):
        assert "://" not in re.sub(r'"url": "[^"]*"', "", (ROOT / name).read_text())
