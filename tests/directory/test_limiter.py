"""The limiter: how often something may be tried, counted for all workers together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from huying.directory.limiter import allow, clear, prolong, spent
from huying.directory.models import Tally
from tests.world import NINE

MINUTE = timedelta(minutes=1)


def tries(count: int, key: str = "submit:10.0.0.1", at: datetime = NINE) -> list[bool]:
    return [allow(key, limit=3, per=MINUTE, at=at) for _ in range(count)]


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_the_limit_is_reached_and_holds(self) -> None:
        assert tries(5) == [True, True, True, False, False]

    def test_it_opens_again_when_the_time_is_over_and_not_before(self) -> None:
        tries(3)
        assert tries(1, at=NINE + MINUTE - timedelta(seconds=1)) == [False]
        assert tries(4, at=NINE + MINUTE) == [True, True, True, False]

    def test_one_address_does_not_count_for_another(self) -> None:
        tries(3)
        assert tries(1, key="submit:10.0.0.2") == [True]

    def test_asking_counts_nothing(self) -> None:
        tries(2)
        assert not spent("submit:10.0.0.1", limit=3, at=NINE)
        assert tries(2) == [True, False]
        assert spent("submit:10.0.0.1", limit=3, at=NINE)

    def test_a_prolonged_count_stands_until_then(self) -> None:
        tries(3)
        prolong("submit:10.0.0.1", until=NINE + 5 * MINUTE)
        assert tries(1, at=NINE + 4 * MINUTE) == [False]
        assert tries(1, at=NINE + 5 * MINUTE) == [True]

    def test_a_cleared_count_begins_anew(self) -> None:
        tries(3)
        clear("submit:10.0.0.1")
        assert tries(1) == [True]

    def test_a_refused_try_writes_nothing(self, django_assert_num_queries: Callable[[int], Any]) -> None:
        tries(3)
        with django_assert_num_queries(1):
            assert tries(1) == [False]

    def test_what_is_over_is_swept_away(self) -> None:
        tries(1)
        tries(1, key="another", at=NINE + timedelta(days=2))
        assert Tally.objects.count() == 1

    def test_the_key_itself_is_not_readable(self) -> None:
        tries(1, key="sign-in:my-password-by-mistake")
        assert "password" not in Tally.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_of_many_rivals_exactly_as_many_pass_as_may() -> None:
    def rival(_: int) -> bool:
        try:
            return allow("rivals", limit=7, per=MINUTE, at=NINE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(rival, range(40))) == 7
