"""Which limit a clock gets, and what becomes of one that ends where no calendar is published yet."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.explain import explain
from huying.case.models import Case, Deadline
from huying.case.timekeeper import reckon_again
from huying.directory.models import Limit, LimitClass, Matter, Measure
from huying.directory.reckoning import forget
from tests.case.test_timekeeper import publish, ring, warnings
from tests.world import NINE, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAST_WEDNESDAY = datetime(2026, 12, 30, 8, tzinfo=UTC)
"""30 December 2026, 16:00 in the district: two working days lead into a year of which nothing is published."""

NEW_YEAR = ["2027-01-01", "2027-01-02", "2027-01-03"]


def again(case: Case, world: World, at: datetime = NINE) -> Deadline:
    """Handled, answered, and taken up again: the handling clock of the second round."""
    with transaction.atomic():
        for deed, by in [("handled", world.villager), ("reported", world.villager), ("approved", world.leader)]:
            ledger.write(case, deed, by=by, at=at)
        ledger.write(case, "replied", by=world.villager, at=at)
        ledger.write(case, "reopened", by=world.leader, at=at)
    return case.deadlines.get(kind=Clock.HANDLING, round=2)


@pytest.fixture
def limits(world: World) -> None:
    """Beside the world's own: three working days for work done again; a day and fifteen days for two classes."""
    rows = [
        ("", True, 3, Measure.WORK_DAYS),
        ("utility", False, 24 * 60, Measure.MINUTES),
        ("complex", False, 15, Measure.DAYS),
    ]
    for limit_class, later, amount, measure in rows:
        Limit.objects.create(
            clock="handling", limit_class=limit_class, later_round=later, amount=amount, measure=measure, basis="测试"
        )
    forget()


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize(
    ("limit_class", "urgent", "after"),
    [
        (LimitClass.GENERAL, False, 5 * DAY),
        (LimitClass.GENERAL, True, 2 * HOUR),
        (LimitClass.UTILITY, False, DAY),
        (LimitClass.COMPLEX, False, 5 * DAY),
    ],
    ids=["general", "urgent", "utility", "complex"],
)
def test_work_done_again_never_gets_longer_than_its_class_gives(
    world: World, limit_class: str, urgent: bool, after: timedelta
) -> None:
    """From a Friday three working days end on Wednesday; what is urgent, or water and power, keeps its own limit."""
    Matter.objects.filter(pk=world.lamp_matter.pk).update(limit_class=limit_class)
    world.lamp_matter.refresh_from_db()
    assert again(world.assigned(urgent=urgent), world).due_at == NINE + after


@pytest.mark.parametrize(
    ("more", "is_the_citys"),
    [
        ({"channel": "file", "source": "工单编号等5列-3fa2c1"}, True),
        ({"channel": "hotline"}, True),
        ({"channel": "phone", "source": "廊坊12345"}, True),
        ({"channel": "web"}, False),
        ({"channel": "phone", "source": "说事室"}, False),
    ],
)
def test_the_citys_limit_runs_beside_ours_for_whatever_its_hotline_sends(
    world: World, more: dict[str, str], is_the_citys: bool
) -> None:
    Limit.objects.create(clock="city", source="12345", amount=5, measure=Measure.WORK_DAYS, basis="测试")
    forget()
    assert world.lamp(**more).deadlines.filter(kind=Clock.CITY).exists() is is_the_citys


def test_a_limit_for_one_source_goes_before_the_hotlines_own(world: World) -> None:
    for source, amount in [("12345", 5), ("12315", 7)]:
        Limit.objects.create(clock="city", source=source, amount=amount, measure=Measure.DAYS, basis="测试")
    forget()
    clocks = [
        world.lamp(channel="file", source=source).deadlines.get(kind=Clock.CITY) for source in ("12315", "12345热线")
    ]
    assert [clock.due_at - NINE for clock in clocks] == [7 * DAY, 5 * DAY]


def test_a_limit_that_the_file_names_goes_before_any(world: World) -> None:
    Limit.objects.create(clock="city", source="12345", amount=5, measure=Measure.WORK_DAYS, basis="测试")
    forget()
    row = world.lamp(channel="file", source="12345", city_due=NINE + DAY).deadlines.get(kind=Clock.CITY)
    assert (row.due_at, row.unsure) == (NINE + DAY, False)


def crossing(world: World) -> Deadline:
    publish(1, [])
    row = world.assigned(LAST_WEDNESDAY).deadlines.get(kind=Clock.HANDLING)
    assert row.unsure
    return row


def test_a_clock_across_new_year_does_not_break_before_the_calendar_is_published(world: World) -> None:
    row = crossing(world)
    assert row.due_at == LAST_WEDNESDAY + 2 * DAY
    for days in (1, 2, 3, 4, 5):
        ring(LAST_WEDNESDAY + days * DAY)
    assert warnings(row.case, Clock.HANDLING) == [("urged", 0)]
    assert not Deadline.objects.exclude(aside="").exists()


def test_once_published_it_is_reckoned_and_breaks_on_its_day(world: World) -> None:
    row = crossing(world)
    ring(LAST_WEDNESDAY + 3 * DAY)
    publish(2, NEW_YEAR, to="2027-12-31")
    assert reckon_again(LAST_WEDNESDAY + 4 * DAY) >= 1
    row.refresh_from_db()
    assert (row.due_at, row.unsure, row.calendar) == (LAST_WEDNESDAY + 5 * DAY, False, 2)
    ring(row.due_at - HOUR)
    assert ("breached", 2) not in warnings(row.case, Clock.HANDLING)
    ring(row.due_at)
    assert warnings(row.case, Clock.HANDLING)[-1] == ("breached", 2)


def test_a_calendar_that_nobody_publishes_holds_no_clock_for_ever(world: World) -> None:
    row = crossing(world)
    ring(row.due_at + 9 * DAY)
    assert ("breached", 2) not in warnings(row.case, Clock.HANDLING)
    ring(row.due_at + 10 * DAY)
    assert ("breached", 2) in warnings(row.case, Clock.HANDLING)


def test_what_runs_round_the_clock_needs_no_calendar(world: World) -> None:
    row = crossing(world).case.deadlines.get(kind=Clock.CONTACT)
    urgent = world.assigned(LAST_WEDNESDAY + 2 * DAY, urgent=True).deadlines.get(kind=Clock.HANDLING)
    assert not row.unsure
    assert not urgent.unsure
    ring(urgent.due_at)
    assert ("breached", 2) in warnings(urgent.case, Clock.HANDLING)


def test_a_clock_is_explained_by_the_calendar_that_made_it(world: World) -> None:
    """The days that were counted, and the share that had run, stay as they were when the calendar is edited afterwards."""
    publish(1, [])
    case = world.assigned()
    with transaction.atomic():
        ledger.write(case, "handled", by=world.villager, at=NINE + 3 * DAY)
    publish(2, ["2026-09-28"])
    reckon_again(NINE + 4 * DAY)
    told = explain(case.deadlines.select_related("limit").get(kind=Clock.HANDLING), at=NINE + 4 * DAY)
    assert ([str(day) for day in told.days], told.used, told.calendar_version) == (["2026-09-28", "2026-09-29"], 0.5, 1)


Change = Callable[[World, Case], None]


def extended(world: World, case: Case) -> None:
    with transaction.atomic():
        ledger.note(case, "extension_asked", by=world.villager, at=NINE)
        ledger.note(case, "extended", by=world.leader, at=NINE, due={Clock.HANDLING: NINE + 10 * DAY})


def edited(world: World, case: Case) -> None:
    publish(2, ["2026-09-28", "2026-09-29"])
    reckon_again(NINE)


@pytest.mark.parametrize("change", [extended, edited])
def test_what_moves_the_end_of_a_clock_moves_the_instant_of_its_warning(world: World, change: Change) -> None:
    publish(1, [])
    case = world.assigned()
    before = case.deadlines.get(kind=Clock.HANDLING)
    change(world, case)
    after = case.deadlines.get(kind=Clock.HANDLING)
    assert before.warn_at
    assert after.warn_at
    assert before.warn_at < before.due_at < after.due_at
    assert before.warn_at < after.warn_at < after.due_at
