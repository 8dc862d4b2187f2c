"""评价 · what follows from the answers: closed, another round, or a higher reviewer."""

from datetime import datetime

from huying.case import ledger
from huying.case.models import Case, Share, Tie
from huying.case.who import Actor
from huying.directory.models import Unit
from huying.steps.evaluation.answers import Answers

ROUNDS = 2
"""Refused for the second time, a case is no longer the unit's to repeat: a higher reviewer looks at it."""


def settle(case: Case, answers: Answers, *, by: Actor, at: datetime) -> None:
    """办结、再办、或转上一级复核 · in the transaction of the rating."""
    if answers.good:
        ledger.write(case, "closed", by=by, at=at)
    elif case.round < ROUNDS:
        ledger.write(case, "reopened", by=by, at=at)
    else:
        refer(case, by=by, at=at)


def refer(case: Case, *, by: Actor, at: datetime) -> None:
    """转上一级复核 · the unit above the one that holds the case sees it and rules."""
    ledger.write(case, "referred", by=by, at=at)
    above = case.unit.parent if case.unit and case.unit.parent else case.unit
    share_with(case, above)


def share_with(case: Case, unit: Unit | None) -> None:
    """The reviewer's unit sees the case."""
    if unit:
        row = Share(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.RULES)
        Share.objects.bulk_create([row], ignore_conflicts=True)
