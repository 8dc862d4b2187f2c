"""一库多区 · two districts in one database: neither sees, finds, rings or counts what is the other's."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.site.backup.places import Place
from tests.site.partition.city import EAST, KEEP, WEST, WORKER, City, rows, seen

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds one district a file"),
    pytest.mark.xdist_group("city"),
]
CASES = "24"


@dataclass(frozen=True, slots=True)
class Told:
    """A city, and what there was in the east before and after its tables were cut."""

    city: City
    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def east(self) -> Place:
        return self.city.district(EAST)

    @property
    def west(self) -> Place:
        return self.city.district(WEST)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The east has lived a while in tables of one piece; then they are cut, and the west comes."""
    with django_db_blocker.unblock():
        city = City(tmp_path_factory.mktemp("city"))
    east, west = city.district(EAST), city.district(WEST)
    done(east, "migrate")
    done(east, "simulate", "--days", "20", "--cases", CASES, "--seed", "1")
    before = rows(east)
    done(east, "partition")
    after = rows(east)
    done(west, "partition")
    done(west, "simulate", "--days", "20", "--cases", CASES, "--seed", "2")
    yield Told(city, before, after)
    with django_db_blocker.unblock():
        city.gone()


def done(place: Place, *words: str) -> "subprocess.CompletedProcess[str]":
    said = place.say(*words)
    assert said.returncode == 0, said.stdout + said.stderr
    return said


def test_every_row_is_still_there(told: Told) -> None:
    assert told.before == told.after
    assert told.before["case_entry"] > 100


def test_the_ledger_of_each_is_whole(told: Told) -> None:
    for place in (told.east, told.west):
        done(place, "verify")
        done(place, "check")


def test_cut_again_it_stays_as_it_is(told: Told) -> None:
    before = rows(told.east)
    assert str(WEST) in done(told.east, "partition").stdout
    assert rows(told.east) == before


def test_neither_sees_what_is_the_others(told: Told) -> None:
    east, west = seen(told.east), seen(told.west)
    for one, other in ((east, west), (west, east)):
        assert len(one["cases"]) == int(CASES) == one["received"]
        assert not set(one["cases"].values()) & set(other["cases"].values())
        assert set(one["found"]) <= set(one["cases"].values())
        assert one["pages"].keys() == other["pages"].keys()
        for page, (status, numbers) in one["pages"].items():
            assert status == 200, page
            assert set(numbers) <= set(one["cases"]), page
    assert any(numbers for _status, numbers in east["pages"].values())
    assert east["found"] and west["found"]
    assert east["people"] == west["people"]  # the same names in both, and nobody is the other's


def test_a_keeper_rings_and_counts_for_its_own_alone(told: Told) -> None:
    before, mine = rows(told.west), rows(told.east)
    told.east.python(KEEP)
    after = rows(told.west)
    assert {table: count for table, count in after.items() if before[table] != count} == {}
    assert rows(told.east)["case_entry"] > mine["case_entry"]
    done(told.east, "verify")


def test_a_backup_is_of_one_district(told: Told, tmp_path: Any) -> None:
    done(told.east, "backup", "--to", str(tmp_path))
    with told.city.empty(f"huying_alone_{WORKER}") as url:
        alone = Place(tmp_path / "home", url)
        (copy,) = (path for path in tmp_path.glob("huying-*") if path.is_dir())
        done(alone, "restore", str(copy), "--keys", str(told.east.home / "keys"))
        done(alone, "verify")
        assert rows(alone)["case_entry"] == rows(told.east)["case_entry"]


@pytest.mark.parametrize("verb", ["keep", "web", "live"])
def test_a_superuser_is_no_district_among_others(told: Told, verb: str) -> None:
    superuser = told.city.district(EAST, user=str(connection.settings_dict["USER"]))
    said = superuser.say(verb)
    assert (said.returncode, "超级用户" in said.stderr) == (1, True)


def test_without_parts_nothing_runs(told: Told) -> None:
    said = told.city.district(110197).say("keep")
    assert (said.returncode, "huying partition" in said.stderr) == (1, True)


def test_a_line_is_neither_changed_nor_emptied_away_in_its_part(told: Told) -> None:
    with psycopg.connect(told.city.address(str(connection.settings_dict["USER"])), autocommit=True) as line:
        for statement in (
            f"UPDATE case_entry_{EAST} SET deed = ''",
            f"DELETE FROM case_entry_{WEST}",
            f"TRUNCATE case_entry_{WEST} CASCADE",
            "TRUNCATE case_entry CASCADE",
        ):
            with pytest.raises(psycopg.errors.RaiseException):
                line.execute(statement)


def test_a_part_is_not_read_beside_its_table(told: Told) -> None:
    with psycopg.connect(told.city.address(), options=f"-c huying.jurisdiction={EAST}") as line:
        assert line.execute(f"SELECT count(*) FROM case_entry_{WEST}").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(
                "INSERT INTO case_submission (jurisdiction, key, door, digest, answer, made_at) "
                "VALUES (%s, 'a', 'b', '', '{}', now())",
                [WEST],
            )


UNIQUE = """
SELECT c.relname, x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute d ON d.attrelid = c.oid AND d.attname = 'jurisdiction'
WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace AND NOT (d.attnum = ANY(i.indkey::int[]))
ORDER BY 1, 2
"""


def test_every_unique_key_holds_the_district(told: Told) -> None:
    with psycopg.connect(told.city.address()) as line:
        left = {(table, name) for table, name in line.execute(UNIQUE)}
    assert {(table, name) for table, name in left if not name.endswith("_pkey")} == set()
    assert "case_case" not in {table for table, _name in left}
