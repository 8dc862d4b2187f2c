"""事项表 · a file is a whole list: it becomes a new version, and cases of old versions keep their old rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.directory.models import AreaLevel, Fate, Person, Unit
from huying.directory.sheets.cells import Bad, Value
from huying.directory.sheets.columns import Column
from huying.directory.sheets.list_version import publish, rows_of
from huying.directory.sheets.matching import Matcher, Standing
from huying.directory.sheets.matter_columns import COLUMNS, LEVELS, LOCAL, PARTS, UNITS, USUAL
from huying.directory.sheets.matter_names import Names, filled, full_name, leaves
from huying.directory.sheets.plan import Change, Fault, Key, Line, Plan, Values
from huying.directory.sheets.read_sheet import Reading
from huying.directory.sheets.references import References
from huying.directory.sheets.register import Register

FOLDED = frozenset({*LEVELS, *PARTS})
"""Columns of a file that become others: the levels one way of names, a plain unit the unit of its level."""


class Matters(Register):
    """One row a matter. A printed code may occur twice and a name be blank: a row is known by its way and its turn."""

    name, title = "matters", gettext_lazy("事项清单")
    key = ("names", "code", "turn")
    ignores = frozenset({"turn"})
    whole = True
    columns = COLUMNS

    def standing(self, at: datetime) -> Standing:
        turn = _InTurn(self.key)
        return {turn(row): row for row in rows_of(at)}

    def matcher(self, standing: Standing, at: datetime) -> Matcher:
        return _InTurn(self.key)

    def plan(self, reading: Reading, at: datetime) -> Plan:
        """The whole list against the whole list: what the file leaves out has ended."""
        plan = super().plan(_named(reading), at)
        if plan.faults:
            return plan
        told = {change.key for change in plan.changes}
        gone = ((key, values) for key, values in self.standing(at).items() if key not in told)
        ended = [Change(0, key, values, values, Fate.ENDED, self.title_of(values)) for key, values in gone]
        count = _("共 %d 个末级事项") % leaves(_names(change.after) for change in plan.changes)
        return replace(plan, changes=[*plan.changes, *ended], notes=[count])

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        speak = References(Unit.objects.values_list("code", "name"))
        levels = dict(Unit.objects.values_list("code", "area__level"))
        for change in changes:
            yield from (Fault(change.number, str(bad)) for bad in _settle(change.after, speak, levels))

    def title_of(self, values: Values) -> str:
        return full_name(_names(values), str(values["code"]))

    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        publish([change.after for change in changes if change.fate is not Fate.ENDED], at=at)
        self.record((change for change in changes if change.fate is not Fate.UNCHANGED), by=by, at=at)

    def shown(self, standing: Standing) -> Iterable[Values]:
        for values in standing.values():
            yield {**values, **dict(zip(LEVELS, _names(values), strict=False))}

    def exported_columns(self, at: datetime) -> Sequence[Column]:
        """As many levels as the list has, and the columns of units that are in use."""
        used = {name for row in self.shown(self.standing(at)) for name, value in row.items() if value} | USUAL
        optional = FOLDED | frozenset(UNITS)
        return [column for column in self.columns if column.name in used or column.name not in optional]

    def _blank(self) -> Values:
        return {name: value for name, value in super()._blank().items() if name not in FOLDED}


class _InTurn(Matcher):
    """Rows that are called and numbered alike are told apart by which of them comes first."""

    def __init__(self, key: Sequence[str]) -> None:
        super().__init__(key)
        self._turns: Counter[Key] = Counter()

    def __call__(self, values: Mapping[str, Value]) -> Key:
        same = (values["names"], values.get("code", ""))
        self._turns[same] += 1
        return (*same, self._turns[same])


def _named(reading: Reading) -> Reading:
    """The cells of the levels become one way of names."""
    lines, faults = [], list(reading.faults)
    above: Names = ()
    for line in reading.lines:
        above = filled([str(line.values.get(level, "")) for level in LEVELS], above)
        if not above or not above[0]:
            faults.append(Fault(line.number, _("没有填写事项名称")))
            above = ()
        kept = {name: value for name, value in line.values.items() if name not in LEVELS}
        lines.append(Line(line.number, {**kept, "names": above}))
    return Reading(lines, faults, reading.ignored)


def _names(values: Values) -> Names:
    return cast(Names, values["names"])


def _settle(after: Values, speak: References, levels: Mapping[str, str | None]) -> Iterator[Bad]:
    """Every unit that is named is found, and stands in the column of its level."""
    for part, what in zip(PARTS, (_("主办单位"), _("协办单位")), strict=True):
        for text in cast(Names, after.pop(part, ())):
            try:
                code = speak.find(text, what)
            except Bad as bad:
                yield bad
            else:
                column = f"{part}_{levels[code] or AreaLevel.COUNTY}"
                after[column] = tuple(dict.fromkeys((*cast(Names, after[column]), code)))
        for level in AreaLevel:
            yield from _find(after, f"{part}_{level}", speak, what)
    yield from _unsound(after)


def _find(after: Values, column: str, speak: References, what: str) -> Iterator[Bad]:
    found = []
    for text in cast(Names, after[column]):
        try:
            found.append(text if text == LOCAL and column.startswith("lead") else speak.find(text, what))
        except Bad as bad:
            yield bad
    after[column] = tuple(sorted(dict.fromkeys(found), key=lambda text: text == LOCAL))


def _unsound(after: Values) -> Iterator[Bad]:
    if sum(LOCAL in cast(Names, after[column]) for column in UNITS) > 1:
        yield Bad(_("“%s”只能填在一个层级的主办列") % LOCAL)
    for level in AreaLevel:
        both = set(cast(Names, after[f"lead_{level}"])) & set(cast(Names, after[f"help_{level}"]))
        if both:
            yield Bad(_("同一层级里“%s”不能既主办又协办") % "、".join(sorted(both)))
