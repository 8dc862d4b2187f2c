"""The limits that a new district begins with (RULES §3)."""

import pytest

from huying.directory.clocks import Clock
from huying.directory.models import Limit
from huying.directory.seed import seed_limits

BY_PERSON = {Clock.PART, Clock.COMMITMENT}
"""Their time is set by whoever asks or promises."""

EXPECTED = {
    ("accept", "", False): (30, "work_minutes"),
    ("dispatch", "", False): (30, "work_minutes"),
    ("claim", "", False): (15, "minutes"),
    ("sign_in", "", False): (30, "work_minutes"),
    ("objection", "", False): (240, "work_minutes"),
    ("contact", "", False): (1440, "minutes"),
    ("inquiry", "", False): (240, "work_minutes"),
    ("handling", "", False): (2, "work_days"),
    ("handling", "urgent", False): (120, "minutes"),
    ("handling", "utility", False): (1440, "minutes"),
    ("handling", "complex", False): (15, "days"),
    ("handling", "", True): (3, "work_days"),
    ("ruling", "", False): (240, "work_minutes"),
    ("extension", "", False): (240, "work_minutes"),
    ("feedback", "", False): (240, "work_minutes"),
    ("check", "", False): (240, "work_minutes"),
    ("reply", "", False): (1, "work_days"),
    ("callback", "", False): (2, "work_days"),
    ("review", "", False): (3, "work_days"),
    ("reopen", "", False): (15, "days"),
}


@pytest.mark.django_db
def test_the_default_table_is_that_of_the_rules() -> None:
    seed_limits()
    found = {
        (row.clock, row.limit_class, row.later_round): (row.amount, row.measure)
        for row in Limit.objects.filter(source="")
    }
    assert found == EXPECTED


@pytest.mark.django_db
def test_every_clock_has_a_limit_unless_a_person_sets_it() -> None:
    seed_limits()
    assert set(Limit.objects.values_list("clock", flat=True)) == set(Clock) - BY_PERSON


@pytest.mark.django_db
def test_every_limit_says_where_its_number_comes_from() -> None:
    seed_limits()
    assert not Limit.objects.filter(basis="").exists()


@pytest.mark.django_db
def test_seeding_again_adds_nothing_and_keeps_what_was_edited() -> None:
    seed_limits()
    Limit.objects.filter(clock="claim").update(amount=10)
    assert seed_limits() == []
    assert Limit.objects.get(clock="claim").amount == 10
