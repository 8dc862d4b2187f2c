"""差错目录·时钟 · what clocks have done wrong elsewhere."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils.timezone import localtime

from huying.case import ledger
from huying.case.clocks import OF_THE_CASE, Clock
from huying.case.deeds import NOTES
from huying.case.models import Case, Deadline, Entry
from huying.case.new import New, receive_many
from huying.case.refused import Refused
from huying.case.steps import Stage, Step
from huying.case.timekeeper import reckon_again, tick
from huying.case.who import KEEPER, Actor
from huying.directory.models import CalendarDay, CalendarVersion
from huying.directory.reckoning import forget
from huying.directory.roles import Role
from huying.site.wiring import ON_DUE
from huying.steps.intake.merge import merge
from tests.world import NINE, World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WARNED = ("urged", "breached", "raised", "summoned")


def ring(at: datetime) -> int:
    return sum(iter(lambda: tick(at, ON_DUE), 0))


def warned(case: Case, clock: Clock) -> list[int]:
    """The levels that fired, in their order."""
    lines = Entry.objects.filter(case=case, deed__in=WARNED).order_by("seq")
    return [line.facts["rung"] for line in lines if line.facts["clock"] == clock]


def publish(number: int, rests: tuple[str, ...] = (), works: tuple[str, ...] = ()) -> None:
    version = CalendarVersion.objects.create(number=number, published_to="2026-12-31", made_at=NINE)
    days = [(day, False) for day in rests] + [(day, True) for day in works]
    CalendarDay.objects.bulk_create(CalendarDay(version=version, day=day, works=on) for day, on in days)
    forget()


def test_a_level_fires_once_however_often_the_keeper_looks(world: World) -> None:
    lamp = world.assigned(urgent=True)
    for minutes in range(0, 600, 10):
        ring(NINE + minutes * MINUTE)
        ring(NINE + minutes * MINUTE)
    fired = warned(lamp, Clock.HANDLING)
    assert fired == sorted(set(fired))
    assert fired[-1] == 4


def test_every_level_fires_in_the_end(world: World) -> None:
    """Also when the keeper slept through some of them: the breach is said, nothing after it is left out."""
    awake, slept = world.assigned(urgent=True), world.assigned(urgent=True)
    for hours in (1, 1.7, 2, 4, 6):
        ring(NINE + hours * HOUR)
    assert warned(awake, Clock.HANDLING) == [0, 1, 2, 3, 4]
    assert warned(slept, Clock.HANDLING) == [0, 1, 2, 3, 4]
    assert not Deadline.objects.filter(case=awake, kind=Clock.HANDLING, next_at__isnull=False).exists()


@pytest.mark.parametrize(
    "arrives", [NINE, NINE + 7 * HOUR, NINE + 30 * HOUR], ids=["morning", "late afternoon", "saturday"]
)
def test_a_warning_of_a_working_clock_falls_into_working_time(world: World, arrives: datetime) -> None:
    """Half and four fifths are counted in the clock's own measure: no reminder at midnight for four working hours."""
    lamp = world.assigned(arrives)
    row = lamp.deadlines.get(kind=Clock.SIGN_IN)
    local = localtime(row.next_at or row.due_at)
    assert local.weekday() < 5
    assert 9 <= local.hour < 12 or 14 <= local.hour <= 18


@pytest.mark.parametrize("end", ["finish", "merge", "withdraw", "terminate", "decline"])
def test_no_clock_runs_after_an_end(world: World, end: str) -> None:
    lamp = world.lamp() if end == "decline" else world.assigned()
    _end(lamp, end, world)
    assert [row.kind for row in lamp.deadlines.filter(ended_at=None)] in ([], [Clock.REOPEN])
    before = Entry.objects.filter(deed__in=WARNED).count()
    ring(NINE + 40 * DAY)
    assert Entry.objects.filter(case=lamp, deed__in=WARNED).count() == before


def _end(lamp: Case, end: str, world: World) -> None:
    if end == "merge":
        merge(lamp, into=world.assigned(NINE - DAY), by=world.dispatcher, at=NINE + HOUR)
        return
    courses = {
        "finish": ("handled", "reported", "approved", "replied", "closed"),
        "withdraw": ("withdrawn",),
        "terminate": ("terminated",),
        "decline": ("declined",),
    }
    actors: dict[str, Actor] = {
        "approved": world.leader,
        "closed": KEEPER,
        "withdrawn": world.operator,
        "terminated": world.leader,
    }
    for deed in courses[end]:
        with transaction.atomic():
            by = actors.get(deed, world.dispatcher if deed == "declined" else world.villager)
            ledger.write(lamp, deed, by=by, at=NINE + HOUR, words="按规定")


EDITS = sorted(name for name, deed in NOTES.items() if not (deed.opens | deed.keeps | deed.extends | deed.drops))


@pytest.mark.parametrize("deed", EDITS)
def test_no_edit_restarts_a_clock(world: World, deed: str) -> None:
    """None of the notes that promise nothing moves a promise."""
    lamp = world.assigned()
    rows = lamp.deadlines.filter(kind__in=OF_THE_CASE).order_by("pk")
    before = list(rows.values_list("kind", "opened_at", "due_at"))
    posts = (Role.SUPERVISOR, Role.ASSESSOR, Role.CALLER)
    others = [world.person(role, world.centre) for role in posts]
    actors: list[Actor] = [KEEPER, world.dispatcher, world.villager, world.leader, *others]
    for by in actors:
        try:
            with transaction.atomic():
                ledger.note(lamp, deed, by=by, at=NINE + 3 * HOUR, words="。")
        except Refused:
            continue
    assert list(rows.values_list("kind", "opened_at", "due_at")) == before


def test_a_case_that_nobody_has_climbs_as_well(world: World) -> None:
    lamp = world.lamp()
    for hours in (1, 24, 72, 96, 120):
        ring(NINE + hours * HOUR)
    assert 2 in warned(lamp, Clock.ACCEPT)
    assert lamp.entries.filter(deed="raised").exists()


def test_an_edited_calendar_moves_what_runs_and_nothing_that_ended(world: World) -> None:
    publish(1)
    running, ended = world.assigned(), world.assigned()
    with transaction.atomic():
        ledger.write(ended, "handled", by=world.villager, at=NINE + HOUR)
    kept = ended.deadlines.get(kind=Clock.HANDLING).due_at
    before = running.deadlines.get(kind=Clock.HANDLING).due_at
    publish(2, rests=("2026-09-28", "2026-09-29"))
    reckon_again(NINE + HOUR)
    assert running.deadlines.get(kind=Clock.HANDLING).due_at == before + 2 * DAY
    assert ended.deadlines.get(kind=Clock.HANDLING).due_at == kept


def test_hours_round_the_clock_know_no_holiday(world: World) -> None:
    """24 hours to the first contact are 24 hours over a whole week of rest; 15 minutes are 15 minutes on Sunday."""
    rests = tuple(f"2026-10-{day:02d}" for day in range(1, 9))
    publish(1, rests=rests)
    eve = datetime(2026, 9, 30, 15, tzinfo=UTC)
    assert world.assigned(eve).deadlines.get(kind=Clock.CONTACT).due_at == eve + DAY
    assert world.offered(eve + DAY).deadlines.get(kind=Clock.CLAIM).due_at == eve + DAY + 15 * MINUTE


def test_a_saturday_that_is_worked_is_a_working_day(world: World) -> None:
    """Friday 09:00 and two working days: over a made-up Saturday they end on Monday, else on Tuesday."""
    publish(1, works=("2026-09-26",))
    assert world.assigned().deadlines.get(kind=Clock.HANDLING).due_at == NINE + 3 * DAY
    publish(2)
    assert world.assigned().deadlines.get(kind=Clock.HANDLING).due_at == NINE + 4 * DAY


@pytest.mark.parametrize("hour", [16, 20, 23])
def test_what_comes_at_night_has_its_whole_time(world: World, hour: int) -> None:
    """Half an hour of duty, whenever it begins: never none, never over before it began."""
    night = datetime(2026, 9, 25, hour, 30, tzinfo=UTC)
    row = world.assigned(night).deadlines.get(kind=Clock.SIGN_IN)
    opens = localtime(row.due_at).replace(hour=9, minute=0)
    assert row.due_at - opens == 30 * MINUTE
    assert row.due_at > night


def test_the_page_shows_the_instant_by_which_the_keeper_rings(world: World, client: Client) -> None:
    lamp = world.assigned()
    row = lamp.deadlines.get(kind=Clock.HANDLING)
    client.force_login(world.villager)
    shown = f"{localtime(row.due_at):%m-%d %H:%M}"
    assert shown in re.sub(r"\s+", " ", client.get(f"/cases/{lamp.number}/").content.decode())
    ring(row.due_at - timedelta(seconds=1))
    assert 2 not in warned(lamp, Clock.HANDLING)
    ring(row.due_at)
    assert 2 in warned(lamp, Clock.HANDLING)


def test_history_warns_nobody(world: World) -> None:
    with transaction.atomic():
        long_ago = {"received_at": NINE - 90 * DAY, "city_due": NINE - 80 * DAY}
        old = New(text="路灯坏了", channel="import", source="市平台", source_number="GD1", to=world.east, **long_ago)  # type: ignore[arg-type]
        (case,) = receive_many([old], "imported", by=KEEPER, at=NINE)
    ring(NINE + 90 * DAY)
    assert (case.step, case.outcome) == (Step.EVALUATION, Stage.IMPORTED)
    assert not case.entries.filter(deed__in=WARNED).exists()
