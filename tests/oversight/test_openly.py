"""公开的率 · what anybody may read of the month on the home page, and when there is too little of it to be public."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from huying.directory.jurisdiction import here
from huying.kit import clock
from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.models import Tally
from huying.oversight.month.openly import LEAST, _openly, openly

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
THIS, LAST = date(2026, 11, 5), date(2026, 10, 5)


@pytest.fixture(autouse=True)
def unread() -> None:
    """What another test has read within the same minute is not ours."""
    _openly.cache_clear()


def counted(day: date, valid: int, solved: int) -> None:
    for figure, count in (("valid", valid), ("contacted", valid), ("solved_yes", solved), ("result_yes", solved)):
        Tally.objects.create(jurisdiction=here(), day=day, unit=DISTRICT, figure=figure, count=count)


def test_the_rates_of_this_month() -> None:
    counted(THIS, 20, 19)
    month = openly(AT)
    assert month is not None
    assert (month.month, month.counted) == ("2026 年 11 月", 20)
    assert [str(rate) for rate in (month.response, month.resolution, month.result)] == ["100.00", "95.00", "95.00"]


def test_while_there_is_little_of_it_the_month_before_stands() -> None:
    counted(THIS, LEAST - 1, 1)
    counted(LAST, LEAST, LEAST)
    month = openly(AT)
    assert month is not None
    assert (month.month, str(month.resolution)) == ("2026 年 10 月", "100.00")


def test_what_few_people_answered_is_nobodys_business() -> None:
    counted(THIS, LEAST - 1, 1)
    assert openly(AT) is None


def test_it_is_read_once_a_minute(django_assert_num_queries) -> None:
    counted(THIS, 20, 19)
    openly(AT)
    with django_assert_num_queries(0):
        openly(AT + timedelta(seconds=59))


def test_the_home_page_shows_it_and_stands_without_it(client: Client) -> None:
    assert "办得怎么样" not in client.get("/").content.decode()
    _openly.cache_clear()
    counted(clock.now().date(), 20, 19)
    assert "办得怎么样" in client.get("/").content.decode()
