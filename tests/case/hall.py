"""Words for the tests of the hall: who looks, at what, and what stands there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.case.models import Case
from huying.directory.models import Person
from huying.kit.clock import SHIFT, now

SHOWN = re.compile(r'class="hy-table__title" href="/cases/([\d-]+)/"')


class Reader:
    """Somebody at the desk, signed in."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.client = Client()
        self.client.force_login(person)

    def opens(self, address: str, **given: str) -> HttpResponse:
        return self.client.get(address, given)  # type: ignore[return-value]

    def sends(self, address: str, **given: str) -> HttpResponse:
        return self.client.post(address, given)  # type: ignore[return-value]

    def lists(self, **given: str) -> list[str]:
        """The numbers of the cases on that page of the list, in its order."""
        return numbers(self.opens("/cases/", **given))


def numbers(answer: HttpResponse) -> list[str]:
    assert answer.status_code == 200
    return SHOWN.findall(answer.content.decode())


def text_of(answer: HttpResponse) -> str:
    """What stands on the page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def totals(answer: HttpResponse) -> dict[str, str]:
    """The tabs and what they say."""
    found = re.findall(
        r'href="[^"]*"[^>]*>\s*([^<]+?)<span class="hy-tabs__count">([^<]*)</span>', answer.content.decode()
    )
    return dict(found)


def page_of(case: Case) -> str:
    return f"/cases/{case.number}/"


@contextmanager
def at_most(number: int) -> Iterator[None]:
    """No more queries than that; where there are, all of them are shown."""
    with CaptureQueriesContext(connection) as asked:
        yield
    said = "\n".join(query["sql"][:300] for query in asked.captured_queries)
    assert len(asked) <= number, f"{len(asked)} queries:\n{said}"


def it_is(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """The pages' clock stands there, as near as seconds count."""
    monkeypatch.setenv(SHIFT, "0")
    monkeypatch.setenv(SHIFT, str((at - now()).total_seconds()))
