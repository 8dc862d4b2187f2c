"""动作 · what happens in a story, one word a deed. Each is done by whoever would do it in life."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from demo.district import District
from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.who import RESIDENT, Actor
from huying.directory.models import Unit
from huying.steps.dispatch.assign import assign as assign_case
from huying.steps.dispatch.claim import claim as claim_case
from huying.steps.dispatch.offer import offer as offer_case
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.handling.give_back import give_back as give_case_back
from huying.steps.handling.sign_in import sign_in as sign_case_in
from huying.steps.intake.accept import accept as accept_case
from huying.steps.intake.decline import decline as decline_case
from huying.steps.intake.merge import merge as merge_case
from huying.steps.intake.supplement import supplement as supplement_case
from huying.steps.intake.transfer import transfer as transfer_case
from huying.steps.intake.withdraw import withdraw as withdraw_case


@dataclass(frozen=True, slots=True)
class Scene:
    """The case as it stands, the time, and everybody there is."""

    case: Case
    at: datetime
    district: District
    told: dict[str, int]

    def who(self, login: str) -> Actor:
        """By login name; "unit", "leader" and "resident" are those of the case."""
        if login == "resident":
            return RESIDENT
        if login in ("unit", "leader"):
            assert self.case.unit is not None
            return (self.district.worker if login == "unit" else self.district.leader)(self.case.unit)
        return self.district.people[login]

    def unit(self, name: str) -> Unit:
        """By its name; without one, the lead unit that the matter list names for the place."""
        if name:
            return self.district.units[name]
        assert self.case.matter is not None
        assert self.case.area is not None
        return self.district.boards(self.case.matter, self.case.area)[0]


Do = Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Act:
    """Something done so long after the case arrived."""

    after: timedelta
    do: Do


def act(after: str, do: Do) -> Act:
    """`act("1d2h30m", …)`."""
    return Act(span(after), do)


def span(text: str) -> timedelta:
    """Days, hours, minutes: "2d", "1h30m"."""
    units = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
    total, digits = timedelta(), ""
    for letter in text:
        if letter.isdecimal():
            digits += letter
        else:
            total, digits = total + int(digits) * units[letter], ""
    return total


def plain(deed: str, by: str, words: str = "", **facts: Any) -> Do:
    """A deed whose room is not built yet, or that needs no more than the ledger."""

    @transaction.atomic
    def do(scene: Scene) -> None:
        ledger.write(scene.case, deed, by=scene.who(by), at=scene.at, words=words, **facts)

    return do


def accept(scene: Scene) -> None:
    """受理."""
    accept_case(scene.case, by=scene.district.people["operator1"], at=scene.at)


def decline(reason: str, channel: str, words: str = "") -> Do:
    """不予受理."""
    return lambda scene: decline_case(
        scene.case, reason=reason, channel=channel, words=words, by=scene.district.people["operator1"], at=scene.at
    )


def merge(into: str) -> Do:
    """并案 · into the story with that key."""

    def do(scene: Scene) -> None:
        other = Case.objects.get(pk=scene.told[into])
        merge_case(
            scene.case, into=other, by=scene.district.people["dispatcher1"], at=scene.at, reason="同一地点同一问题"
        )

    return do


def offer(scene: Scene) -> None:
    """发布抢单 · to the units of the matter list."""
    assert scene.case.matter is not None
    assert scene.case.area is not None
    boards = scene.district.boards(scene.case.matter, scene.case.area)
    offer_case(scene.case, to=boards, by=scene.district.people["dispatcher1"], at=scene.at)


def claim(unit: str = "") -> Do:
    """抢单."""

    def do(scene: Scene) -> None:
        winner = scene.unit(unit)
        claim_case(scene.case, unit=winner, by=scene.district.worker(winner), at=scene.at)

    return do


def assign(unit: str = "") -> Do:
    """派单."""
    return lambda scene: assign_case(
        scene.case, to=scene.unit(unit), by=scene.district.people["dispatcher1"], at=scene.at
    )


def to_leader(reason: str) -> Do:
    """提请领导定责."""
    return lambda scene: put_to_leader(
        scene.case,
        of=scene.district.units["青禾区"],
        by=scene.district.people["dispatcher1"],
        at=scene.at,
        reason=reason,
    )


def appoint(unit: str, words: str) -> Do:
    """领导指定."""

    @transaction.atomic
    def do(scene: Scene) -> None:
        leader, to = scene.district.people["leader1"], scene.district.units[unit]
        ledger.write(scene.case, "appointed", by=leader, at=scene.at, to=to, words=words)

    return do


def sign_in(scene: Scene) -> None:
    """签收."""
    assert scene.case.unit is not None
    sign_case_in(scene.case, by=scene.district.worker(scene.case.unit), at=scene.at)


def give_back(reason: str) -> Do:
    """退回."""

    def do(scene: Scene) -> None:
        assert scene.case.unit is not None
        give_case_back(scene.case, by=scene.district.worker(scene.case.unit), reason=reason, at=scene.at)

    return do


def supplement(words: str) -> Do:
    """补充."""
    return lambda scene: supplement_case(scene.case, words=words, by=RESIDENT, at=scene.at)


def transfer(line: str) -> Do:
    """转紧急渠道."""
    return lambda scene: transfer_case(scene.case, line=line, by=scene.district.people["operator1"], at=scene.at)


def withdraw(reason: str) -> Do:
    """撤回."""
    return lambda scene: withdraw_case(scene.case, by=RESIDENT, at=scene.at, reason=reason)


def dated(deed: str, by: str, words: str, clock: Clock, days: int) -> Do:
    """A deed with a day in it: a promise, an extension."""

    @transaction.atomic
    def do(scene: Scene) -> None:
        due = {clock: scene.at + timedelta(days=days)}
        ledger.write(scene.case, deed, by=scene.who(by), at=scene.at, words=words, due=due)

    return do
