"""What is done beside the way of a case, and the looks on the spot before one is sent."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.db.models import F

from huying.case.clocks import Clock
from huying.case.models import Deadline, Entry
from huying.simulation.course import beside, looking
from huying.simulation.simulate import Lived, simulate
from huying.site.wiring import ON_DUE
from tests.simulation.conftest import plan

pytestmark = pytest.mark.django_db
REPEATS = 5
"""A seed under which somebody asks again while a unit works on it."""


@contextmanager
def some_days(seed: int = 9, cases: int = 12) -> Iterator[None]:
    """Three days, beside what the module has lived through; taken back."""
    with transaction.atomic():
        simulate(plan(seed, cases, days=3), ON_DUE)
        yield
        transaction.set_rollback(True)


def received() -> list[tuple[object, ...]]:
    return list(Entry.objects.filter(deed="received").order_by("pk").values_list("at", "case__title", "case__area"))


@pytest.mark.parametrize("deed", ["commented", "revealed", "committed"])
def test_it_happens_in_a_week(lived: Lived, deed: str) -> None:
    assert Entry.objects.filter(deed=deed).exists()


def test_what_was_promised_is_kept_once_the_case_is_over(lived: Lived) -> None:
    promised = Deadline.objects.filter(kind=Clock.COMMITMENT)
    assert promised.filter(kept=True, ended_at__gt=F("case__ended_at")).exists()


def test_a_link_stands_on_both_cases(district: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "OFTEN", [(act, 1.0, *row) for act, _share, *row in beside.OFTEN])
    with some_days(REPEATS, 60):
        pairs = {(line.case_id, line.facts["other"]) for line in Entry.objects.filter(deed="linked")}
    assert pairs
    assert {(other, case) for case, other in pairs} == pairs


def test_what_is_unclear_is_looked_at_before_it_is_sent(district: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "UNCLEAR", 1.0)
    with some_days():
        looks = {line.case_id: line.seq for line in Entry.objects.filter(deed="inquired")}
        sent = list(Entry.objects.filter(deed__in=("offered", "assigned", "put_to_leader"), case__in=looks))
    assert looks
    assert [line.case_id for line in sent if line.seq < looks[line.case_id]] == []


def test_it_changes_nothing_of_what_comes_in(district: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with some_days():
        before = received()
    monkeypatch.setattr(beside, "OFTEN", ())
    monkeypatch.setattr(looking, "UNCLEAR", 0.0)
    with some_days():
        assert received() == before
