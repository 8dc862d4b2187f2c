"""A running clock as it is drawn: the bar by the clock's own measure, the colour by its warning, and words where no calendar is out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from huying.case.clocks import Clock
from huying.case.models import Deadline
from huying.case.running import share, state
from huying.case.timekeeper import reckon_again
from huying.case.who import KEEPER
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.site.templatetags.parts import due
from huying.steps.intake.accept import accept
from tests.case.test_promises import crossing
from tests.case.test_timekeeper import publish
from tests.stories.people import Staff, Time
from tests.world import NINE, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SATURDAY = datetime(2026, 9, 26, 1, tzinfo=UTC)


def drawn(clock: Deadline, now: datetime) -> html.HtmlElement:
    return html.fromstring(str(due(clock, now)))


def handling(world: World) -> Deadline:
    """Two working days from a Friday morning: due on Tuesday."""
    return world.assigned().deadlines.get(kind=Clock.HANDLING)


@pytest.mark.parametrize(
    ("after", "used"),
    [(0 * HOUR, 0), (6 * HOUR, 12), (15 * HOUR, 31), (1 * DAY, 31), (2 * DAY, 31), (3 * DAY, 50), (4 * DAY, 100)],
)
def test_the_bar_of_a_working_clock_stands_still_on_rest_days(world: World, after: timedelta, used: int) -> None:
    clock = handling(world)
    assert share(clock, NINE + after) == used
    (bar,) = drawn(clock, NINE + after).xpath(".//progress")
    assert bar.get("value") == str(used)


def test_round_the_clock_it_goes_by_the_hands(world: World) -> None:
    contact = world.assigned().deadlines.get(kind=Clock.CONTACT)
    assert share(contact, NINE + 12 * HOUR) == 50


def test_it_turns_amber_at_the_instant_of_the_warning_and_red_at_the_end(world: World) -> None:
    clock = handling(world)
    assert clock.warn_at
    second = timedelta(seconds=1)
    moments = [clock.warn_at - second, clock.warn_at, clock.due_at - second, clock.due_at]
    assert [state(clock, moment) for moment in moments] == ["ok", "warn", "warn", "over"]
    shown = drawn(clock, clock.warn_at)
    assert "hy-due--warn" in shown.get("class")
    assert datetime.fromisoformat(shown.get("data-warn")) == clock.warn_at
    assert datetime.fromisoformat(shown.get("data-due")) == clock.due_at


def test_a_clock_older_than_its_warning_instant_turns_amber_at_four_fifths(world: World) -> None:
    clock = handling(world)
    clock.warn_at = None
    assert [state(clock, NINE + span) for span in (3 * DAY, 3 * DAY + 15 * HOUR)] == ["ok", "warn"]


@pytest.mark.parametrize("days", [1, 3, 9])
def test_without_a_calendar_it_says_so_and_counts_down_to_nothing(world: World, days: int) -> None:
    shown = drawn(crossing(world), NINE + days * DAY)
    assert "日历未公布" in shown.text_content()
    assert re.search(r"暂按 01-01 16:00", shown.text_content())
    assert shown.get("data-due") is None
    assert "hy-due--over" not in shown.get("class")


@pytest.fixture
def last_day(monkeypatch: pytest.MonkeyPatch) -> Time:
    """31 December 2026, 17:50: ten minutes of duty are left in the last year that is published."""
    clock = Time(monkeypatch)
    clock.is_(datetime(2026, 12, 31, 9, 50, tzinfo=UTC))
    publish(1, [])
    return clock


def test_the_queue_the_case_and_supervision_say_it_in_words(world: World, last_day: Time) -> None:
    """A case that came in the last minutes of the year: every page where its clock stands says that the calendar is not out."""
    waiting, sent = world.lamp(now()), world.assigned(now())
    accept(waiting, by=KEEPER, at=now())
    assert "日历未公布" in Staff(world.dispatcher).opens("/dispatch/").words
    assert "日历未公布" in Staff(world.dispatcher).opens(f"/cases/{sent.number}/").words
    assert "日历未公布" in Staff(world.villager).opens("/work/").words
    supervisor = Staff(world.person(Role.SUPERVISOR, world.centre))
    last_day.passes(days=2)
    assert "日历未公布" in supervisor.opens("/supervision/soon/").words
    assert sent.number not in {link.split("/")[2] for link in late_links(supervisor)}


def late_links(supervisor: Staff) -> list[str]:
    """The cases of the lane of the late."""
    return list(supervisor.opens("/supervision/late/").tree.xpath("//article//h3/a/@href"))


def test_once_the_calendar_is_out_the_pages_count_down_again(world: World, last_day: Time) -> None:
    sent = world.assigned(now())
    publish(2, ["2027-01-01", "2027-01-02", "2027-01-03"], to="2027-12-31")
    assert reckon_again(now()) > 0
    page = Staff(world.dispatcher).opens(f"/cases/{sent.number}/")
    assert "日历未公布" not in page.words
    assert "01-05 17:50 到期" in page.words
    assert "时限随日历重算" in page.words
