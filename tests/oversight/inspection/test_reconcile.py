"""What should have happened and has not is put right or told within five minutes."""

from datetime import timedelta

import pytest

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Unposted
from huying.case.timekeeper import tick
from huying.directory.roles import Role
from huying.oversight.inspection.models import Trouble
from huying.oversight.inspection.reconcile import reconcile, troubles
from huying.post.deliver import deliver
from huying.post.models import Letter, Notice
from huying.site.keeper import JOBS, LONG
from huying.site.wiring import ON_DUE
from huying.steps.intake.imports.models import Job, State
from tests.world import NINE, World

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def lamp(world: World) -> Case:
    """Nobody waits to be told of it."""
    world.person(Role.SYSTEM_ADMIN, world.centre)
    lamp = world.assigned()
    Unposted.objects.all().delete()
    return lamp


def open_now() -> list[tuple[str, int, int]]:
    return [(row.what, row.number, row.repaired) for row in troubles()]


def test_a_house_in_order_has_no_trouble(lamp: Case) -> None:
    assert reconcile(NINE + MINUTE) == 0
    assert open_now() == []


def test_a_deadline_that_would_never_fire_is_wound_again_and_fires(lamp: Case) -> None:
    late = NINE + 30 * DAY
    Deadline.objects.filter(case=lamp).exclude(kind=Clock.HANDLING).delete()
    Deadline.objects.filter(case=lamp, kind=Clock.HANDLING).update(next_at=None)
    assert tick(late, ON_DUE) == 0
    assert reconcile(late) == 1
    assert open_now() == [("timers", 1, 1)]
    assert tick(late, ON_DUE) == 1
    assert lamp.entries.filter(deed="breached").count() == 1


def test_a_clock_that_has_given_all_its_warnings_is_left_alone(lamp: Case) -> None:
    Deadline.objects.filter(case=lamp).update(rung=5, next_at=None)
    assert reconcile(NINE + MINUTE) == 0
    assert open_now() == []


def test_a_warning_that_nobody_gives_is_told(lamp: Case) -> None:
    at = NINE + 40 * MINUTE
    due = Deadline.objects.filter(case=lamp, next_at__lt=at - 4 * MINUTE).count()
    assert due
    reconcile(at)
    assert open_now() == [("timers", due, 0)]


def test_a_line_that_no_letter_tells_of_is_told(world: World, lamp: Case) -> None:
    world.lamp(NINE)
    assert open_now() == []
    reconcile(NINE + 3 * MINUTE)
    assert open_now() == []
    reconcile(NINE + 5 * MINUTE)
    assert open_now() == [("outbox", 1, 0)]


def test_a_trouble_is_told_once_and_closes_when_it_is_gone(world: World, lamp: Case) -> None:
    world.lamp(NINE)
    for minutes in (5, 6, 7):
        reconcile(NINE + minutes * MINUTE)
    letter = Notice.objects.get()
    assert letter.person == world.person(Role.SYSTEM_ADMIN, world.centre)
    assert "1 行台账超过五分钟" in letter.words
    deliver(NINE + 7 * MINUTE)
    reconcile(NINE + 8 * MINUTE)
    row = Trouble.objects.get()
    assert (row.began_at, row.seen_at, row.ended_at) == (NINE + 5 * MINUTE, NINE + 7 * MINUTE, NINE + 8 * MINUTE)


@pytest.fixture
def letter(world: World, lamp: Case) -> Letter:
    line = lamp.entries.get(seq=3)
    return Letter.objects.create(
        jurisdiction=1, key="a", entry=line, person=world.villager, carrier="inbox", made_at=NINE, next_try_at=NINE
    )


def test_a_letter_that_nobody_tries_to_carry_is_told(letter: Letter) -> None:
    reconcile(NINE + 5 * MINUTE)
    assert open_now() == [("letters", 1, 0)]


@pytest.mark.parametrize("field", ["leased_until", "next_try_at"])
def test_a_letter_held_by_a_clock_that_ran_ahead_is_let_go(letter: Letter, field: str) -> None:
    Letter.objects.update(**{field: NINE + 3 * DAY, "leased_by": "x"})
    assert reconcile(NINE) == 1
    letter.refresh_from_db()
    assert (letter.leased_by, letter.leased_until, letter.next_try_at) == ("", None, NINE)


def a_job(state: State, **more: object) -> Job:
    given = {"jurisdiction": 1, "name": "a.xlsx", "file": "a", "digest": "", "source": "12345", "made_at": NINE}
    return Job.objects.create(state=state, started_at=NINE, **given | more)


def test_an_import_that_says_it_runs_while_nobody_is_at_it_is_told(lamp: Case) -> None:
    a_job(State.RUNNING, lease="dead", lease_until=NINE)
    reconcile(NINE + 3 * MINUTE)
    assert open_now() == []
    reconcile(NINE + 5 * MINUTE)
    assert open_now() == [("imports", 1, 0)]


def test_an_import_held_by_a_clock_that_ran_ahead_is_let_go(lamp: Case) -> None:
    job = a_job(State.RUNNING, lease="ahead", lease_until=NINE + 3 * DAY)
    assert reconcile(NINE) == 1
    job.refresh_from_db()
    assert (job.lease, job.lease_until) == ("", None)


def test_an_import_whose_rows_do_not_add_up_is_told(lamp: Case) -> None:
    a_job(State.DONE, rows=10, created=7, repeated=2, rejected=1)
    reconcile(NINE)
    assert open_now() == []
    a_job(State.DONE, rows=10, created=7, repeated=1, rejected=1)
    reconcile(NINE)
    assert open_now() == [("rows", 1, 0)]


def test_what_was_set_aside_is_told(lamp: Case) -> None:
    Deadline.objects.filter(case=lamp, kind=Clock.CONTACT).update(aside="ValueError")
    reconcile(NINE)
    assert open_now() == [("aside", 1, 0)]


def test_the_keeper_looks_every_minute_and_checks_by_night() -> None:
    assert {job.name: job.every for job in (*JOBS, *LONG) if job.name in ("reconcile", "check")} == {
        "reconcile": 60.0,
        "check": 60.0,
    }


def test_five_minutes_are_kept() -> None:
    """Late after four, looked at every minute."""
    from huying.oversight.inspection.reconcile import LATE

    every = next(job.every for job in JOBS if job.name == "reconcile")
    assert LATE + timedelta(seconds=every) <= timedelta(minutes=5)
