"""差错目录 · every entry has its test, and that test exists; whatever has none says why."""

import re
from pathlib import Path

import pytest

from tests.attacks.catalogue import CATALOGUE, NOT_HERE

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("fault", CATALOGUE)
def test_each_fault_has_its_test_or_a_reason(fault: str) -> None:
    named = CATALOGUE[fault]
    if not named:
        assert NOT_HERE[fault]
        return
    path, _, test = named.partition("::")
    name, _, case = test.partition("[")
    text = (ROOT / path).read_text()
    assert re.search(rf"^def {name}\(", text, re.M), named
    assert not case or f'"{case[:-1]}"' in text


def test_a_reason_is_given_for_nothing_that_has_a_test() -> None:
    assert {fault for fault, named in CATALOGUE.items() if not named} == set(NOT_HERE)
    assert len(CATALOGUE) >= 40
