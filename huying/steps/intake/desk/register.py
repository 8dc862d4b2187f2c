"""登记 · from the filled form to the ledger: received, and in the same breath accepted, or merged into what is open already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from huying.case.models import Case, Kind, Photo, Share, Tie
from huying.case.new import New
from huying.case.once import once
from huying.case.refused import Refused
from huying.case.sight import may
from huying.directory.models import Person, Unit
from huying.steps.intake.accept import accept
from huying.steps.intake.join import join
from huying.steps.intake.merge import merge
from huying.steps.intake.receive import receive

DOOR = "desk"


class Then(Enum):
    """What follows on receiving."""

    RECEIVE = "receive"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Call:
    """What the page was given: the cleaned form, the photos, who wrote it down, and where that was."""

    given: dict[str, Any]
    photos: Sequence[Photo]
    named: Sequence[str]
    key: str
    by: Person
    then: Then
    collected_by: Unit | None = None


def register(call: Call, *, at: datetime) -> int:
    """登记 · returns the row of the case; the same form sent twice is one case."""
    answer, _first = once(call.key, door=DOOR, body=_body(call), at=at, deed=lambda: _deed(call, at))
    return int(answer["pk"])


def _deed(call: Call, at: datetime) -> dict[str, Any]:
    same = _same(call, at)
    case = receive(_new(call, same), by=call.by, at=at)
    if call.collected_by is not None and case.kind != Kind.REPORT:
        _let_see(case, call.collected_by)
    if same is not None:
        _together(case, same, call, at)
    elif call.then is Then.ACCEPT and may(call.by, "accepted", case, at=at):
        accept(case, by=call.by, at=at)
    return {"pk": case.pk}


def _together(case: Case, same: Case, call: Call, at: datetime) -> None:
    """Merged by those who may; by others noted, for the desk to decide."""
    if may(call.by, "merged", case, at=at):
        merge(case, into=same, by=call.by, at=at)
    else:
        join(same, newcomer=case, by=call.by, at=at)


def _let_see(case: Case, unit: Unit) -> None:
    """Whoever collected it on the round may follow it; a report is nobody's but the desk's."""
    Share.objects.create(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.COPIED)


def _same(call: Call, at: datetime) -> Case | None:
    if not call.given["same_as"]:
        return None
    found = Case.objects.seen_by(call.by, at=at).filter(pk=call.given["same_as"], outcome="").first()
    if found is None:
        raise Refused(_("要并入的那件已经结束，请取消并入后再登记。"))
    return found


def _new(call: Call, same: Case | None) -> New:
    given = call.given
    return New(
        text=given["text"], title=given["title"], channel=given["channel"], kind=given["kind"], nature=given["nature"],
        urgent=given["urgent"], name=given["name"], phone=given["phone"], place=given["place"], area=given["area"],
        matter=given["matter"], about=given["about"], latitude=given["latitude"], longitude=given["longitude"],
        confidential=given["confidential"], suspected=same, facts=_facts(given), photos=list(call.photos),
    )  # fmt: skip


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    """By reference and by code: no words stand in the line itself."""
    facts: dict[str, Any] = {"care": sorted(given["care"])} if given["care"] else {}
    return facts | ({"spot": given["spot"].pk} if given["spot"] else {})


def _body(call: Call) -> dict[str, Any]:
    rows = {name: value.pk for name, value in call.given.items() if hasattr(value, "pk")}
    return call.given | rows | {"photos": list(call.named), "by": call.by.pk, "then": call.then.value}
