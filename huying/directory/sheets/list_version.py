"""清单版本 · a whole list of matters written as a new version, and the version in force as rows of its sheet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from huying.directory.matter_list import current_list, matters_on
from huying.directory.models import AreaLevel, LimitClass, Matter, MatterList, MatterUnit, Unit
from huying.directory.sheets.grow import grow
from huying.directory.sheets.matter_columns import LOCAL, OF_THE_ROW, UNITS
from huying.directory.sheets.matter_names import Names, full_name
from huying.directory.sheets.plan import Values

DAY = timedelta(days=1)


def publish(rows: Sequence[Values], *, at: datetime) -> MatterList:
    """发布 · the new version is in force from today, the one before it until yesterday."""
    today = localdate(at)
    number = (MatterList.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    MatterList.objects.filter(valid_to=None).update(valid_to=today - DAY)
    listing = MatterList.objects.create(version=number, valid_from=today, made_at=at)
    tree = _Tree(listing)
    planted = [(tree.add(row), row) for row in rows]
    grow(tree.matters, tree.parent_of)
    units = {unit.code: unit for unit in Unit.objects.all()}
    MatterUnit.objects.bulk_create(answer for matter, row in planted for answer in answers(matter, row, units))
    return listing


def fill(matter: Matter, row: Values) -> None:
    """What the row says of the matter itself."""
    for name in OF_THE_ROW:
        setattr(matter, name, row[name])
    matter.local_level = next((level for level in AreaLevel if LOCAL in cast(Names, row[f"lead_{level}"])), "")


def answers(matter: Matter, row: Values, units: Mapping[str, Unit]) -> Iterator[MatterUnit]:
    """Who answers for it, level by level."""
    for column in UNITS:
        part, _, level = column.partition("_")
        for code in cast(Names, row[column]):
            if code != LOCAL:
                yield MatterUnit(matter=matter, level=level, unit=units[code], leads=part == "lead")


class _Tree:
    """The matters of one version, in the order of the file; what stands between a row and the root is added."""

    def __init__(self, listing: MatterList) -> None:
        self.matters: list[Matter] = []
        self._listing = listing
        self._ways: dict[int, Names] = {}
        self._first: dict[Names, Matter] = {}
        self._told: set[Names] = set()

    def add(self, row: Values) -> Matter:
        """The row itself; the second row of the same way is a matter of its own."""
        names = cast(Names, row["names"])
        for depth in range(1, len(names)):
            self._node(names[:depth])
        matter = self._make(names) if names in self._told else self._node(names)
        self._told.add(names)
        fill(matter, row)
        matter.full_name = full_name(names, matter.code)
        return matter

    def parent_of(self, matter: Matter) -> Matter | None:
        return self._first.get(self._ways[id(matter)][:-1])

    def _node(self, names: Names) -> Matter:
        return self._first.get(names) or self._make(names)

    def _make(self, names: Names) -> Matter:
        matter = Matter(list=self._listing, name=names[-1], full_name=full_name(names, ""))
        self.matters.append(matter)
        self._ways[id(matter)] = names
        self._first.setdefault(names, matter)
        return matter


def rows_of(at: datetime) -> Iterator[Values]:
    """The version in force: its leaves, and every line above them that says something of its own."""
    matters = {matter.pk: matter for matter in matters_on(localdate(at))}
    parents = {matter.parent_id for matter in matters.values()}
    units = _units(MatterUnit.objects.filter(matter__list=current_list(localdate(at))))
    for matter in matters.values():
        values = _values(matter, units[matter.pk])
        if matter.pk not in parents or _says_something(values):
            yield {"names": tuple(matters[pk].name for pk in matter.above if pk in matters), **values}


def values_of(matter: Matter) -> Values:
    """One matter as a row of its sheet, without its names."""
    return _values(matter, _units(MatterUnit.objects.filter(matter=matter))[matter.pk])


def _values(matter: Matter, units: dict[str, Names]) -> Values:
    values: Values = {name: getattr(matter, name) for name in OF_THE_ROW}
    values |= {column: units.get(column, ()) for column in UNITS}
    if matter.local_level:
        column = f"lead_{matter.local_level}"
        values[column] = (*units.get(column, ()), LOCAL)
    return values


def _units(rows: QuerySet[MatterUnit]) -> dict[int, dict[str, Names]]:
    """The codes of the units that answer for each matter, by column."""
    found: dict[int, dict[str, Names]] = defaultdict(dict)
    for matter, level, leads, code in rows.order_by("id").values_list("matter", "level", "leads", "unit__code"):
        column = f"{'lead' if leads else 'help'}_{level}"
        found[matter][column] = (*found[matter].get(column, ()), code)
    return found


def _says_something(values: Values) -> bool:
    plain = {"claimable": True, "limit_class": LimitClass.GENERAL}
    return any(value != plain.get(name, "") and value not in (False, ()) for name, value in values.items())
