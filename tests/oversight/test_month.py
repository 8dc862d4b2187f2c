"""The month adds up: by hand, by recomputation, and figure by figure down to its cases."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from huying.case import ledger
from huying.case.models import Case
from huying.case.who import RESIDENT
from huying.directory.models import Unit
from huying.directory.roles import Role
from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.figures import cases_of, recomputed, rows
from huying.oversight.month.rates import Row, row_of
from huying.oversight.month.tally import tally
from huying.steps.dispatch.assign import assign
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.rate import rate
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.handling.give_back import give_back
from huying.steps.handling.handle import How, Result, handle
from huying.steps.reply.reply import reply
from tests.case.test_walks import STEPS, WALKS, _walk
from tests.world import NINE, World

DAY = timedelta(days=1)
SEPTEMBER = date(2026, 9, 1), date(2026, 9, 30)
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
ALWAYS = date(2026, 1, 1), date(2030, 1, 1)
Y, B, N = "yes", "basically", "no"
REPLY = "村口路灯的线路已于当天换好，全部亮了。"


def finished(
    world: World, answers: str, *, at: datetime = NINE, contacted: bool = True, case: Case | None = None
) -> Case:
    """A lamp of the east village, handled, answered and rated; `answers` are solved, service, result in one word: "yyb"."""
    case = case or world.assigned(at)
    handle(case, result=Result(How.SOLVED, "换了灯", basis="维修单"), by=world.villager, at=at)
    report(case, by=world.villager, at=at)
    approve(case, by=world.leader, at=at)
    reply(case, words=REPLY, by=world.villager, at=at)
    words = {"y": Y, "b": B, "n": N}
    solved, service, result = (words[letter] for letter in answers)
    said = Answers(contacted, Solved(solved), Satisfied(service), Satisfied(result), reason="因为")
    rate(case, answers=said, channel="link", by=RESIDENT, at=at)
    return case


def of(found: list[Row], unit: Unit | int) -> Row:
    key = unit if isinstance(unit, int) else unit.pk
    return next((row for row in found if row.unit == key), row_of(key, {}))


def test_a_month_worked_out_by_hand(world: World) -> None:
    """Five received in September; four rated, one of them ruled out. East: 3 valid; contacted 2, solved 2, service 3, result 2."""
    finished(world, "yyy")
    finished(world, "byb", contacted=False)
    finished(world, "nyn")
    out = finished(world, "yyy")
    world.assigned()
    with transaction.atomic():
        ledger.note(out, "exclusion_asked", by=world.villager, at=NINE, words="重复件")
        ledger.note(out, "excluded", by=world.person(Role.ASSESSOR, world.centre), at=NINE, words="属实")
    tally()
    row = of(rows(*SEPTEMBER), world.east)
    assert (row.received, row.valid, row.excluded, row.evaluated) == (5, 3, 1, 4)
    rates = [rate.percent for rate in (row.response, row.resolution, row.service, row.result)]
    assert rates == [Decimal("66.67"), Decimal("66.67"), Decimal("100.00"), Decimal("66.67")]
    assert row.basically == {"solved": 1, "service": 0, "result": 1}
    assert of(rows(*SEPTEMBER), DISTRICT).received == 5


def test_the_last_round_counts_on_the_day_of_its_evaluation(world: World) -> None:
    case = finished(world, "nnn")
    tally()
    assert of(rows(*SEPTEMBER), world.east).resolution.percent == Decimal("0.00")
    finished(world, "yyy", at=NINE + 10 * DAY, case=case)
    tally()
    assert of(rows(*SEPTEMBER), world.east).valid == 0
    assert of(rows(*OCTOBER), world.east).resolution.percent == Decimal("100.00")


def test_the_unit_that_replied_is_the_one_that_is_counted(world: World) -> None:
    case = world.assigned()
    give_back(case, by=world.villager, reason="不属本村", at=NINE)
    assign(case, to=world.west, by=world.dispatcher, at=NINE)
    handle(case, result=Result(How.SOLVED, "换了灯", basis="维修单"), by=world.neighbour, at=NINE)
    report(case, by=world.neighbour, at=NINE)
    approve(case, by=world.leader, at=NINE)
    reply(case, words=REPLY, by=world.neighbour, at=NINE)
    rate(case, answers=Answers(True, Solved.YES, Satisfied.YES, Satisfied.YES), channel="link", by=RESIDENT, at=NINE)
    tally()
    found = rows(*SEPTEMBER)
    assert (of(found, world.east).received, of(found, world.east).valid) == (1, 0)
    assert (of(found, world.west).received, of(found, world.west).valid) == (1, 1)


def test_nothing_over_nothing_is_nothing(world: World) -> None:
    world.assigned()
    tally()
    assert str(of(rows(*SEPTEMBER), world.east).resolution) == "—"


def test_a_ruling_taken_back_counts_again(world: World) -> None:
    case, assessor = finished(world, "yyy"), world.person(Role.ASSESSOR, world.centre)
    with transaction.atomic():
        ledger.note(case, "excluded", by=assessor, at=NINE)
    tally()
    with transaction.atomic():
        ledger.note(case, "counted", by=assessor, at=NINE)
    tally()
    row = of(rows(*SEPTEMBER), world.east)
    assert (row.valid, row.excluded) == (1, 0)


def test_every_figure_opens_to_its_cases(world: World) -> None:
    good, bad = finished(world, "yyy"), finished(world, "nyy")
    tally()
    assert set(cases_of("valid", world.east.pk, *SEPTEMBER)) == {good, bad}
    assert list(cases_of("solved_yes", world.east.pk, *SEPTEMBER)) == [good]


def test_counting_twice_counts_once(world: World) -> None:
    finished(world, "yyy")
    assert tally() == 1
    assert tally() == 0
    assert of(rows(*SEPTEMBER), world.east).valid == 1


def test_midnight_of_the_district_parts_the_months(world: World) -> None:
    before = datetime.fromisoformat("2026-09-30T15:59:59+00:00")
    finished(world, "yyy", at=before)
    finished(world, "yyy", at=before + timedelta(seconds=1))
    tally()
    assert (of(rows(*SEPTEMBER), world.east).valid, of(rows(*OCTOBER), world.east).valid) == (1, 1)


@WALKS
@given(walks=st.lists(STEPS, min_size=1, max_size=3), look=st.integers(1, 7))
def test_the_counts_equal_a_recomputation_whatever_happened(
    world: World, walks: list[list[tuple[int, int, str]]], look: int
) -> None:
    with transaction.atomic():
        for walk in walks:
            seen = iter(range(10**6))
            _walk(world, walk, lambda case, model, seen=seen: tally() if next(seen) % look == 0 else None)
        tally()
        assert rows(*ALWAYS) == recomputed(*ALWAYS)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50"), (1, 1600, "0.06"), (0, 0, "—")]
)
def test_rates_are_rounded_half_up_to_two_places(part: int, whole: int, shown: str) -> None:
    row = row_of(1, {"valid": whole, "contacted": part})
    assert str(row.response) == shown
