"""移动 · the guards of a deed, and the compare-and-set by which one of two rivals wins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from huying.case import bulk
from huying.case.models import Case, Entry, Share, Tie
from huying.case.ready import Ready, change
from huying.case.refused import Conflict, Forbidden, Refused
from huying.case.sight import may
from huying.case.steps import ENDINGS, Place, Stage, Step
from huying.case.stroke import Stroke
from huying.directory.models import Unit

STATE = ("step", "stage", "outcome", "unit_id", "first_unit_id", "appointed", "round", "ended_at")
GROW = ("version", "seq")
READ = ("version", "seq", *STATE)


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a case's chain, read under the row's lock."""

    seq: int
    mac: bytes


NO_LINE = Head(0, b"")


def check(stroke: Stroke) -> None:
    """Who may, and from where. Asked before anything is written."""
    if not may(stroke.by, stroke.deed, stroke.case, at=stroke.at):
        raise Forbidden(_("您的岗位不能对此件进行“%(deed)s”。") % {"deed": stroke.rule.label})
    if not stroke.rule.makes:
        _check_place(stroke, stroke.case.where)


def _check_place(stroke: Stroke, where: Place) -> None:
    if where not in stroke.rule.origin:
        place = {"stage": where.stage.label, "deed": stroke.rule.label}
        raise Refused(_("该件现在是“%(stage)s”，不能“%(deed)s”。请刷新后再看。") % place)


def move(strokes: Sequence[Stroke]) -> dict[int, Head]:
    """Make, move or only lock each case; returns the head of each chain by the case's id."""
    _make([stroke for stroke in strokes if stroke.rule.makes])
    standing = [stroke for stroke in strokes if not stroke.rule.makes]
    _advance([stroke for stroke in standing if stroke.rule.moves])
    _lock([stroke.case.pk for stroke in standing if not stroke.rule.moves])
    _share(strokes)
    return _heads(standing) if standing else {}


def _make(strokes: Sequence[Stroke]) -> None:
    for stroke in strokes:
        _assign(stroke.case, _state_after(stroke), stroke.to)
        stroke.case.version = stroke.case.seq = 1
    cases = [stroke.case for stroke in strokes]
    bulk.number(cases)
    bulk.insert(cases)


def _advance(strokes: Sequence[Stroke]) -> None:
    """Of two rivals who read the same version, the second is refused. Cases alike in all they read and become go together."""
    alike: dict[tuple[Any, ...], list[Stroke]] = defaultdict(list)
    for stroke in strokes:
        case, after = stroke.case, _state_after(stroke)
        alike[case.version, case.step, case.stage, tuple(_changes(case, after))].append(stroke)
    for (version, step, stage, items), group in alike.items():
        keys, after = [stroke.case.pk for stroke in group], dict(items)
        if _moved(keys, {"version": version, "step": step, "stage": stage}, after) < len(keys):
            raise _conflict(group)
        for stroke in group:
            _assign(stroke.case, after, stroke.to)
            stroke.case.version += 1


def _moved(keys: Sequence[int], standing: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """How many of these cases stood there still."""
    if len(keys) == 1:
        return change(Case, {"id": keys[0], **standing}, after, plus=GROW)
    return Case.objects.filter(pk__in=keys, **standing).update(**after, **{name: F(name) + 1 for name in GROW})


def _changes(case: Case, after: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What becomes another: a column that is written as it was would still cost its indexes. The version says that the rest stands."""
    return ((name, value) for name, value in after.items() if getattr(case, name) != value)


def _conflict(group: Sequence[Stroke]) -> Conflict:
    """Name the versions of the first case that somebody else has moved."""
    now = dict(Case.objects.filter(pk__in=[stroke.case.pk for stroke in group]).values_list("pk", "version"))
    moved = [stroke.case for stroke in group if now[stroke.case.pk] != stroke.case.version] or [group[0].case]
    words = _("该件刚刚已由他人办理，请刷新后再看。")
    return Conflict(words, read=moved[0].version, found=now[moved[0].pk])


def _lock(keys: Sequence[int]) -> None:
    """A note takes the next number; the rows' locks put rivals in a queue."""
    if len(keys) == 1:
        change(Case, {"id": keys[0]}, {}, plus=("seq",))
    elif keys:
        Case.objects.filter(pk__in=keys).update(seq=F("seq") + 1)


def _heads(strokes: Sequence[Stroke]) -> dict[int, Head]:
    """The chains' ends, and for notes the place as it is now: a note is refused only if the place forbids it."""
    keys = [stroke.case.pk for stroke in strokes]
    rows = HEAD.rows(keys[0]) if len(keys) == 1 else _lines(Entry.objects.filter(case__in=keys))
    found = {pk: (bytes(mac), dict(zip(READ, values, strict=True))) for pk, _seq, mac, *values in sorted(rows)}
    for stroke in strokes:
        _read_again(stroke, found[stroke.case.pk][1])
    return {pk: Head(row["seq"] - 1, mac) for pk, (mac, row) in found.items()}


def _lines(entries: "QuerySet[Entry]") -> "QuerySet[Entry, Any]":
    return entries.values_list("case", "seq", "mac", *(f"case__{name}" for name in READ))


HEAD = Ready(lambda key: _lines(Entry.objects.filter(case=key).order_by("-seq")[:1]))
"""The last line of one case, and the case as it is."""


def _read_again(stroke: Stroke, row: dict[str, Any]) -> None:
    if not stroke.rule.moves:
        _check_place(stroke, Place(Step(row["step"]), Stage(row["stage"])))
        _assign(stroke.case, {name: row[name] for name in STATE})
        stroke.case.version = row["version"]
    stroke.case.seq = row["seq"]


def _state_after(stroke: Stroke) -> dict[str, Any]:
    case, target = stroke.case, stroke.rule.target
    assert target is not None
    ended = target.stage in ENDINGS
    unit = stroke.to.pk if stroke.to else case.unit_id
    return {
        "step": target.step or case.step,
        "stage": target.stage,
        "outcome": target.stage if ended else "",
        "unit_id": unit,
        "first_unit_id": case.first_unit_id or unit,
        "appointed": _appointed(stroke),
        "round": case.round + stroke.rule.round,
        "ended_at": stroke.at if ended else None,
    }


APPOINTS = {
    "appointed": True,
    "objection_rejected": True,
    "objection_upheld": False,
    "assigned": False,
    "claimed": False,
}


def _appointed(stroke: Stroke) -> bool:
    """A unit appointed by a ruling may not give the case back (Weifang art. 22)."""
    return APPOINTS.get(stroke.deed, stroke.case.appointed)


def _assign(case: Case, state: Mapping[str, Any], unit: Unit | None = None) -> None:
    for name, value in state.items():
        setattr(case, name, value)
    if unit:
        case.unit = unit


def _share(strokes: Iterable[Stroke]) -> None:
    """Whoever received a case keeps seeing it."""
    rows = [
        Share(jurisdiction=stroke.case.jurisdiction, case=stroke.case, unit=stroke.to, tie=Tie.HOLDS)
        for stroke in strokes
        if stroke.to
    ]
    if rows:
        bulk.ensure(rows)
