"""The same seed is the same year, to the letter; another seed is another year."""

import json
from collections.abc import Iterator

import pytest
from django.db import transaction

from huying.simulation.dump import dump
from huying.simulation.simulate import simulate
from huying.site.wiring import ON_DUE
from tests.simulation.conftest import plan

pytestmark = pytest.mark.django_db
FEW = 18


def told(seed: int) -> list[str]:
    """The dump of one run, which is taken back."""
    with transaction.atomic():
        simulate(plan(seed, cases=FEW, days=4), ON_DUE)
        lines = list(dump())
        transaction.set_rollback(True)
    return lines


@pytest.fixture(scope="module")
def once(district: None) -> Iterator[list[str]]:
    yield told(3)


def test_the_same_seed_writes_the_same_ledger(once: list[str]) -> None:
    assert told(3) == once


def test_another_seed_writes_another(once: list[str]) -> None:
    assert told(4) != once


def test_the_dump_names_nobody_by_a_row(once: list[str]) -> None:
    rows = [json.loads(line) for line in once]
    assert {row["case"] for row in rows} == set(range(FEW))
    assert {row["by"] for row in rows} > {"resident", "keeper"}
    assert all(isinstance(row["unit"], str) for row in rows)
    assert not [row for row in rows if "words" in row["facts"]]


def test_the_dump_tells_what_was_said(once: list[str]) -> None:
    first = [row for row in map(json.loads, once) if row["seq"] == 1]
    assert len({row["words"] for row in first}) == FEW
    assert all(row["words"] for row in first)
