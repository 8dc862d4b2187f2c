"""A forged history is found, and the first bad line named."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from huying.case.chain import line_mac
from huying.case.models import Anchor, Case, Entry, Words
from huying.case.proof import Report, verify
from huying.case.proof.anchors import anchor
from huying.steps.dispatch.claim import claim
from huying.steps.handling.contact import contact
from tests.emptying import unguarded
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def anchors_outside(tmp_path: Path, settings: Any) -> None:
    settings.HUYING_ANCHORS = tmp_path


@pytest.fixture
def lamp(world: World) -> Case:
    """A lamp claimed, and anchored."""
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    anchor(LATER)
    return lamp


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def intrude(statement: str) -> None:
    """An intruder who puts the triggers back after the act."""
    with unguarded(connection):
        sql(statement)


def first(report: Report) -> tuple[int, int]:
    return report.faults[0].case, report.faults[0].seq


def test_an_honest_ledger_is_clean(lamp: Case) -> None:
    report = verify()
    assert (report.clean, report.entries, report.cases) == (True, 4, 1)


def test_an_edited_line_is_named(lamp: Case) -> None:
    intrude(f"UPDATE case_entry SET deed = 'assigned' WHERE case_id = {lamp.pk} AND seq = 4")
    assert first(verify()) == (lamp.pk, 4)


def test_a_line_taken_out_is_named(lamp: Case) -> None:
    sql("DELETE FROM case_unposted")
    intrude(f"DELETE FROM case_entry WHERE case_id = {lamp.pk} AND seq = 2")
    assert first(verify()) == (lamp.pk, 2)


def test_a_tail_cut_off_is_found_even_when_the_case_is_set_back(lamp: Case) -> None:
    sql("DELETE FROM case_unposted")
    intrude(f"DELETE FROM case_entry WHERE case_id = {lamp.pk} AND seq = 4")
    sql(f"UPDATE case_case SET step='dispatch', stage='offered', unit_id=NULL, seq=3, version=3 WHERE id = {lamp.pk}")
    assert first(verify()) == (lamp.pk, 4)


def test_a_history_rewritten_with_the_key_differs_from_its_anchor(lamp: Case) -> None:
    line, before = Entry.objects.get(case=lamp, seq=4), Entry.objects.get(case=lamp, seq=3)
    line.at = LATER - timedelta(minutes=2)
    mac, zone = line_mac(bytes(before.mac), line).hex(), "" if connection.vendor == "sqlite" else "+00"
    blob = f"X'{mac}'" if connection.vendor == "sqlite" else f"'\\x{mac}'"
    intrude(f"UPDATE case_entry SET at = '{line.at:%Y-%m-%d %H:%M:%S}{zone}', mac = {blob} WHERE id = {line.pk}")
    assert first(verify()) == (lamp.pk, 4)


def test_a_case_moved_by_hand_is_found(lamp: Case) -> None:
    sql(f"UPDATE case_case SET stage = 'objected' WHERE id = {lamp.pk}")
    assert first(verify()) == (lamp.pk, 4)


def test_a_text_exchanged_is_found(lamp: Case) -> None:
    Words.objects.filter(case=lamp).update(text="路灯很好")
    assert first(verify()) == (lamp.pk, 1)


def test_an_anchor_removed_is_found(lamp: Case, tmp_path: Path) -> None:
    next(tmp_path.glob("*.anchor")).unlink()
    assert verify().faults[0].what == "第 1 号锚不见了"


def test_an_anchor_edited_is_found(lamp: Case, tmp_path: Path) -> None:
    path = next(tmp_path.glob("*.anchor"))
    path.write_text(path.read_text().replace(f"{lamp.pk} 4 ", f"{lamp.pk} 3 "))
    assert "被改动过" in verify().faults[0].what


def test_an_old_copy_put_back_is_found(lamp: Case) -> None:
    Anchor.objects.all().delete()
    assert "旧的备份" in verify().faults[0].what


def test_a_dropped_trigger_is_found(lamp: Case) -> None:
    sql("DROP TRIGGER entry_unchangeable" + ("" if connection.vendor == "sqlite" else " ON case_entry"))
    assert "entry_unchangeable" in verify().faults[0].what


def test_an_anchor_covers_every_chain_that_grew(world: World, lamp: Case) -> None:
    other = world.lamp(LATER)
    second = anchor(LATER)
    assert second is not None
    assert second.number == 2
    assert anchor(LATER) is None
    sql(f"UPDATE case_case SET stage = 'declined' WHERE id = {other.pk}")
    assert first(verify()) == (other.pk, 1)


def test_a_line_is_held_against_every_anchor_that_has_it(world: World, lamp: Case) -> None:
    """Rewritten with the key after the first anchor: the second is the nearest that can say so, whatever was cast later."""
    for hours in (1, 2, 3):
        at = LATER + timedelta(hours=hours)
        contact(lamp, reached=False, words="没人接", by=world.villager, at=at)
        anchor(at)
    before = bytes(Entry.objects.get(case=lamp, seq=4).mac)
    with unguarded(connection):
        for line in Entry.objects.filter(case=lamp, seq__gt=4).order_by("seq"):
            line.at += timedelta(minutes=1)
            line.mac = before = line_mac(before, line)
            Entry.objects.filter(pk=line.pk).update(at=line.at, mac=line.mac)
    assert first(verify()) == (lamp.pk, 5)


def test_a_number_that_another_keeper_has_taken_is_left_to_it(
    lamp: Case, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.lamp(LATER)
    cast = next(tmp_path.glob("*.anchor"))
    before = cast.read_bytes()
    monkeypatch.setattr("huying.case.proof.anchors._free", lambda last: 1)
    assert anchor(LATER) is None
    assert cast.read_bytes() == before
    assert list(tmp_path.iterdir()) == [cast]


def test_what_a_keeper_left_behind_between_file_and_commit_is_taken_up(lamp: Case) -> None:
    Anchor.objects.all().delete()
    row = anchor(LATER)
    assert row is not None
    assert (row.number, Anchor.objects.count()) == (1, 1)
    assert verify().clean


def test_an_anchor_newer_than_the_ledger_is_never_written_over(world: World, lamp: Case, tmp_path: Path) -> None:
    """An old copy was put back; what the file says of the lines that are gone stays where it is."""
    cast = next(tmp_path.glob("*.anchor"))
    before = cast.read_bytes()
    Anchor.objects.all().delete()
    sql("DELETE FROM case_unposted")
    intrude(f"DELETE FROM case_entry WHERE case_id = {lamp.pk} AND seq = 4")
    row = anchor(LATER)
    assert row is not None
    assert row.number == 2
    assert cast.read_bytes() == before
    assert "旧的备份" in verify().faults[0].what


def test_faults_are_told_in_the_readers_language(lamp: Case, tmp_path: Path) -> None:
    next(tmp_path.glob("*.anchor")).unlink()
    with translation.override("en"):
        assert verify().faults[0].what == "Anchor 1 is missing"


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_read_outside_of_the_transaction_that_takes_the_number(lamp: Case, world: World) -> None:
    """Whoever writes would wait for as long as the heads of all chains are read."""
    world.lamp(LATER)
    asked: list[tuple[bool, str]] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((context["connection"].in_atomic_block, sql.split()[0]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        assert anchor(LATER) is not None
    assert [verb for inside, verb in asked if inside] == ["INSERT"]
    assert (False, "SELECT") in asked


def test_an_anchor_names_the_head_of_each_chain_that_grew_in_the_order_of_cases(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huying.case.proof.anchors.CHUNK", 2)
    lamps = [world.lamp(NINE) for _ in range(3)]
    anchor(NINE)
    assert _named(tmp_path, 1) == [(lamp.pk, 1) for lamp in lamps]
    claimed = world.offered()
    claim(claimed, unit=world.east, by=world.villager, at=LATER)
    anchor(LATER)
    assert _named(tmp_path, 2)[-1] == (claimed.pk, 4)


def test_what_keepers_that_died_have_begun_is_cleared_away(lamp: Case, world: World, tmp_path: Path) -> None:
    begun, later = tmp_path / "00000001.0a0b0c0d.part", tmp_path / "00000003.0a0b0c0d.part"
    begun.write_text("{}")
    later.write_text("{}")
    world.lamp(LATER)
    assert anchor(LATER) is not None
    assert {path.name for path in tmp_path.iterdir()} == {"00000001.anchor", "00000002.anchor", later.name}


def test_a_file_that_lies_there_already_is_not_written_over(
    lamp: Case, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another keeper died between file and commit while this one read."""
    world.lamp(LATER)
    theirs = tmp_path / "00000002.anchor"
    theirs.write_text("theirs")
    monkeypatch.setattr("huying.case.proof.anchors._free", lambda last: 2)
    assert anchor(LATER) is None
    assert (theirs.read_text(), Anchor.objects.count(), len(list(tmp_path.iterdir()))) == ("theirs", 1, 2)


def _named(folder: Path, number: int) -> list[tuple[int, int]]:
    lines = (folder / f"{number:08d}.anchor").read_text().splitlines()[1:-1]
    return [(int(case), int(seq)) for case, seq, _mac in map(str.split, lines)]
