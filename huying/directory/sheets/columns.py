"""列 · a column of a sheet: what it is called, by which other names it goes, how its cells are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from huying.directory.sheets.cells import Sort, Text, Value
from huying.kit.sheet_header import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    `must`: every row has to fill it. `keeps`: a blank cell leaves what stands, or lets the program work it out.
    `told`: written for the reader, never read back.
    """

    name: str
    header: str
    also: tuple[str, ...] = ()
    sort: Sort = field(default_factory=Text)
    must: bool = False
    keeps: bool = False
    told: bool = False
    hint: str = ""

    @property
    def blank(self) -> Value:
        """What a cell that is not there means."""
        return None if self.must else self.sort.read(None)

    @property
    def names(self) -> list[str]:
        """The header and its other names, as the reader of files cleans them."""
        return [clean(name) for name in (self.header, *self.also)]


class Unfit(Exception):
    """The file as a whole is not this sheet; the words are for the user."""


def placed(columns: Sequence[Column], found: Sequence[str]) -> dict[int, Column]:
    """Which column stands where in the file; the first of a name counts."""
    wanted = {name: column for column in columns if not column.told for name in column.names}
    places: dict[int, Column] = {}
    for place, name in enumerate(found):
        column = wanted.get(name)
        if column and column not in places.values():
            places[place] = column
    missing = [column.header for column in columns if column.must and column not in places.values()]
    if missing:
        raise Unfit(_("表里没有这几列：%s。请对照导出的表头修改后再导入。") % "、".join(missing))
    return places


def known(columns: Iterable[Column]) -> list[str]:
    """Every name by which a column may be called."""
    return [name for column in columns for name in column.names]
