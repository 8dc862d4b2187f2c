"""The one door through which a case changes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry, Unposted
from huying.case.who import KEEPER, RESIDENT
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.claim import claim
from huying.steps.handling.give_back import give_back
from huying.steps.handling.sign_in import sign_in
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


def clock(case: Case, kind: Clock) -> Deadline:
    return case.deadlines.filter(kind=kind).latest("id")


def test_the_first_to_claim_handles_it(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    assert (lamp.step, lamp.stage, lamp.unit) == ("handling", "working", world.east)
    assert [entry.deed for entry in lamp.entries.order_by("seq")] == ["received", "accepted", "offered", "claimed"]
    assert clock(lamp, Clock.HANDLING).due_at == LATER + timedelta(days=4)
    assert clock(lamp, Clock.CLAIM).kept


def test_the_second_is_refused_with_both_versions(world: World) -> None:
    lamp, officer = world.offered(), world.person(Role.LIAISON, world.office)
    stale = Case.objects.get(pk=lamp.pk)
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Conflict) as refusal:
        claim(stale, unit=world.office, by=officer, at=LATER)
    assert (refusal.value.read, refusal.value.found) == (3, 4)


def test_a_unit_that_was_not_offered_the_case_may_not_claim_it(world: World) -> None:
    with pytest.raises(ledger.Forbidden):
        claim(world.offered(), unit=world.west, by=world.neighbour, at=LATER)


def test_nothing_is_written_when_a_deed_is_refused(world: World) -> None:
    lamp = world.offered()
    with pytest.raises(ledger.Forbidden):
        claim(lamp, unit=world.west, by=world.neighbour, at=LATER)
    assert (lamp.entries.count(), Case.objects.get(pk=lamp.pk).version) == (3, 3)


def test_a_deed_from_the_wrong_place_says_where_the_case_is(world: World) -> None:
    with pytest.raises(ledger.Refused, match="待受理"):
        assign(world.lamp(), to=world.east, by=world.dispatcher, at=LATER)


def test_giving_back_never_buys_time(world: World) -> None:
    lamp = world.assigned()
    due = clock(lamp, Clock.HANDLING).due_at
    give_back(lamp, by=world.villager, reason="不属本村", at=NINE + timedelta(hours=5))
    assign(lamp, to=world.west, by=world.dispatcher, at=NINE + timedelta(hours=6))
    assert [(row.due_at, row.ended_at) for row in lamp.deadlines.filter(kind=Clock.HANDLING)] == [(due, None)]
    assert lamp.deadlines.filter(kind=Clock.SIGN_IN).count() == 2


def test_the_unit_first_asked_answers_until_another_has_taken_over(world: World) -> None:
    lamp = world.assigned()
    give_back(lamp, by=world.villager, reason="不属本村", at=LATER)
    assert (lamp.unit, lamp.first_unit) == (world.east, world.east)
    assign(lamp, to=world.west, by=world.dispatcher, at=LATER)
    assert (lamp.unit, lamp.first_unit_id) == (world.west, world.east.pk)


def test_giving_back_needs_a_reason(world: World) -> None:
    with pytest.raises(ledger.Refused, match="原因"):
        give_back(world.assigned(), by=world.villager, reason=" ", at=LATER)


def test_signing_in_ends_its_own_clock_alone(world: World) -> None:
    lamp = world.assigned()
    sign_in(lamp, by=world.villager, at=LATER)
    assert clock(lamp, Clock.SIGN_IN).kept
    assert set(lamp.deadlines.filter(ended_at=None).values_list("kind", flat=True)) == {
        "contact",
        "handling",
        "objection",
    }


def test_sending_back_lets_the_same_clock_run_on(world: World) -> None:
    lamp = world.assigned()
    due = clock(lamp, Clock.HANDLING).due_at
    with transaction.atomic():
        ledger.write(lamp, "handled", by=world.villager, at=NINE + timedelta(hours=30), words="已换灯泡")
        ledger.write(lamp, "reported", by=world.villager, at=NINE + timedelta(hours=31))
        ledger.write(lamp, "sent_back", by=world.leader, at=NINE + timedelta(hours=32), words="照片不清")
    row = lamp.deadlines.get(kind=Clock.HANDLING)
    assert (row.due_at, row.ended_at, row.kept) == (due, None, None)


def test_a_new_round_has_a_clock_of_its_own(world: World) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.write(lamp, "handled", by=world.villager, at=LATER)
        ledger.write(lamp, "reported", by=world.villager, at=LATER)
        ledger.write(lamp, "approved", by=world.leader, at=LATER)
        ledger.write(lamp, "replied", by=world.villager, at=LATER)
        ledger.write(lamp, "rated", by=RESIDENT, at=LATER, solved="no")
        ledger.write(lamp, "reopened", by=RESIDENT, at=LATER)
    assert (lamp.round, lamp.deadlines.filter(kind=Clock.HANDLING).count()) == (2, 2)


def test_an_extension_moves_the_end_and_nothing_else(world: World) -> None:
    lamp = world.assigned()
    until = NINE + timedelta(days=20)
    with transaction.atomic():
        ledger.note(lamp, "extension_asked", by=world.villager, at=LATER, words="等配件")
        ledger.note(lamp, "extended", by=world.leader, at=LATER, due={Clock.HANDLING: until})
    row = lamp.deadlines.get(kind=Clock.HANDLING)
    assert (row.due_at, row.opened_at, row.ended_at) == (until, NINE, None)


def test_a_dated_promise_outlives_the_case(world: World) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.note(lamp, "committed", by=world.villager, at=LATER, due={Clock.COMMITMENT: NINE + timedelta(days=30)})
        for deed, by in [("handled", world.villager), ("reported", world.villager), ("approved", world.leader)]:
            ledger.write(lamp, deed, by=by, at=LATER)
        ledger.write(lamp, "replied", by=world.villager, at=LATER)
        ledger.write(lamp, "closed", by=KEEPER, at=LATER)
    assert sorted(lamp.deadlines.filter(ended_at=None).values_list("kind", flat=True)) == ["commitment", "reopen"]


@pytest.mark.parametrize("change", [lambda rows: rows.update(deed="claimed"), lambda rows: rows.delete()])
def test_a_line_is_neither_changed_nor_deleted(world: World, change: object) -> None:
    world.lamp()
    with pytest.raises(DatabaseError), transaction.atomic():
        change(Entry.objects.filter(seq=1))  # type: ignore[operator]


def test_every_line_waits_in_the_outbox(world: World) -> None:
    assert Unposted.objects.filter(entry__case=world.offered()).count() == 3
