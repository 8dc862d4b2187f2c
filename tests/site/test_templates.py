"""模板排得开 · the source of a page is read by people: no line is wider than a window, and no page is folded into one line."""

from pathlib import Path

import pytest

from frontend.messages import templates
from tests.test_house import of

pytestmark = pytest.mark.once

WIDEST_LINE, LONGEST_FOLDED = 160, 200
PAGES = [path for path in templates() if path.suffix == ".html"]


def wide(template: Path) -> list[int]:
    """The numbers of its lines that are too long. A sentence keeps its own line under `blocktranslate trimmed`."""
    return [number for number, line in enumerate(template.read_text().splitlines(), 1) if len(line) > WIDEST_LINE]


def test_there_are_pages_to_measure() -> None:
    assert len(PAGES) > 100


@pytest.mark.parametrize("template", PAGES, ids=of)
def test_no_line_is_wider_than_a_window(template: Path) -> None:
    assert wide(template) == []


@pytest.mark.parametrize("template", PAGES, ids=of)
def test_no_page_is_folded_into_one_line(template: Path) -> None:
    words = template.read_text().strip()
    assert "\n" in words or len(words.encode()) <= LONGEST_FOLDED
