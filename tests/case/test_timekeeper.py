"""Every warning once, at its time; a clock that nobody answers goes up the ladder."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.explain import explain
from huying.case.models import Case, Deadline, Entry
from huying.case.promises import reckon
from huying.case.timekeeper import _reckon, _ring, reckon_again, tick
from huying.case.who import KEEPER
from huying.directory.models import CalendarDay, CalendarVersion
from huying.directory.reckoning import forget
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.offer import offer
from huying.steps.handling.sign_in import sign_in
from huying.steps.intake.accept import accept
from tests.world import NINE, World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ring(at: datetime) -> int:
    """Until nothing more is due."""
    return sum(iter(lambda: tick(at, ON_DUE), 0))


def warnings(case: Case, clock: Clock) -> list[tuple[str, int]]:
    lines = Entry.objects.filter(case=case, deed__in=["urged", "breached", "raised", "summoned"]).order_by("seq")
    return [(line.deed, line.facts["rung"]) for line in lines if line.facts["clock"] == clock]


def test_a_claim_is_urged_at_half_and_at_four_fifths_and_then_assigned_by_rule(world: World) -> None:
    lamp = world.offered()
    for minutes, deeds in [(7, 0), (7.5, 1), (11, 1), (12, 2), (14, 2), (15, 3), (16, 3)]:
        ring(NINE + minutes * MINUTE)
        assert len(warnings(lamp, Clock.CLAIM)) == deeds, minutes
    lamp.refresh_from_db()
    assert (lamp.stage, lamp.unit) == ("working", world.east)
    assert [entry.deed for entry in lamp.entries.order_by("seq")][-3:] == ["breached", "unclaimed", "assigned"]


def test_a_claimed_case_is_left_alone(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=NINE + MINUTE)
    ring(NINE + 20 * MINUTE)
    assert warnings(lamp, Clock.CLAIM) == []


def test_an_unlisted_matter_that_nobody_claims_goes_to_the_leader(world: World) -> None:
    lamp = world.lamp(matter=None, area=None)
    accept(lamp, by=KEEPER, at=NINE)
    offer(lamp, to=[world.office], by=KEEPER, at=NINE)
    lamp.shares.all().delete()
    ring(NINE + 15 * MINUTE)
    lamp.refresh_from_db()
    assert lamp.stage == "unlisted"


def test_a_breach_goes_to_the_supervisor_and_then_on_the_summon_list(world: World) -> None:
    lamp = world.assigned(urgent=True)
    for hours in (1, 1.6, 2, 4, 6, 100):
        ring(NINE + hours * HOUR)
    assert warnings(lamp, Clock.HANDLING) == [
        ("urged", 0),
        ("urged", 1),
        ("breached", 2),
        ("raised", 3),
        ("summoned", 4),
    ]


def test_after_a_long_sleep_the_breach_is_said_and_not_the_reminders_before_it(world: World) -> None:
    lamp = world.assigned(urgent=True)
    ring(NINE + 3 * HOUR)
    assert warnings(lamp, Clock.HANDLING) == [("breached", 2)]


def test_a_warning_is_given_once_however_often_the_keeper_looks(world: World) -> None:
    lamp = world.assigned(urgent=True)
    for _ in range(5):
        ring(NINE + HOUR)
    assert warnings(lamp, Clock.HANDLING) == [("urged", 0)]


def test_an_ended_clock_warns_nobody(world: World) -> None:
    lamp = world.assigned()
    sign_in(lamp, by=world.villager, at=NINE + MINUTE)
    ring(NINE + 40 * MINUTE)
    assert warnings(lamp, Clock.SIGN_IN) == []


def test_the_right_to_object_lapses_in_silence(world: World) -> None:
    lamp = world.assigned()
    ring(NINE + 5 * DAY)
    row = lamp.deadlines.get(kind=Clock.OBJECTION)
    assert row.kept is False
    assert warnings(lamp, Clock.OBJECTION) == []


def test_a_clock_that_was_late_on_arrival_sets_off_nothing(world: World) -> None:
    lamp = world.lamp(city_due=NINE - DAY)
    ring(NINE + 30 * DAY)
    assert lamp.deadlines.get(kind=Clock.CITY).next_at is None
    assert warnings(lamp, Clock.CITY) == []


def test_a_case_that_nobody_has_claimed_is_the_first_to_escalate(world: World) -> None:
    waiting = world.lamp()
    ring(NINE + 31 * MINUTE)
    assert ("breached", 2) in warnings(waiting, Clock.ACCEPT)


def test_one_bad_row_is_set_aside_and_blocks_nobody(world: World) -> None:
    first, second = world.offered(), world.offered()
    failing = first.deadlines.get(kind=Clock.CLAIM).pk

    def assign(row: Deadline, at: datetime) -> None:
        if row.pk == failing:
            raise ValueError("no such unit")
        ON_DUE[Clock.CLAIM](row, at)

    while tick(NINE + 15 * MINUTE, {Clock.CLAIM: assign}):
        pass
    second.refresh_from_db()
    assert second.stage == "working"
    assert "no such unit" in Deadline.objects.get(pk=failing).aside
    assert first.entries.filter(deed="set_aside").exists()


def publish(number: int, rests: list[str], to: str = "2026-12-31") -> None:
    version = CalendarVersion.objects.create(number=number, published_to=to, made_at=NINE)
    CalendarDay.objects.bulk_create(CalendarDay(version=version, day=day, works=False) for day in rests)
    forget()


def test_an_edited_calendar_reckons_running_clocks_again_and_leaves_ended_ones(world: World) -> None:
    publish(1, [])
    running, ended = world.assigned(), world.assigned()
    with transaction.atomic():
        ledger.write(ended, "handled", by=world.villager, at=NINE + HOUR)
    publish(2, ["2026-09-28"])
    assert reckon_again(NINE + HOUR) >= 1
    assert running.deadlines.get(kind=Clock.HANDLING).due_at == NINE + 5 * DAY
    assert ended.deadlines.get(kind=Clock.HANDLING).due_at == NINE + 4 * DAY
    assert running.entries.filter(deed="reckoned").exists()


def test_a_clock_never_rings_by_a_calendar_that_was_edited_since(world: World) -> None:
    publish(1, [])
    lamp = world.assigned()
    publish(2, ["2026-09-28", "2026-09-29"])
    ring(NINE + 4 * DAY)
    assert ("breached", 2) not in warnings(lamp, Clock.HANDLING)
    ring(NINE + 6 * DAY)
    assert ("breached", 2) in warnings(lamp, Clock.HANDLING)


def test_one_clock_that_cannot_be_reckoned_is_set_aside_and_blocks_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1, [])
    bad, good = world.assigned(), world.assigned()
    publish(2, ["2026-09-28"])

    def failing(row: Deadline, by: object) -> Deadline:
        if row.case_id == bad.pk:
            raise ValueError("no such measure")
        return reckon(row, by)  # type: ignore[arg-type]

    monkeypatch.setattr("huying.case.timekeeper.reckon", failing)
    reckon_again(NINE + HOUR)
    assert good.deadlines.get(kind=Clock.HANDLING).due_at == NINE + 5 * DAY
    assert "no such measure" in bad.deadlines.get(kind=Clock.HANDLING).aside
    assert reckon_again(NINE + HOUR) == 0


def test_a_clock_that_was_rung_meanwhile_is_not_wound_back_by_an_edited_calendar(world: World) -> None:
    publish(1, [])
    lamp = world.assigned(urgent=True)
    stale = Deadline.objects.select_related("case__unit").get(case=lamp, kind=Clock.HANDLING)
    ring(NINE + HOUR)
    publish(2, ["2026-09-28"])
    with transaction.atomic():
        assert _reckon(stale, NINE + HOUR) is False
    reckon_again(NINE + HOUR)
    ring(NINE + HOUR)
    assert warnings(lamp, Clock.HANDLING) == [("urged", 0)]


def test_a_clock_that_crosses_an_unpublished_year_says_so(world: World) -> None:
    publish(1, [], to="2026-09-26")
    row = world.assigned().deadlines.get(kind=Clock.HANDLING)
    assert row.unsure
    assert explain(row, at=NINE).unsure


def test_a_clock_explains_itself(world: World) -> None:
    publish(1, ["2026-09-28"])
    row = world.assigned().deadlines.select_related("limit").get(kind=Clock.HANDLING)
    told = explain(row, at=NINE + DAY)
    assert (told.amount, told.basis, told.calendar_version) == (2, "测试", 1)
    assert [str(day) for day in told.days] == ["2026-09-29", "2026-09-30"]
    assert 0 < told.used < 1


@pytest.mark.parametrize(("urgent", "after"), [(True, 2 * HOUR), (False, 4 * DAY)])
def test_the_most_particular_limit_wins(world: World, urgent: bool, after: timedelta) -> None:
    lamp = world.assigned(urgent=urgent)
    assert lamp.deadlines.get(kind=Clock.HANDLING).due_at == NINE + after


def test_two_keepers_do_not_ring_twice(world: World) -> None:
    lamp = world.assigned(urgent=True)
    row = Deadline.objects.select_related("case__unit").get(case=lamp, kind=Clock.HANDLING)
    ring(NINE + HOUR)
    assert _ring(row, NINE + HOUR, ON_DUE) is False
    assert lamp.entries.filter(deed="urged", voice=KEEPER.value, body__contains="handling").count() == 1
