"""Every night each case is held against its ledger; what differs is told and left alone, until a person decides."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connection

from bench.gaming.district import District
from bench.gaming.play import Game
from bench.tampering.scene import play_on
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline
from huying.case.proof import verify
from huying.case.refused import Forbidden
from huying.directory.models import Unit
from huying.directory.roles import Role
from huying.oversight.inspection import check
from huying.oversight.inspection.check import check_all, check_by_night
from huying.oversight.inspection.compare import compare
from huying.oversight.inspection.mend import mend
from huying.oversight.inspection.models import Difference, Inspection
from huying.oversight.inspection.recorded import last_check
from huying.oversight.inspection.totals import compare_totals, mend_totals
from huying.oversight.month.models import Counted, Tally
from huying.oversight.month.tally import tally
from huying.post.models import Notice
from huying.steps.dispatch.take_over import take_over
from tests.world import NINE, World

NIGHT = datetime.fromisoformat("2026-09-28T03:10:00+08:00")
HOUR = timedelta(hours=1)


def found(*cases: Case) -> list[tuple[str, str, str]]:
    return [(one.what, one.stored, one.derived) for one in compare([case.pk for case in cases])]


def test_what_any_history_has_left_is_what_its_lines_say(db: None) -> None:
    """Forty random histories of the game, the keeper in between, each looked at after every move."""
    dice, district = Random(11), District()
    for _ in range(40):
        game = Game(district)
        for _ in range(dice.randint(3, 14)):
            play_on(game, dice)
        keys = [case.pk for case in game.cases]
        assert compare(keys) == []
    tally()
    assert compare(list(Case.objects.values_list("pk", flat=True))) == []
    assert compare_totals() == []


def test_a_right_that_has_lapsed_by_itself_is_no_difference(world: World) -> None:
    lamp = world.assigned()
    Deadline.objects.filter(case=lamp, kind=Clock.OBJECTION).update(ended_at=NINE + 90 * HOUR, kept=False)
    assert found(lamp) == []


def test_a_case_that_a_successor_has_taken_over_is_the_successors(world: World) -> None:
    lamp = world.assigned()
    Unit.objects.filter(pk=world.east.pk).update(valid_to=NINE.date(), successor=world.west)
    assert take_over(lamp.pk, at=NINE + 48 * HOUR)
    assert Case.objects.get(pk=lamp.pk).unit == world.west
    assert found(lamp) == []


def move(lamp: Case) -> None:
    Case.objects.filter(pk=lamp.pk).update(step="feedback", stage="handled")


def own(lamp: Case) -> None:
    Case.objects.filter(pk=lamp.pk).update(unit=None)


def stop(lamp: Case) -> None:
    lamp.deadlines.filter(kind=Clock.HANDLING).update(ended_at=NINE, kept=True)


def prolong(lamp: Case) -> None:
    lamp.deadlines.filter(kind=Clock.HANDLING).update(due_at=NINE + 900 * HOUR)


def lose(lamp: Case) -> None:
    lamp.deadlines.filter(kind=Clock.HANDLING).delete()


def invent(lamp: Case) -> None:
    row = lamp.deadlines.get(kind=Clock.HANDLING)
    row.pk, row.kind, row.next_at = None, Clock.REPLY, None
    row.save()


def miscount(lamp: Case) -> None:
    Counted.objects.filter(case=lamp, figure="received").delete()


HARM: dict[Callable[[Case], None], list[str]] = {
    move: ["stage", "step"], own: ["unit"], stop: ["clock handling 3"], prolong: ["clock handling 3"],
    lose: ["clock handling 3"], invent: ["clock reply 3"], miscount: ["figures"],
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_each_harm_is_named_and_mended_by_a_person_only(world: World, harm: Callable[[Case], None]) -> None:
    lamp, warden = world.assigned(), world.person(Role.SECURITY_ADMIN, world.centre)
    tally()
    before = lamp.deadlines.get(kind=Clock.HANDLING).due_at
    harm(lamp)
    assert sorted(what for what, _, _ in found(lamp)) == HARM[harm]
    assert sorted(what for what, _, _ in found(lamp)) == HARM[harm], "looking repairs nothing"
    mend(lamp.pk, by=warden, at=NINE + HOUR)
    mend_totals()
    assert found(lamp) == []
    line = lamp.entries.latest("seq")
    assert (line.deed, line.by, line.facts["what"]) == ("mended", warden, HARM[harm])
    assert lamp.deadlines.get(kind=Clock.HANDLING, ended_at=None).due_at == before
    assert compare_totals() == []
    assert verify().clean


def test_only_the_security_administrator_decides(world: World) -> None:
    lamp = world.assigned()
    own(lamp)
    with pytest.raises(Forbidden):
        mend(lamp.pk, by=world.dispatcher, at=NINE)
    assert found(lamp) == [("unit", "None", str(world.east.pk))]


def test_a_case_in_order_is_not_touched(world: World) -> None:
    lamp = world.assigned()
    assert mend(lamp.pk, by=world.person(Role.SECURITY_ADMIN, world.centre), at=NINE) == []
    assert lamp.entries.count() == 3


def test_a_total_that_is_off_is_found_and_made_again_of_its_cells(world: World) -> None:
    world.assigned()
    tally()
    Tally.objects.filter(unit=world.east.pk).update(count=5)
    day = NINE.date().isoformat()
    expected = [(None, f"total {day} {world.east.pk} received", "5", "1")]
    assert [tuple(one) for one in compare_totals()] == expected
    mend_totals()
    assert compare_totals() == []


def test_once_a_night_at_a_quiet_hour(world: World) -> None:
    world.assigned()
    assert check_by_night(NINE) == 0
    assert last_check() is None
    assert check_by_night(NIGHT) == 1
    assert check_by_night(NIGHT + HOUR) == 0
    looked = last_check()
    assert looked is not None
    assert (looked.at, looked.cases, looked.found) == (NIGHT, 1, 0)
    assert check_by_night(NIGHT + 24 * HOUR) == 1
    assert Inspection.objects.count() == 2


def test_it_goes_on_where_it_was_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        world.lamp()
    monkeypatch.setattr(check, "SLICE", 2)
    monkeypatch.setattr(check, "SECONDS", 0)
    assert [check_by_night(NIGHT + number * HOUR) for number in range(5)] == [2, 2, 1, 0, 0]
    looked = last_check()
    assert looked is not None
    assert (looked.cases, looked.at) == (5, NIGHT + 3 * HOUR)


def test_a_slice_that_another_keeper_has_done_counts_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world.assigned())
    run = Inspection.objects.create(kind="check", began_at=NIGHT)
    rival = Inspection.objects.get(pk=run.pk)
    check._advance(rival, NIGHT)
    check._advance(run, NIGHT)
    assert (run.cases, run.found, Difference.objects.count()) == (1, 1, 1)


def test_no_slice_holds_the_database(world: World, django_assert_max_num_queries: Callable[..., object]) -> None:
    """Twenty cases or one: as many questions, no transaction unless something looks wrong."""
    for _ in range(20):
        world.lamp()
    tally()
    with django_assert_max_num_queries(8) as asked:  # type: ignore[attr-defined]
        assert compare(list(Case.objects.values_list("pk", flat=True))) == []
    assert [one["sql"] for one in asked.captured_queries if one["sql"].startswith(("SAVEPOINT", "BEGIN"))] == []
    assert connection.in_atomic_block  # the test's own


def test_the_audit_administrator_gets_one_letter_that_names_no_case(world: World) -> None:
    auditor = world.person(Role.AUDIT_ADMIN, world.centre)
    lamp = world.assigned()
    own(lamp)
    check_all(NIGHT)
    letter = Notice.objects.get()
    assert letter.person == auditor
    assert "查了 1 件，发现 1 处与台账不符" in letter.words
    assert lamp.number not in letter.words
    row = Difference.objects.get()
    assert (row.case, row.what, row.stored, row.derived) == (lamp, "unit", "None", str(world.east.pk))


def test_nothing_is_written_to_anybody_when_all_is_well(world: World) -> None:
    world.person(Role.AUDIT_ADMIN, world.centre)
    world.assigned()
    assert check_all(NIGHT).found == 0
    assert not Notice.objects.exists()
