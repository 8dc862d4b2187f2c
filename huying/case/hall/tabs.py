"""分栏 · the tabs over a list: all, living, the six steps and their stages, ended; each with its true total."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.hall.address import again
from huying.case.models import Case
from huying.case.steps import ENDINGS, STAGES, Stage, Step

LIVE, ENDED = "live", "ended"
MOST = 10_000
"""Ended cases are counted so far and no further: the count of a living list is exact, that of an archive says 10,000+."""

IS_LIVE = Q(ended_at=None)
IS_ENDED = ~Q(outcome="")
PLACES: dict[str, Q] = {
    LIVE: IS_LIVE,
    ENDED: IS_ENDED,
    **{step.value: IS_LIVE & Q(stage__in=stages) for step, stages in STAGES.items()},
    **{stage.value: IS_LIVE & Q(stage=stage) for stages in STAGES.values() for stage in stages},
    **{stage.value: IS_ENDED & Q(outcome=stage) for stage in Stage if stage in ENDINGS},
}
"""The word in the address → the cases under that tab. Without a word: all."""

BOTH = f"SELECT * FROM (%s) AS live UNION ALL SELECT '{ENDED}', COUNT(*) FROM (%s) AS ended"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. `total` is in words, for it may say 10,000+; empty where it is not counted."""

    at: str
    label: str | Promise
    total: str
    here: bool
    query: str = ""


def totals(cases: QuerySet[Case]) -> dict[str, int]:
    """How many of these cases stand at each living stage, and how many have ended: one query, both parts from an index."""
    stages = cases.filter(IS_LIVE).order_by().values_list("stage").annotate(standing=Count("*"))
    ended = cases.filter(IS_ENDED).order_by().values("pk")[: MOST + 1]
    try:
        (live_sql, live_given), (ended_sql, ended_given) = (rows.query.sql_with_params() for rows in (stages, ended))
    except EmptyResultSet:  # somebody without a post
        return {}
    with connection.cursor() as cursor:
        cursor.execute(BOTH % (live_sql, ended_sql), (*live_given, *ended_given))
        return dict(cursor.fetchall())


def tabs(found: Mapping[str, int], at: str, given: QueryDict, *, sign: str = "") -> tuple[list[Tab], list[Tab]]:
    """分栏 · the row of steps, and under the chosen step the row of its stages. `sign` stands behind what is counted only in part."""
    step = step_of(at)
    upper = [
        Tab("", _("全部"), _all(found, sign), at == ""),
        Tab(LIVE, _("在办"), f"{_living(found):,}{sign}", at == LIVE),
        *(Tab(one, one.label, f"{_of(found, STAGES[one]):,}{sign}", one == step) for one in STAGES),
        Tab(ENDED, _("已结束"), _capped(found.get(ENDED, 0), sign), at == ENDED or at in ENDINGS),
    ]
    stages = STAGES[step] if step and len(STAGES[step]) > 1 else ()
    lower = [Tab(stage, stage.label, f"{found.get(stage, 0):,}{sign}", at == stage) for stage in stages]
    return [_linked(tab, given) for tab in upper], [_linked(tab, given) for tab in lower or _endings(at)]


def _endings(at: str) -> list[Tab]:
    """How they ended: not counted, for an archive has no end."""
    if at != ENDED and at not in ENDINGS:
        return []
    return [Tab(stage, stage.label, "", at == stage) for stage in Stage if stage in ENDINGS]


def _linked(tab: Tab, given: QueryDict) -> Tab:
    return replace(tab, query=again(given, at=tab.at))


def step_of(at: str) -> Step | None:
    """The step that a tab belongs to."""
    return next((step for step, stages in STAGES.items() if at == step or at in stages), None)


def _of(found: Mapping[str, int], stages: tuple[Stage, ...]) -> int:
    return sum(found.get(stage, 0) for stage in stages)


def _living(found: Mapping[str, int]) -> int:
    return sum(number for stage, number in found.items() if stage != ENDED)


def _all(found: Mapping[str, int], sign: str) -> str:
    """As exact as its parts."""
    return _capped(found.get(ENDED, 0), sign, beside=_living(found))


def _capped(ended: int, sign: str, *, beside: int = 0) -> str:
    return f"{MOST:,}+" if ended > MOST else f"{ended + beside:,}{sign}"
