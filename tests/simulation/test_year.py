"""A week of a district: what came is worked off, by people on shifts, under every rule of the house."""

from collections import Counter
from datetime import timedelta

import pytest

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry, Unposted
from huying.case.proof.chains import Count, check
from huying.case.steps import ENDINGS
from huying.directory.reckoning import rules
from huying.oversight.inspection.compare import compare
from huying.oversight.inspection.reconcile import LOOKS
from huying.oversight.month.models import Tally
from huying.simulation.course.handling import is_urgent
from huying.simulation.shifts import Shift, within
from huying.simulation.simulate import Lived
from tests.simulation.conftest import CASES, DAYS, FIRST

pytestmark = pytest.mark.django_db

HOURS = {
    "accepted": Shift.HOTLINE, "assigned": Shift.DISPATCH, "objection_upheld": Shift.DISPATCH, "objection_rejected": Shift.DISPATCH,
    "contacted": Shift.WATCH, "contact_tried": Shift.WATCH, "signed_in": Shift.OFFICE, "visited": Shift.OFFICE,
    "progressed": Shift.OFFICE, "handled": Shift.OFFICE, "reported": Shift.OFFICE, "approved": Shift.OFFICE,
    "replied": Shift.OFFICE, "called_back": Shift.CALLS, "urged": Shift.OFFICE, "summoned": Shift.OFFICE,
}  # fmt: skip


def test_as_many_came_as_were_asked_for(lived: Lived) -> None:
    assert Case.objects.count() == lived.year.come == CASES


def test_everything_that_came_has_come_to_its_end(lived: Lived) -> None:
    assert [case.number for case in Case.objects.exclude(stage__in=ENDINGS)] == []


def test_the_ledger_is_whole(lived: Lived) -> None:
    assert list(check({}, Count())) == []


def test_what_is_stored_is_what_the_lines_say(lived: Lived) -> None:
    assert compare(list(Case.objects.values_list("pk", flat=True))) == []


def test_no_clock_was_left_unrung_and_none_was_set_aside(lived: Lived) -> None:
    assert {what: look(lived.world.plan.ends).number for what, look in LOOKS.items()} == dict.fromkeys(LOOKS, 0)


def test_nothing_happened_before_the_first_day_or_after_the_end(lived: Lived) -> None:
    assert Entry.objects.earliest("at").at >= lived.world.plan.begins
    assert Entry.objects.latest("at").at <= lived.world.plan.ends
    assert Case.objects.latest("arrived_at").arrived_at < lived.world.plan.begins + timedelta(days=DAYS + 1)


def test_lines_of_a_case_follow_one_another_in_time(lived: Lived) -> None:
    for case in Case.objects.all():
        told = list(case.entries.order_by("seq").values_list("at", flat=True))
        assert told == sorted(told)


def test_nobody_works_out_of_hours_but_for_what_is_urgent(lived: Lived) -> None:
    calendar = rules(lived.world.plan.begins).calendar
    urgent = {life.pk for life in lived.world.lives.values() if is_urgent(life)}
    lines = Entry.objects.filter(deed__in=HOURS, by__isnull=False).exclude(case__in=urgent)
    assert lines.count() > CASES
    late = [f"{line.deed} {line.at:%a %H:%M}" for line in lines if not within(HOURS[line.deed], line.at, calendar)]
    assert late == []


def test_nobody_does_two_things_at_once(lived: Lived) -> None:
    """Calls and visits take their minutes: no two of one person's end at the same instant."""
    lines = Entry.objects.filter(deed__in=("contacted", "visited", "replied"), by__isnull=False)
    twice = [key for key, count in Counter(lines.values_list("by", "at")).items() if count > 1]
    assert lines.count()
    assert twice == []


def test_a_claim_in_time_stops_its_clock_and_a_missed_one_is_counted(lived: Lived) -> None:
    clocks = Deadline.objects.filter(kind=Clock.CLAIM)
    claimed, missed = Entry.objects.filter(deed="claimed").count(), Entry.objects.filter(deed="unclaimed").count()
    assert claimed == clocks.filter(kept=True).count()
    assert missed >= 1
    assert 0.6 < claimed / (claimed + missed) < 1


def test_most_is_solved_and_not_all(lived: Lived) -> None:
    rated = [entry.facts["solved"] for entry in Entry.objects.filter(deed="rated")]
    assert len(rated) > CASES / 2
    assert 0.7 < sum(word != "no" for word in rated) / len(rated) < 1


def test_the_month_is_counted_and_the_outbox_is_empty(lived: Lived) -> None:
    assert Tally.objects.filter(day__gte=FIRST, figure="received").exists()
    assert not Unposted.objects.exists()


@pytest.mark.parametrize(
    "deed", ["claimed", "assigned", "contacted", "visited", "rated", "called_back", "reopened", "closed"]
)
def test_it_happens_in_any_week(lived: Lived, deed: str) -> None:
    assert Entry.objects.filter(deed=deed).exists()


def test_nobody_tries_what_is_not_his_to_do(lived: Lived) -> None:
    """Who claims too late, or calls twice in half a day, is told so; nothing is forbidden to whoever tries it."""
    assert lived.year.refused
    assert not [words for words in lived.year.refused if "您的岗位" in words]
