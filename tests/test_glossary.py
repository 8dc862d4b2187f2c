"""The glossary has a row for every word of the product, and every name in it stands where it says."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db.models import TextChoices
from django.utils.translation import override

from huying.case.channels import Channel
from huying.case.deeds import DEEDS
from huying.case.models import Nature, Tie
from huying.case.steps import Stage, Step
from huying.directory.clocks import Clock
from huying.directory.kinds import Kind
from huying.directory.roles import Role
from huying.site.guide.terms.book import BOOK

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (?P<chinese>[^|]+) \| (?P<english>[^|]+) \| `(?P<name>\w+)` · (?P<where>\S+) \|$")
CHINESE = re.compile(r"[一-鿿]")
LISTS: tuple[type[TextChoices], ...] = (Step, Stage, Clock, Role, Kind, Nature, Tie, Channel)


class Row(NamedTuple):
    """One word."""

    chinese: str
    english: str
    name: str
    where: str


@cache
def rows() -> list[Row]:
    found = (ROW.match(line) for line in (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines())
    return [Row(**row.groupdict()) for row in found if row]


def words() -> Iterable[tuple[str, str]]:
    """Every label that a user sees, with its name in the code."""
    with override("zh-hans"):
        yield from ((str(deed.label), name) for name, deed in DEEDS.items())
        yield from ((str(choice.label), str(choice.value)) for choices in LISTS for choice in choices)


@pytest.mark.parametrize(("chinese", "name"), [*words()])
def test_every_word_of_the_product_has_its_row(chinese: str, name: str) -> None:
    assert (chinese, name) in {(row.chinese, row.name) for row in rows()}, f"| {chinese} | … | `{name}` · huying/… |"


def test_every_line_of_a_table_is_a_row() -> None:
    lines = (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    tables = [line for line in lines if line.startswith("|") and not re.match(r"\| (中文|---)", line)]
    assert [line for line in tables if not ROW.match(line)] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.name}-{row.where}")
def test_every_name_stands_where_the_row_says(row: Row) -> None:
    assert re.search(rf"\b{row.name}\b", (ROOT / row.where).read_text("utf-8"))


def test_the_left_is_chinese_and_the_middle_is_english() -> None:
    assert [row for row in rows() if not CHINESE.search(row.chinese) or CHINESE.search(row.english)] == []


def test_no_row_stands_twice() -> None:
    assert len(rows()) == len(set(rows()))


BEHIND = {
    "Stroke", "Entry", "DEEDS", "Words", "seen_by", "may", "once", "line_mac", "anchor", "Unposted", "deliver", "carry",
    "READERS", "ON_DUE", "mermaid", "Manifest", "Nightly", "to_postgresql", "by_row", "Sign", "failing", "metrics", "JsonLine",
    "Pulse", "Replay", "reconcile", "mend", "Chore", "known_as", "Lease", "Belongs", "turn", "keep_apart",
    "older_is_fine",
}  # fmt: skip
"""What only those read who change the program: no page says it."""


def explained() -> set[tuple[str, str]]:
    with override("zh-hans"):
        return {(str(term.label), term.name) for chapter in BOOK for term in chapter.terms}


def test_every_word_that_staff_read_is_explained_and_no_other() -> None:
    """A new row needs a Term in huying/site/guide/terms/, or its name in BEHIND above."""
    assert {(row.chinese, row.name) for row in rows() if row.name not in BEHIND} == explained()


def test_what_stays_behind_the_pages_has_its_row_too() -> None:
    assert {row.name for row in rows()} >= BEHIND
