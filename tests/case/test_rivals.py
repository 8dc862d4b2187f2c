"""Many at once: one winner of a claim, no note lost, no case made twice. Real threads, real transactions, either engine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from huying.case import ledger
from huying.case.models import Case, Entry
from huying.case.new import New
from huying.case.once import once
from huying.case.proof import verify
from huying.case.who import KEEPER, RESIDENT
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.steps.dispatch.claim import claim
from huying.steps.handling.sign_in import sign_in
from huying.steps.intake.receive import receive
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
T = TypeVar("T")
RIVALS = 1000
THREADS = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_world(transactional_db: None) -> World:
    return World()


def together(count: int, act: Callable[[int], T]) -> list[T]:
    """Let so many act, twenty threads at a time; each thread closes its connection."""
    gate = Barrier(THREADS)

    def one(number: int) -> T:
        if number < THREADS:
            gate.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(count)))


def test_of_a_thousand_rivals_for_one_claim_exactly_one_wins(open_world: World) -> None:
    world, lamp = open_world, open_world.offered()
    village, office = world.villager, world.person(Role.LIAISON, world.office)

    def rival(number: int) -> str:
        by, unit = ((village, world.east), (office, world.office))[number % 2]
        case = Case.objects.get(pk=lamp.pk)
        try:
            claim(case, unit=unit, by=Person.objects.get(pk=by.pk), at=LATER)
        except ledger.Refused as refusal:
            return type(refusal).__name__
        return "won"

    results = together(RIVALS, rival)
    assert results.count("won") == 1
    assert set(results) <= {"won", "Conflict", "Refused"}
    assert [entry.deed for entry in lamp.entries.order_by("seq")].count("claimed") == 1
    assert verify().clean


def test_stale_rivals_are_told_of_the_conflict(open_world: World) -> None:
    world, lamp = open_world, open_world.offered()
    village = world.villager
    stale = [Case.objects.get(pk=lamp.pk) for _ in range(60)]

    def rival(number: int) -> type[Exception] | None:
        try:
            claim(stale[number], unit=world.east, by=Person.objects.get(pk=village.pk), at=LATER)
        except ledger.Refused as refusal:
            return type(refusal)
        return None

    results = together(60, rival)
    assert results.count(None) == 1
    assert results.count(ledger.Conflict) == 59


def test_notes_written_at_once_are_all_kept_and_in_one_chain(open_world: World) -> None:
    lamp = open_world.assigned()
    villager = open_world.villager

    def note(number: int) -> None:
        with transaction.atomic():
            case = Case.objects.get(pk=lamp.pk)
            ledger.note(case, "commented", by=Person.objects.get(pk=villager.pk), at=LATER, words=f"第{number}条")

    before = lamp.entries.count()
    together(200, note)
    seqs = list(lamp.entries.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, before + 201))
    assert verify().clean


def test_a_note_is_not_refused_because_the_case_moved_meanwhile(open_world: World) -> None:
    world, lamp = open_world, open_world.assigned()
    read_before = Case.objects.get(pk=lamp.pk)
    with transaction.atomic():
        ledger.write(lamp, "objected", by=world.villager, at=LATER, words="不属本村")
    sign_in(read_before, by=world.villager, at=LATER)
    assert read_before.stage == "objected"
    assert verify().clean


def test_a_note_that_the_place_forbids_is_refused_even_when_read_before(open_world: World) -> None:
    world, lamp = open_world, open_world.assigned()
    read_before = Case.objects.get(pk=lamp.pk)
    with transaction.atomic():
        ledger.write(lamp, "withdrawn", by=RESIDENT, at=LATER)
    with pytest.raises(ledger.Refused, match="已撤回"):
        sign_in(read_before, by=world.villager, at=LATER)


def test_the_same_submission_many_times_at_once_is_one_case(open_world: World) -> None:
    def send(_: int) -> tuple[dict[str, object], bool]:
        def deed() -> dict[str, object]:
            return {"number": receive(New(text="路灯不亮", channel="web"), by=RESIDENT, at=NINE).number}

        return once("key-1", door="submit", body={"text": "路灯不亮"}, at=NINE, deed=deed)

    answers = together(40, send)
    assert Case.objects.count() == 1
    assert len({answer["number"] for answer, _ in answers}) == 1
    assert [first for _, first in answers].count(True) == 1


def test_a_key_used_for_another_body_is_refused(open_world: World) -> None:
    once("key-1", door="submit", body={"text": "a"}, at=NINE, deed=lambda: {})
    with pytest.raises(ledger.Refused):
        once("key-1", door="submit", body={"text": "b"}, at=NINE, deed=lambda: {})


def test_a_deed_that_fails_gives_its_key_back(open_world: World) -> None:
    def broken() -> dict[str, object]:
        raise ledger.Refused("写得太短")

    with pytest.raises(ledger.Refused):
        once("key-1", door="submit", body={}, at=NINE, deed=broken)
    assert once("key-1", door="submit", body={}, at=NINE, deed=lambda: {"ok": 1}) == ({"ok": 1}, True)


def test_claim_and_withdrawal_and_expiry_race_to_one_end(open_world: World) -> None:
    world = open_world
    village = world.villager
    for _ in range(15):
        lamp = world.offered()

        def act(number: int, pk: int = lamp.pk) -> str:
            case = Case.objects.get(pk=pk)
            try:
                if number % 3 == 0:
                    claim(case, unit=world.east, by=Person.objects.get(pk=village.pk), at=LATER)
                elif number % 3 == 1:
                    with transaction.atomic():
                        ledger.write(case, "withdrawn", by=RESIDENT, at=LATER)
                else:
                    with transaction.atomic():
                        ledger.write(case, "put_to_leader", by=KEEPER, at=LATER)
            except ledger.Refused:
                return ""
            return "won"

        together(THREADS, act)
        assert Entry.objects.filter(case=lamp, deed__in=["claimed"]).count() <= 1
    assert verify().clean
