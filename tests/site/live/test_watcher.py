"""守望 · every line that moves a card is seen once, also when a lower number is committed after a higher one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from huying.case.models import Entry
from huying.case.who import RESIDENT
from huying.site.live import watcher
from huying.site.live.events import events_of
from huying.site.live.hub import Event
from huying.site.live.watcher import AFTER_A_FAULT, EVERY, IDLE, Ledger, Watcher
from huying.steps.dispatch.board.wall import newest_line
from huying.steps.dispatch.claim import claim
from huying.steps.handling.sign_in import sign_in
from huying.steps.intake.withdraw import withdraw
from tests.steps.dispatch.conftest import counted
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


def news(ledger: Ledger, seconds: int = 0) -> set[int]:
    return set(ledger.news(NINE + timedelta(seconds=seconds))[0])


def test_an_offer_and_its_claim_are_news_once(world: World) -> None:
    ledger = Ledger(newest_line())
    lamp = world.offered()
    assert (news(ledger), news(ledger)) == ({lamp.pk}, set())
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    assert (news(ledger), news(ledger)) == ({lamp.pk}, set())


def test_what_moves_no_card_is_no_news(world: World) -> None:
    ledger = Ledger(newest_line())
    world.lamp()
    assert news(ledger) == set()


def test_nothing_new_is_one_small_question(world: World) -> None:
    ledger = Ledger(newest_line())
    with counted() as ran:
        news(ledger)
    assert len(ran) == 1


def test_a_number_that_was_passed_over_is_looked_for_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.lamp()
    ledger, lamp, hidden = Ledger(newest_line()), world.offered(), Entry.objects.none()
    late = lamp.entries.get(deed="offered").pk
    world.lamp()

    def not_yet_committed(self: Ledger) -> object:
        return Entry.objects.filter(pk__gt=self.line).exclude(pk=late).order_by("pk")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "_rows", not_yet_committed)
        assert news(ledger) == set()
    assert news(ledger, seconds=29) == {lamp.pk}
    assert hidden.count() == 0


def test_but_not_for_ever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.lamp()
    ledger, lamp = Ledger(newest_line()), world.offered()
    late = lamp.entries.get(deed="offered").pk
    world.lamp()
    with monkeypatch.context() as patched:
        patched.setattr(
            Ledger, "_rows", lambda self: Entry.objects.filter(pk__gt=self.line).exclude(pk=late).order_by("pk")
        )
        news(ledger)
    assert news(ledger, seconds=31) == set()
    assert news(ledger, seconds=32) == set()


def test_the_gap_before_the_first_line_is_none(world: World) -> None:
    ledger = Ledger(0)
    news(ledger)
    assert len(ledger._gaps) <= watcher.MOST_GAPS


def test_the_event_is_the_card_in_every_language_for_the_boards_it_hangs_on(world: World) -> None:
    lamp = world.offered()
    (event,) = events_of({lamp.pk: 9}, at=NINE)
    assert (event.line, event.units) == (9, {world.east.pk, world.office.pk})
    assert event.said["zh-hans"]["state"] == "open"
    assert "我来办" in event.said["zh-hans"]["html"]
    assert set(event.said) == {"zh-hans", "en"}


def test_what_was_withdrawn_leaves_the_boards(world: World) -> None:
    lamp = world.offered()
    withdraw(lamp, by=RESIDENT, at=LATER, reason="好了")
    (event,) = events_of({lamp.pk: 9}, at=LATER)
    assert (event.said["zh-hans"]["state"], "已离开大厅：已撤回" in event.said["zh-hans"]["html"]) == ("gone", True)


def test_a_case_that_hung_on_no_board_is_no_event(world: World) -> None:
    lamp = world.assigned()
    sign_in(lamp, by=world.villager, at=LATER)
    assert events_of({lamp.pk: 9}, at=LATER) == []


def test_events_come_in_the_order_of_the_ledger(world: World) -> None:
    first, second = world.offered(), world.offered()
    assert [event.line for event in events_of({first.pk: 8, second.pk: 5}, at=NINE)] == [5, 8]


def test_many_cases_are_few_statements(world: World) -> None:
    made = {world.offered().pk: number for number in range(1, 9)}
    with counted() as ran:
        events_of(made, at=NINE)
    assert len(ran) == 3, "\n".join(ran)


@pytest.mark.parametrize(("listens", "pause"), [(True, EVERY), (False, IDLE)])
def test_it_looks_less_often_while_nobody_listens(world: World, listens: bool, pause: float) -> None:
    assert Watcher(lambda events: None, wanted=lambda: listens)._look() == pause


def test_a_database_that_fails_is_asked_again_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[Event]] = []
    one = Watcher(told.append, wanted=lambda: True)
    one._look()
    lamp = world.offered()

    def broken(self: Ledger, at: object) -> object:
        raise DatabaseError("gone away")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "news", broken)
        patched.setattr(watcher.connection, "close", lambda: None)
        assert one._look() == AFTER_A_FAULT
    one._look()
    assert [event.said["zh-hans"]["number"] for events in told for event in events] == [lamp.number]


def test_every_new_line_calls_the_desks_once(world: World) -> None:
    called: list[int] = []
    one = Watcher(lambda events: None, wanted=lambda: True, call=called.append)
    one._look()
    world.lamp()
    one._look()
    one._look()
    assert called == [newest_line()]
