"""The statutory calendar that a new district begins with."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huying.case.models import Deadline
from huying.case.timekeeper import reckon_again
from huying.directory.edit_calendar import Plan, edit_calendar
from huying.directory.models import CalendarDay, CalendarVersion, Edit
from huying.directory.reckoning import rules
from huying.directory.seed import calendar as seed
from huying.directory.seed import seed_calendar
from tests.kit.calendars import CALENDAR_2026, local
from tests.world import NINE, World

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
GOLDEN = [
    (local(2026, 2, 13, 16), 5, local(2026, 2, 27, 16)),
    (local(2026, 9, 30, 17), 5, local(2026, 10, 13, 17)),
    (local(2026, 4, 30, 9), 2, local(2026, 5, 7, 9)),
]


def year_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.django_db
def test_every_day_of_2026_works_or_rests_as_decreed() -> None:
    seed_calendar(AT)
    calendar = rules(AT).calendar
    assert [day for day in year_of(2026) if calendar.works_on(day) != CALENDAR_2026.works_on(day)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "days", "due"), GOLDEN)
def test_the_golden_cases_come_out(start: datetime, days: int, due: datetime) -> None:
    seed_calendar(AT)
    found = rules(AT).calendar.add_days(start, days)
    assert found == due


@pytest.mark.django_db
def test_no_day_beyond_the_last_notice_is_invented() -> None:
    version = seed_calendar(AT)
    last = seed.last_year()
    assert version.published_to == date(last, 12, 31)
    assert not version.days.filter(day__gt=version.published_to).exists()
    assert not rules(AT).calendar.published(datetime(last + 1, 1, 4, tzinfo=UTC))


@pytest.mark.django_db
def test_seeding_again_changes_nothing() -> None:
    first = seed_calendar(AT)
    assert seed_calendar(AT) == first
    assert CalendarVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_newer_notice_makes_a_further_version_and_leaves_edited_days_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    new_year = date(2026, 1, 2)
    with monkeypatch.context() as past:
        past.setattr(seed, "noticed_years", lambda: [2024, 2025])
        seed_calendar(AT)
    edit_calendar({date(2025, 12, 30): Plan(works=False, name="本地假")}, by=None, at=AT)
    second = seed_calendar(AT)
    assert (second.number, second.published_to.year) == (3, seed.last_year())
    assert second.days.get(day=new_year).works is False
    assert second.days.get(day=date(2025, 12, 30)).name == "本地假"


@pytest.mark.django_db
def test_an_edit_makes_a_new_version_and_the_old_one_stays() -> None:
    seed_calendar(AT)
    flood = date(2026, 7, 15)
    second = edit_calendar({flood: Plan(works=False, name="防汛停工")}, by=None, at=AT)
    assert [version.number for version in CalendarVersion.objects.order_by("number")] == [1, 2]
    assert CalendarDay.objects.filter(day=flood).get().version == second
    assert Edit.objects.filter(register="calendar", key="2026-07-15").get().after == {"day": "休息 防汛停工"}


@pytest.mark.django_db
def test_a_day_can_be_given_back_to_its_weekday() -> None:
    seed_calendar(AT)
    edit_calendar({date(2026, 10, 1): None}, by=None, at=AT)
    assert rules(AT).calendar.works_on(date(2026, 10, 1))


@pytest.mark.django_db
def test_an_edit_that_changes_nothing_makes_no_version() -> None:
    seed_calendar(AT)
    assert edit_calendar({date(2026, 7, 15): None}, by=None, at=AT).number == 1


@pytest.mark.django_db
@pytest.mark.parametrize("hours", ["18:00-09:00", "九点到六点", "09:00-12:00 11:00-18:00", "9-12"])
def test_hours_that_cannot_be_are_refused(hours: str) -> None:
    seed_calendar(AT)
    with pytest.raises(Exception, match="上班时间"):
        edit_calendar({}, by=None, at=AT, hours=hours)


def test_running_clocks_follow_an_edit_and_ended_ones_do_not(world: World) -> None:
    seed_calendar(NINE)
    running, ended = world.assigned(), world.assigned()
    handling = Deadline.objects.filter(kind="handling")
    handling.filter(case=ended).update(ended_at=NINE, kept=True)
    before = {row.case_id: row.due_at for row in handling}
    monday = date(2026, 9, 28)
    edit_calendar({monday: Plan(works=False, name="停工")}, by=None, at=NINE)
    reckon_again(NINE)
    after = {row.case_id: row.due_at for row in handling.all()}
    assert after[running.pk] == before[running.pk] + timedelta(days=1)
    assert after[ended.pk] == before[ended.pk]
    assert running.entries.filter(deed="reckoned").exists()
