"""Nobody wins time by clever deeds: a search finds no such history, and finds each hole that is made on purpose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from bench.gaming import acts, shown
from bench.gaming.district import District
from bench.gaming.judge import AGAIN, IN_TIME, LATE, Line, Ruled
from bench.gaming.moves import Found, Move
from bench.gaming.play import replay
from bench.gaming.search import Search
from bench.gaming.walked import counted, minute_of
from huying.case import clockwork, ledger
from huying.case.clocks import Clock
from huying.case.deeds import DEEDS
from huying.directory import reckoning
from huying.oversight.month import contribution
from tests.kit.calendars import CALENDAR_2026, local
from tests.world import NINE

SHORT, ENOUGH = 400, 3000
DAY = 1440


@pytest.fixture
def district(db: None, monkeypatch: pytest.MonkeyPatch) -> District:
    """The rules do not change during the game."""
    monkeypatch.setattr(reckoning, "FRESH", timedelta(days=9999))
    return District()


def searched(district: District, histories: int, *, seed: int = 7) -> Found:
    return Search(district, seed).run(histories, stop_at_first=True)


def test_no_history_makes_a_unit_look_better_than_the_rules(district: District) -> None:
    found = searched(district, SHORT)
    assert found.faults == []
    assert found.histories >= SHORT
    assert {"give back", "rule on extension", "send back", "rate", "reopen", "keeper"} <= found.acts.keys()


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is handed the case anew gets the whole limit anew."""
    made = clockwork._made

    def restarted(kind: Clock, stroke: Any, running: Any, by: Any) -> Any:
        if kind == Clock.HANDLING and stroke.deed == "assigned":
            stroke.case.deadlines.filter(kind=kind).update(due_at=F("due_at") + timedelta(days=1))
        return made(kind, stroke, running, by)

    monkeypatch.setattr(clockwork, "_made", restarted)


def ask_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """More time is asked for when the time is over."""

    def asked(case: Any, *, until: datetime, reason: str, by: Any, at: datetime) -> None:
        with transaction.atomic():
            ledger.note(case, "extension_asked", by=by, at=at, words=reason, until=until.isoformat())

    monkeypatch.setattr(acts, "ask_extension", asked)


def forget_the_no(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round that nobody has rated takes the case out of the month."""
    evaluated = contribution._evaluated

    def forgetful(lines: list[contribution.Line]) -> list[contribution.Cell]:
        rated = [line.round for line in lines if line.deed == "rated"]
        return [] if rated and lines[-1].round > rated[-1] else evaluated(lines)

    monkeypatch.setattr(contribution, "_evaluated", forgetful)


def unmake(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done too late is written down as done just in time."""
    end = clockwork._end

    def punctual(stroke: Any, running: Any) -> Any:
        rows = end(stroke, running)
        for row in rows:
            type(row).objects.filter(pk=row.pk).update(due_at=max(row.due_at, stroke.at))
        return rows

    monkeypatch.setattr(clockwork, "_end", punctual)


@pytest.mark.parametrize("cheat", [restart, ask_late, forget_the_no, unmake])
def test_a_hole_made_on_purpose_is_found(
    district: District, monkeypatch: pytest.MonkeyPatch, cheat: Callable[[pytest.MonkeyPatch], None]
) -> None:
    cheat(monkeypatch)
    found = searched(district, ENOUGH)
    assert found.faults
    assert found.faults[0][1]


def moves(*given: tuple[int, str, int]) -> list[Move]:
    """Wait, act, number to choose by; always of the first case."""
    return [Move(wait, act, 0, pick) for wait, act, pick in given]


DONE = [(0, "handle", 0), (0, "report", 0), (0, "approve", 0), (0, "reply", 0)]
ONE_ROUND = [(0, "ask extension", 4), *DONE, (0, "rate", 0)]
EXTEND = "huying.steps.handling.extend", "_check_still_may"
REOPEN = "huying.steps.evaluation.reopen", "_check_may"
MERGE = "huying.steps.intake.merge", "_check_wins_no_time"
HELD = {
    "an extension granted long after the limit": (EXTEND, [(0, "ask extension", 4), (6 * DAY, "rule on extension", 1)]),
    "a new round while a dispute is under review": (
        REOPEN, [*DONE, (0, "rate", 0), (0, "dispute", 0), (1, "reopen", 1)],
    ),
    "a new round instead of a rating": (REOPEN, [*DONE, (1, "reopen", 0)]),
    "an older case merged into a younger one": (MERGE, [(4 * DAY, "same again", 1), (1, "merge", 0)]),
    "a case merged into one that nobody handles yet": (MERGE, [(DAY, "same again", 0), (1, "merge", 0)]),
}  # fmt: skip
"""What the search has found in the house, and the guard that holds it since."""


@pytest.mark.parametrize("name", HELD)
def test_what_was_found_once_is_held_by_its_guard(
    district: District, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (module, guard), history = HELD[name]
    assert replay(district, moves(*history)) == []
    monkeypatch.setattr(import_module(module), guard, lambda *given: None)
    assert replay(district, moves(*history)) != []


def test_an_extension_of_the_first_round_is_held_twice(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request has ended with the work it was for; and what is not of this round is not granted."""
    history, handled = moves(*ONE_ROUND, (1, "rule on extension", 1)), DEEDS["handled"]
    assert replay(district, history) == []
    monkeypatch.setitem(DEEDS, "handled", replace(handled, drops=handled.drops - {Clock.EXTENSION}))
    without = replay(district, history)
    monkeypatch.setattr(import_module(EXTEND[0]), EXTEND[1], lambda *given: None)
    assert len(replay(district, history)) > len(without)


def test_what_follows_a_merger_within_the_minute_is_no_gain_of_the_merger(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A resident's "no" begins a round of the case that goes on; the unit has won nothing by the merger before it."""
    history = [*moves(*DONE, (1, "same again", 1)), Move(1, "merge", 1, 0), Move(0, "rate", 0, 0)]
    assert replay(district, history) == []
    monkeypatch.setattr(shown, "_until_joined", lambda lines, key: lines)
    assert any("more time than it had" in words for words in replay(district, history))


def stop_for_review(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dispute stops the clock, and nobody winds it again."""
    end = clockwork._end

    def stopped(stroke: Any, running: Any) -> Any:
        if stroke.deed == "disputed":
            stroke.case.deadlines.filter(kind=Clock.HANDLING, ended_at=None).update(ended_at=stroke.at, kept=False)
        return end(stroke, running)

    monkeypatch.setattr(clockwork, "_end", stopped)


def test_a_clock_that_stands_without_a_rule_is_found(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    disputed = moves(*DONE, (0, "rate", 0), (1, "dispute", 0))
    assert replay(district, disputed) == []
    stop_for_review(monkeypatch)
    assert any("no rule has stopped it" in words for words in replay(district, disputed))


def line(seq: int, deed: str, at: float, **facts: object) -> Line:
    return Line(seq, deed, at, 1, facts)


def test_the_judge_counts_days_as_decreed() -> None:
    """The golden case of RULES §3: over the holiday of October and its make-up day."""
    start, end = local(2026, 9, 30, 17), local(2026, 10, 13, 17)
    assert counted(minute_of(start), 5, "work") == minute_of(end)
    assert CALENDAR_2026.add_days(start, 5) == end


def test_the_judge_gives_a_second_unit_no_second_limit() -> None:
    start = minute_of(NINE)
    ruled = Ruled(urgent=True).read(
        [line(1, "assigned", start), line(2, "given_back", start + 60), line(3, "assigned", start + 61)]
    )
    limits = [one for one in ruled.promises if one.kind == "handling"]
    assert [one.due for one in limits] == [start + 120]
    assert limits[0].verdict(start + 120) == "running"
    assert limits[0].verdict(start + 121) == LATE


def test_the_judge_gives_three_days_for_the_second_round() -> None:
    start = minute_of(NINE)
    no = {"solved": "no", "service": "yes", "result": "no"}
    ruled = Ruled(urgent=False).read(
        [
            line(1, "assigned", start),
            line(2, "handled", start),
            line(3, "rated", start, **no),
            line(4, "reopened", start),
        ]
    )
    first, second = [one for one in ruled.promises if one.kind == "handling"]
    assert first.verdict(start + 9 * DAY) == IN_TIME
    assert second.due == counted(start, *AGAIN)
