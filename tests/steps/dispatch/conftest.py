"""What the tests of dispatch may ask for: what time it is, somebody signed in, statements counted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.directory import suggest
from huying.directory.models import Person
from huying.kit.clock import SHIFT, now
from huying.steps.dispatch.figures import today
from tests.world import NINE

LATER = NINE + timedelta(minutes=3)
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", 'UPDATE "django_session"')
SetClock = Callable[[datetime], None]
Reads = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    """What a process keeps for seconds is of the last test's database."""
    today.forget()
    suggest.forget()
    yield
    today.forget()
    suggest.forget()


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """it_is(at) · the door's clock shows that time from now on."""

    def set_clock(at: datetime) -> None:
        monkeypatch.setenv(SHIFT, "0")
        monkeypatch.setenv(SHIFT, str((at - now()).total_seconds()))

    return set_clock


@pytest.fixture
def reads(it_is: SetClock) -> Reads:
    """reads(person) · signed in at three minutes past nine."""
    it_is(LATER)

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that a page runs, all of them: who is signed in, the navigation, the page itself."""
    ran: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield ran
    ran += [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(NOT_COUNTED)]
