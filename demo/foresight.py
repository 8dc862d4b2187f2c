"""推演示例 · one what-if that a leader of the demonstration once asked for, with the figures that the program came to."""

from datetime import date, datetime, timedelta
from typing import Any

from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.kit.clock import now
from huying.simulation.models import Source, State, Trial

RULES = ["", "claim=5m", "claim=60m"]
FIRST, DAYS, CASES = date(2026, 5, 1), 92, 150
"""The very span that was played: figures of one are not shown under another."""

FIGURES: dict[str, dict[str, dict[str, float]]] = {
    "": {
        "1": {
            "claimed": 0.8786, "minutes": 3.5114, "contact": 0.9618, "handling": 0.8701, "resolution": 0.9396,
            "reply": 41.3183, "breaches": 34.6667, "load": 0.0109, "busiest": 0.0362,
        },
        "2": {
            "claimed": 0.831, "minutes": 4.0407, "contact": 0.9657, "handling": 0.8698, "resolution": 0.8875,
            "reply": 43.5995, "breaches": 37.3333, "load": 0.0122, "busiest": 0.0293,
        },
        "3": {
            "claimed": 0.777, "minutes": 3.815, "contact": 0.9573, "handling": 0.8418, "resolution": 0.8725,
            "reply": 44.0633, "breaches": 51.0067, "load": 0.0115, "busiest": 0.0329,
        },
    },
    "claim=5m": {
        "1": {
            "claimed": 0.6, "minutes": 2.7853, "contact": 0.9497, "handling": 0.8718, "resolution": 0.9286,
            "reply": 42.7551, "breaches": 61.3333, "load": 0.0113, "busiest": 0.0378,
        },
        "2": {
            "claimed": 0.507, "minutes": 2.6774, "contact": 0.9408, "handling": 0.8232, "resolution": 0.9013,
            "reply": 42.8659, "breaches": 78.0, "load": 0.0118, "busiest": 0.0269,
        },
        "3": {
            "claimed": 0.4892, "minutes": 2.566, "contact": 0.9259, "handling": 0.8662, "resolution": 0.8912,
            "reply": 42.1217, "breaches": 79.1946, "load": 0.0117, "busiest": 0.0317,
        },
    },
    "claim=60m": {
        "1": {
            "claimed": 0.9143, "minutes": 3.5867, "contact": 0.9682, "handling": 0.8831, "resolution": 0.94,
            "reply": 41.9297, "breaches": 32.6667, "load": 0.0109, "busiest": 0.0362,
        },
        "2": {
            "claimed": 0.8803, "minutes": 4.3564, "contact": 0.9659, "handling": 0.8588, "resolution": 0.8882,
            "reply": 44.3044, "breaches": 38.6667, "load": 0.0125, "busiest": 0.0321,
        },
        "3": {
            "claimed": 0.8633, "minutes": 4.2947, "contact": 0.9634, "handling": 0.8481, "resolution": 0.8658,
            "reply": 44.5374, "breaches": 42.2819, "load": 0.0114, "busiest": 0.0303,
        },
    },
}  # fmt: skip
"""`huying simulate --from 2026-05-01 --days 92 --cases 150 --compare - claim=5m claim=60m --seeds 3`, on 22 November 2026."""


def show_one(by: Person, at: datetime) -> Trial:
    """It was asked for yesterday, and is done."""
    asked = at - timedelta(days=1)
    made = _trial(by, asked)
    made.state, made.figures, made.spent = State.DONE, FIGURES, 150.0
    made.started_at = made.ended_at = asked + timedelta(minutes=3)
    made.save()
    return made


def under_way(by: Person) -> Trial:
    """For pictures: half done, and held for so long that no keeper takes it up."""
    held = Trial.objects.filter(state=State.RUNNING).first()
    if held is None:
        held = _trial(by, now())
        held.figures = {"": {"1": FIGURES[""]["1"]}, "claim=5m": {"1": FIGURES["claim=5m"]["1"]}}
        held.state, held.spent, held.share, held.ran = State.RUNNING, 36.0, 0.4, 7.0
        held.lease, held.lease_until, held.started_at = "demo", now() + timedelta(days=3650), now()
        held.save()
    return held


def _trial(by: Person, at: datetime) -> Trial:
    given: dict[str, Any] = {"source": Source.INVENTED, "first": FIRST, "days": DAYS}
    return Trial(jurisdiction=here(), by=by, made_at=at, cases=CASES, rules=RULES, seeds=3, **given)
