"""Random histories, legal and illegal deeds mixed, against a small model of the table (attack 9 of the programme)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huying.case import ledger
from huying.case.clocks import OF_THE_CASE, ONCE_KEPT, Clock
from huying.case.deeds import DEEDS
from huying.case.models import Case, Deadline, Entry, Share, Tie
from huying.case.proof import verify
from huying.case.refused import Refused
from huying.case.sight import TIES
from huying.case.steps import ENDINGS, Place, Stage, Step
from huying.case.timekeeper import tick
from huying.case.who import Voice
from huying.directory.roles import SIGHT, Reach, Role
from huying.site.wiring import ON_DUE
from tests.world import NINE, World

ALL = sorted(name for name, deed in DEEDS.items() if not deed.makes)
PICK = st.integers(min_value=0, max_value=10**6)
STEPS = st.lists(
    st.tuples(PICK, st.integers(min_value=0, max_value=3000), st.sampled_from("mmmmmllxr")), min_size=1, max_size=50
)
"""Which deed, minutes later, and whether a legal move (m), any legal one (l), one of the wrong role (r) or any deed at all (x)."""
WALKS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class Model:
    """What the table says must be true, kept in plain Python."""

    def __init__(self, case: Case) -> None:
        self.place = Place(Step.INTAKE, Stage.RECEIVED)
        self.round, self.lines, self.unit = 1, 1, None
        self.running: set[Clock] = {Clock.ACCEPT}
        self.limits: dict[tuple[Clock, int], datetime] = {}
        self.met: set[int] = set()

    def allows(self, deed: str, by: Any) -> bool:
        rule = DEEDS[deed]
        return self.place in rule.origin and _post(by) in rule.who and (deed in TIES or _reaches(by, self.unit))

    def do(self, deed: str, gives_to: int | None, timed: frozenset[Clock]) -> None:
        rule = DEEDS[deed]
        if rule.target:
            self.place = Place(rule.target.step or self.place.step, rule.target.stage)
        self.round += rule.round
        self.unit = gives_to or self.unit
        self.lines += 1
        self.met |= {self.round} if rule.keeps & self.running & ONCE_KEPT else set()
        once = ONCE_KEPT if self.round in self.met else frozenset()
        self.running = (self.running - rule.keeps - rule.drops) | (rule.opens & timed) - once


def _post(by: Any) -> Any:
    return by if isinstance(by, Voice) else by.posts.get().sight


def _reaches(by: Any, unit: int | None) -> bool:
    """Everybody in these walks is of the east village or the centre; nobody else ever holds the case."""
    if isinstance(by, Voice) or SIGHT[_post(by)].reach in (Reach.WHOLE, Reach.NONE):
        return True
    return unit is not None


def _actor(deed: str, entitled: bool, world: World) -> Any:
    """Somebody whom the table names for the deed, or somebody whom it does not."""
    role = next(role for role in (*Voice, *Role) if (role in DEEDS[deed].who) is entitled)
    if isinstance(role, Voice):
        return role
    home = world.centre if SIGHT[role].reach in (Reach.WHOLE, Reach.NONE) else world.east
    return world.person(role, home)


def _walk(world: World, steps: list[tuple[int, int, str]], look: Callable[[Case, Model], None]) -> Model:
    case, at = world.lamp(), NINE
    for tie in Tie:
        Share.objects.create(jurisdiction=case.jurisdiction, case=case, unit=world.east, tie=tie)
    model = Model(case)
    for pick, minutes, kind in steps:
        at += timedelta(minutes=minutes)
        deed = _deed(pick, kind, model.place)
        by, to = _actor(deed, kind != "r", world), world.east if deed in GIVING else None
        expected = model.allows(deed, by)
        try:
            with transaction.atomic():
                ledger.write(case, deed, by=by, at=at, to=to, words=f"{deed}在此", **_facts(deed, pick))
        except Refused:
            assert not expected, (deed, by, model.place)
            case = Case.objects.select_related("unit").get(pk=case.pk)
        else:
            assert expected, (deed, by, model.place)
            model.do(deed, to.pk if to else None, TIMED)
        look(case, model)
    return model


GIVING = ("assigned", "claimed", "appointed")
TIMED = frozenset(Clock) - {Clock.CITY, Clock.COMMITMENT, Clock.PART}


def _facts(deed: str, pick: int) -> dict[str, Any]:
    """A rating says something, or the figures would have nothing to count."""
    said = ("yes", "basically", "no")
    if deed != "rated":
        return {}
    return {
        "contacted": pick % 2 == 0,
        "solved": said[pick % 3],
        "service": said[pick % 5 % 3],
        "result": said[pick % 7 % 3],
    }


ENDS = ("withdrawn", "terminated", "declined", "merged", "extended")


def _deed(pick: int, kind: str, place: Place) -> str:
    """A deed of that kind from that place; the early endings are left to chance, or no walk would come far."""
    legal = [name for name in ALL if place in DEEDS[name].origin and name not in ENDS]
    moves = [name for name in legal if DEEDS[name].moves]
    names = {"m": moves, "l": legal}.get(kind) or ALL
    return names[pick % len(names)]


def _agree(case: Case, model: Model) -> None:
    stored = Case.objects.get(pk=case.pk)
    assert (stored.where, stored.round, stored.seq) == (model.place, model.round, model.lines)
    assert (stored.outcome != "") is (model.place.stage in ENDINGS)
    assert stored.unit_id == model.unit
    assert Entry.objects.filter(case=case).count() == model.lines
    running = list(case.deadlines.filter(ended_at=None).values_list("kind", flat=True))
    assert set(running) == model.running
    _never_bought(case, model)


def _never_bought(case: Case, model: Model) -> None:
    """One clock of the case a round, and its end never moves: nobody extended it here."""
    for row in Deadline.objects.filter(case=case, kind__in=OF_THE_CASE):
        key = Clock(row.kind), row.round
        assert model.limits.setdefault(key, row.due_at) == row.due_at


@WALKS
@given(steps=STEPS)
def test_any_history_agrees_with_the_table(world: World, steps: list[tuple[int, int, str]]) -> None:
    with transaction.atomic():
        _walk(world, steps, _agree)
        assert verify().clean
        transaction.set_rollback(True)


@WALKS
@given(steps=STEPS, pauses=st.lists(st.integers(1, 5000), min_size=1, max_size=20))
def test_whatever_the_keeper_does_each_warning_is_given_once(
    world: World, steps: list[tuple[int, int, str]], pauses: list[int]
) -> None:
    with transaction.atomic():
        _walk(world, steps, lambda case, model: None)
        at = NINE + timedelta(minutes=sum(step[1] for step in steps))
        for pause in pauses:
            at += timedelta(minutes=pause)
            tick(at, ON_DUE)
            assert tick(at, ON_DUE) == 0 or _still_due(at) == 0
        warned = [
            (entry.facts["of"], entry.facts["clock"], entry.facts["rung"])
            for entry in Entry.objects.filter(deed__in=["urged", "breached", "raised", "summoned"], voice="keeper")
            if "rung" in entry.facts
        ]
        assert len(warned) == len(set(warned))
        assert not Deadline.objects.exclude(aside="").exists()
        transaction.set_rollback(True)


def _still_due(at: datetime) -> int:
    while tick(at, ON_DUE):
        pass
    return Deadline.objects.filter(ended_at=None, next_at__lte=at, aside="").count()


def test_walks_reach_every_step(world: World) -> None:
    """The walks would prove nothing if they never left the door."""
    chance, seen = Random(7), set()
    for _ in range(20):
        with transaction.atomic():
            steps = [(chance.randrange(10**6), 30, "m") for _ in range(40)]
            _walk(world, steps, lambda case, model: seen.add(model.place.step))
            transaction.set_rollback(True)
    assert seen == set(Step) - {Step.INTAKE}


@pytest.mark.parametrize("deed", ["given_back", "objected", "commented", "corrected", "sorted"])
def test_no_small_deed_moves_the_limit(world: World, deed: str) -> None:
    lamp = world.assigned()
    due = lamp.deadlines.get(kind=Clock.HANDLING).due_at
    by = world.villager if Role.LIAISON in DEEDS[deed].who else world.dispatcher
    with transaction.atomic():
        ledger.write(lamp, deed, by=by, at=NINE + timedelta(hours=3), words="。")
    assert lamp.deadlines.get(kind=Clock.HANDLING).due_at == due
