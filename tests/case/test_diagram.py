"""The READMEs show the process as the table has it."""

import re
from pathlib import Path

import pytest

from huying.case.deeds import MOVES
from huying.case.diagram import READMES, REGION, ROOT, drawn, mermaid, region, text
from huying.case.steps import Step

LANGUAGES = sorted(READMES.values())


@pytest.mark.parametrize("name", READMES)
def test_the_region_of_the_readme_is_the_one_drawn_from_the_table(name: str) -> None:
    readme = Path(ROOT / name).read_text("utf-8")
    assert REGION.search(readme), "the marks <!-- six steps --> and <!-- /six steps --> are missing"
    assert drawn(readme, READMES[name]) == readme, "run: python -m huying.case.diagram"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_shows_six_steps_in_order(language: str) -> None:
    shown = re.findall(r'^  (\w+)\(\["(\d)', mermaid(language), re.M)
    assert shown == [(step.value, str(n)) for n, step in enumerate(Step, start=1)]


def test_the_picture_goes_on_and_comes_back() -> None:
    picture = mermaid("en")
    assert 'dispatch -->|"claimed<br>assigned<br>appointed"| handling' in picture
    assert 'evaluation -->|"reopened' in picture
    assert 'handling -->|"objection upheld<br>given back<br>escalated"| dispatch' in picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_every_move(language: str) -> None:
    assert len(text(language).splitlines()) == len(MOVES) + 2


def test_a_deed_that_may_start_in_every_step_says_so() -> None:
    assert "| terminated | any step | ended · terminated |  |" in text("en")


def test_the_chinese_table_names_the_deed_as_in_the_code() -> None:
    assert "| 退回重派 `given_back` | 办理中 | 交办 · 退回待派 | 派单 |" in text("zh-hans")


def test_drawing_anew_keeps_what_stands_around() -> None:
    before = "a\n<!-- six steps -->\nold\n<!-- /six steps -->\nb\n"
    once = drawn(before, "en")
    assert once == f"a\n<!-- six steps -->\n{region('en')}<!-- /six steps -->\nb\n"
    assert drawn(once, "en") == once
