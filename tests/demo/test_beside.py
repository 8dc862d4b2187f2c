"""Simulated cases live beside the stories told by hand: neither disturbs the other."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import Atomic

from demo.load import load
from demo.stories import STORIES
from huying.case.models import Case, Entry, Unposted
from huying.oversight.inspection.reconcile import LOOKS
from huying.post.models import Letter
from huying.site.demo import MANY, whole

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 23, 2, 5, tzinfo=UTC)
MORE = 10


@pytest.fixture(scope="module")
def warned(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Both loaded together; what the stories were refused."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger("demo.load"), "warning", lambda words, refusal: said.append(refusal))
        load(AT, cases=MORE)
        yield said
        transaction.set_rollback(True)


def test_every_story_is_told_as_without_them(warned: list[str]) -> None:
    assert warned == []
    assert Case.objects.count() == len(STORIES) + MORE


def test_nothing_lies_in_the_future_nor_before_the_month(warned: list[str]) -> None:
    assert Entry.objects.latest("at").at <= AT
    assert AT - timedelta(days=31) < Case.objects.earliest("arrived_at").arrived_at < AT - timedelta(days=18)


def test_letters_are_made_of_what_is_recent_alone(warned: list[str]) -> None:
    assert Letter.objects.filter(made_at__gt=AT - timedelta(days=7)).exists()
    assert not Letter.objects.filter(entry__at__lt=AT - timedelta(days=16)).exists()
    assert not Unposted.objects.exists()


def test_nothing_is_left_for_the_keeper_to_find(warned: list[str]) -> None:
    assert {what: look(AT).number for what, look in LOOKS.items()} == dict.fromkeys(LOOKS, 0)


def test_a_small_load_is_whole_or_nothing_and_a_large_one_is_not() -> None:
    assert isinstance(whole(MANY - 1), Atomic)
    assert not isinstance(whole(MANY), Atomic)
