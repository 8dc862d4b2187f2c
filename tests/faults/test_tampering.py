"""Whoever owns the database may change what he likes: each kind of it is found, and the first bad line named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.gaming.district import District
from bench.tampering.kinds import KINDS
from bench.tampering.scene import attempt, build
from huying.case.models import Anchor, Entry
from huying.case.proof import verify

SEEDS = (1, 2)


@pytest.fixture
def district(db: None, tmp_path: Path, settings: Any) -> Iterator[District]:
    """An honest ledger, anchored outside."""
    settings.HUYING_ANCHORS = tmp_path / "anchors"
    yield build(1)


def test_every_kind_of_tampering_is_found_and_its_first_line_named(district: District) -> None:
    assert verify().clean
    for kind, deed in KINDS.items():
        for seed in SEEDS:
            with attempt(district, seed) as scene:
                where, report = deed(scene), verify()
            assert report.found, (kind, seed)
            assert report.faults[0][:2] == where, (kind, seed, report.faults[:3])
    assert verify().clean


def test_there_are_eleven_kinds_and_a_ledger_worth_forging(district: District) -> None:
    assert len(KINDS) == 11
    assert Anchor.objects.count() == 5
    assert Entry.objects.count() > 100
