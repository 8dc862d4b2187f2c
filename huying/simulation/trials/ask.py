"""提出推演 · somebody's question waits for the keeper; it can be stopped."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.simulation import past
from huying.simulation.enough import FEWEST, MOST, TOO_FEW
from huying.simulation.models import Source, State, Trial
from huying.simulation.trials import files

MOST_WAITING = 5


@dataclass(frozen=True, slots=True)
class Question:
    """What the form says: of `cases` those that are invented, `rules` without the set that changes nothing."""

    source: Source
    first: date
    last: date
    cases: int
    rules: Sequence[str]
    seeds: int
    listing: bytes | None = None
    listing_name: str = ""


def ask(question: Question, *, by: Person, at: datetime) -> Trial:
    """Waits from now on; refused where nothing could be told, or it would take too long."""
    if not question.rules:
        raise Refused(_("请至少改动一条规则：不改动的那一套总会一起算，用来对照。"))
    cases, sets = _cases(question), ["", *question.rules]
    _check(cases, len(sets) * question.seeds)
    waiting = Trial.objects.filter(jurisdiction=here(), state__in=[State.QUEUED, State.RUNNING]).count()
    if waiting >= MOST_WAITING:
        raise Refused(_("已有 %d 次推演在排队或在算，请等算完再提。") % waiting)
    return Trial.objects.create(
        jurisdiction=here(), by=by, made_at=at, source=question.source, first=question.first,
        days=(question.last - question.first).days + 1, cases=cases, rules=sets, seeds=question.seeds,
        listing=question.listing, listing_name=question.listing_name[:120],
    )  # fmt: skip


def stop(trial: Trial, *, at: datetime) -> bool:
    """停止 · the keeper finds its lease gone and ends the run under way. False when it is over already."""
    mine = Trial.objects.filter(pk=trial.pk, state__in=[State.QUEUED, State.RUNNING])
    stopped = mine.update(state=State.STOPPED, lease="", lease_until=None, ended_at=at)
    if stopped:
        shutil.rmtree(files.own(trial), ignore_errors=True)
    return bool(stopped)


def _cases(question: Question) -> int:
    if question.source == Source.PAST:
        return past.within(question.first, question.last).count()
    return question.cases


def _check(cases: int, runs: int) -> None:
    if cases < FEWEST:
        raise Refused(_(TOO_FEW) % {"cases": cases, "fewest": FEWEST})
    if cases * runs > MOST:
        words = _(
            "%(cases)d 件要走 %(runs)d 遍，太久了（件数乘遍数最多 %(most)d）。请把时间选短些，或少换几套规则、少换几遍。"
        )
        raise Refused(words % {"cases": cases, "runs": runs, "most": MOST})
