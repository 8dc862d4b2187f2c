"""The same plan writes the same ledger on SQLite and on PostgreSQL, line for line."""

from itertools import zip_longest
from pathlib import Path

import pytest
from django.db import connection

from tests.site.backup.places import Place, across

pytestmark = pytest.mark.once
PLAN = ("--days", "6", "--cases", "40", "--seed", "5", "--from", "2026-03-02")


def dumped(place: Place) -> list[str]:
    """The ledger of that plan, lived through in an empty place."""
    place.home.mkdir()
    done = place.say("simulate", *PLAN, "--dump", place.home / "dump")
    assert done.returncode == 0, done.stderr
    return (place.home / "dump").read_text("utf-8").splitlines()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other engine is brought along by the run on SQLite")
def test_both_engines_write_the_same_lines(tmp_path: Path) -> None:
    own = dumped(Place(tmp_path / "own", ""))
    with across(tmp_path / "other") as place:
        other = dumped(place)
    assert len(own) > 400
    assert [pair for pair in zip_longest(own, other) if pair[0] != pair[1]] == []
