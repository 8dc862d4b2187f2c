"""说时间 · near days by their names, others by their date, other years with their year; the exact instant always beside it."""

from datetime import datetime

import pytest
from django.utils.timezone import get_default_timezone

from huying.kit import clock
from huying.site.spoken import spoken
from huying.site.templatetags.parts import at


def here(*when: int) -> datetime:
    return datetime(*when, tzinfo=get_default_timezone())


NOON = here(2026, 1, 2, 12, 0)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (here(2026, 1, 2, 0, 5), "今天 00:05"),
        (here(2026, 1, 1, 23, 59), "昨天 23:59"),
        (here(2026, 1, 3, 9, 30), "明天 09:30"),
        (here(2026, 1, 4, 9, 30), "01-04 09:30"),
        (here(2025, 12, 31, 8, 0), "2025-12-31 08:00"),
    ],
)
def test_an_instant_as_people_say_it(moment: datetime, words: str) -> None:
    assert spoken(moment, NOON) == words


def test_the_exact_instant_rests_under_the_pointer() -> None:
    moment = clock.now()
    assert 'title="' in at(moment)
    assert "今天" in at(moment)
    assert "今天" not in at(moment, "%m-%d")
