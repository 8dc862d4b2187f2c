"""The sheet of the calendar: a file changes the days that it names, and no other."""

from datetime import date
from pathlib import Path

import pytest

from huying.directory.models import CalendarVersion
from huying.directory.reckoning import rules
from huying.directory.seed import seed_calendar
from tests.directory.sheets.files import imported, sent_round, tried
from tests.world import NINE

pytestmark = pytest.mark.django_db
HEADERS = ["日期", "安排", "名称"]
FLOOD = date(2026, 7, 15)


def test_a_file_makes_a_new_version_with_its_days(tmp_path: Path) -> None:
    seed_calendar(NINE)
    found = imported("calendar", HEADERS, (FLOOD, "休息", "防汛停工"), ("2026-07-18", "上班", "补班"))
    assert found.counts == {"new": 2}
    calendar = rules(NINE).calendar
    assert (calendar.version, calendar.works_on(FLOOD), calendar.works_on(date(2026, 7, 18))) == (2, False, True)
    assert not calendar.works_on(date(2026, 10, 1))


def test_importing_again_makes_no_version(tmp_path: Path) -> None:
    seed_calendar(NINE)
    imported("calendar", HEADERS, (FLOOD, "休息", "防汛停工"))
    imported("calendar", HEADERS, (FLOOD, "休息", "防汛停工"))
    assert CalendarVersion.objects.count() == 2


def test_what_is_exported_and_imported_is_unchanged(tmp_path: Path) -> None:
    seed_calendar(NINE)
    assert set(sent_round("calendar", tmp_path)) == {"unchanged"}


def test_a_day_is_given_back_to_its_weekday() -> None:
    seed_calendar(NINE)
    found = imported("calendar", HEADERS, (date(2026, 10, 1), "照常", ""))
    assert found.counts == {"ended": 1}
    assert rules(NINE).calendar.works_on(date(2026, 10, 1))


def test_the_next_years_notice_moves_the_last_published_day() -> None:
    seed_calendar(NINE)
    imported("calendar", HEADERS, ("2027-01-01", "休息", "元旦"), ("2027-12-31", "公布至", ""))
    assert rules(NINE).calendar.published_to == date(2027, 12, 31)


def test_an_empty_district_has_to_say_how_far_its_calendar_reaches() -> None:
    assert tried("calendar", HEADERS, (FLOOD, "休息", "")).faults == ["请加一行“公布至”，写明工作日历已公布到哪一天"]


def test_the_calendar_ends_once() -> None:
    seed_calendar(NINE)
    rows = [("2027-12-31", "公布至", ""), ("2028-12-31", "公布至", "")]
    assert tried("calendar", HEADERS, *rows).faults == ["第 3 行：“公布至”只能有一行"]


@pytest.mark.parametrize("row", [("", "休息", ""), ("2026-07-15", "放假", ""), ("七月", "休息", "")])
def test_a_wrong_row_is_told(row: tuple[str, str, str]) -> None:
    seed_calendar(NINE)
    assert tried("calendar", HEADERS, row).faults[0].startswith("第 2 行：")
