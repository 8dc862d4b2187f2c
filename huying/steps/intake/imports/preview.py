"""预览 · what a file would become, before anything is written: columns, the first rows, counts, doubts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.models import Kind
from huying.kit import sheet
from huying.kit.phone import mask_name, mask_phone, mask_words
from huying.steps.intake.imports import mapping
from huying.steps.intake.imports.fields import KNOWN, PERSONAL, Field
from huying.steps.intake.imports.gazetteer import Gazetteer
from huying.steps.intake.imports.mapping import Columns
from huying.steps.intake.imports.models.remark import said
from huying.steps.intake.imports.reading import Reader, Reading, Unfit
from huying.steps.intake.imports.sorting import Sorted, look_up, sort

SHOWN = 20
SAMPLED = 1000
SAMPLE_WORDS, LINE_WORDS = 16, 60
VERDICTS = {
    "new": ("green", "plus", gettext_lazy("新建")),
    "suspected": ("amber", "copy", gettext_lazy("新建，疑似重复")),
    "repeated": ("", "check", gettext_lazy("已有")),
    "changed": ("violet", "edit", gettext_lazy("已有，内容有变")),
    "rejected": ("red", "x", gettext_lazy("拒收")),
}


@dataclass(slots=True)
class Column:
    """One column of the file: what it is taken for, how many cells are filled, and what stands in it."""

    name: str
    meaning: Field | None
    filled: int = 0
    samples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One row as it will become. Names, phones and numbers in the words are masked."""

    row: int
    verdict: str
    number: str = ""
    title: str = ""
    words: str = ""
    who: str = ""
    received_at: datetime | None = None
    history: bool = False
    kind: str = ""
    area: str = ""
    unit: str = ""
    matter: str = ""
    reason: str = ""

    @property
    def tag(self) -> tuple[str, str, str]:
        """Colour, picture and words."""
        colour, picture, words = VERDICTS[self.verdict]
        return colour, picture, str(words)


@dataclass(slots=True)
class Preview:
    """What is shown. Counts are of the first `read` rows; `total` is about how many the file has."""

    names: list[str]
    chosen: Columns
    source: str
    columns: list[Column]
    lines: list[Line]
    counts: Counter[str]
    notices: Counter[str]
    read: int
    total: int
    warnings: list[str]


def preview(path: Path, *, at: datetime, chosen: Columns | None = None, source: str = "") -> Preview:
    """Read the beginning of a file. Raises Unreadable when it cannot be read."""
    with sheet.open_rows(path, known=KNOWN) as table:
        names, total = table.columns, table.total
        rows = list(islice(table.rows, SAMPLED))
    source = source or mapping.default_source(names)
    meant = mapping.remembered(names, source) or mapping.propose(names) if chosen is None else chosen
    understood, unfit = read_all(rows, Reader(names, meant, at=at))
    found = look_up(understood, source)
    known, into = set(found.rows), sort(understood, found)
    shown = Preview(
        names, meant, source, _columns(names, meant, rows), [], counted(into, unfit), noticed(understood),
        len(rows), max(total, len(rows)), _warnings(names, source, meant, into, known),
    )  # fmt: skip
    shown.lines = _lines(rows[:SHOWN], understood, unfit, into, Gazetteer(localdate(at)))
    return shown


def read_all(rows: Sequence[sheet.Row], reader: Reader) -> tuple[list[Reading], dict[int, Unfit]]:
    """The rows understood, and those that cannot be, by their number."""
    understood: list[Reading] = []
    unfit: dict[int, Unfit] = {}
    for row in rows:
        try:
            understood.append(reader.read(row))
        except Unfit as reason:
            unfit[row[0]] = reason
    return understood, unfit


def counted(into: Sorted, unfit: dict[int, Unfit]) -> Counter[str]:
    """The figures of these rows: created, repeated and rejected add up to the rows."""
    counts = Counter(created=into.created, repeated=into.repeated, rejected=len(unfit))
    counts["rows"] = counts.total()
    return counts + Counter(changed=len(into.changed), suspected=len(into.suspected))


def noticed(readings: Sequence[Reading]) -> Counter[str]:
    """How often each doubt came up."""
    return Counter(notice for reading in readings for notice in reading.notices)


def _columns(names: Sequence[str], chosen: Columns, rows: Sequence[sheet.Row]) -> list[Column]:
    found = [Column(name, chosen.get(name)) for name in names]
    for _row, cells in rows:
        for column, cell in zip(found, cells, strict=True):
            if cell is not None:
                column.filled += 1
                _sample(column, cell)
    return found


def _sample(column: Column, cell: sheet.Cell) -> None:
    """Two different cells are enough to recognise a column by."""
    words = " ".join(str(cell).split())[:SAMPLE_WORDS]
    words = mask_name(words) if column.meaning in PERSONAL else mask_words(words)
    if len(column.samples) < 2 and words not in column.samples:
        column.samples.append(words)


def _warnings(names: Sequence[str], source: str, chosen: Columns, into: Sorted, known: set[str]) -> list[str]:
    found = [
        _("没有找到“%(field)s”一列，请在下面指明。") % {"field": needed.label}
        for needed in (Field.CONTENT, Field.RECEIVED)
        if needed not in chosen.values()
    ]
    if Field.NUMBER not in chosen.values():
        found.append(_("没有编号列：将按内容、时间和来电人识别重复。"))
    others = [other for other in mapping.sources(names) if other != source]
    if others and not known:
        found.append(
            _("同样表头的文件曾以来源“%(source)s”导入过；来源不同，编号不会互相比对。") % {"source": others[0]}
        )
    if len(into.changed) * 2 > max(1, into.repeated):
        found.append(_("许多编号已有，但内容完全不同：请核对来源名是否正确。"))
    return found


def _lines(
    rows: Sequence[sheet.Row], understood: Sequence[Reading], unfit: dict[int, Unfit], into: Sorted, names: Gazetteer
) -> list[Line]:
    readings = {reading.row: reading for reading in understood}
    verdicts = {reading.row: "new" for reading in (*into.new, *into.echoes)}
    verdicts |= dict.fromkeys(into.suspected, "suspected") | {reading.row: "changed" for reading in into.changed}
    return [
        Line(row, "rejected", reason=said(unfit[row].words, unfit[row].values))
        if row in unfit
        else _line(readings[row], verdicts.get(row, "repeated"), names)
        for row, _cells in rows
    ]


def _line(reading: Reading, verdict: str, names: Gazetteer) -> Line:
    area, unit, matter = names.area(reading), names.unit(reading), names.matter(reading)
    who = "　".join(part for part in (mask_name(reading.name), mask_phone(reading.phone)) if part)
    return Line(
        row=reading.row, verdict=verdict, number=reading.number, title=mask_words(reading.title),
        words=mask_words(reading.text[:LINE_WORDS]), who=who, received_at=reading.received_at,
        history=reading.is_history, kind=str(Kind(reading.kind).label), area=str(area or ""), unit=str(unit or ""),
        matter=str(matter or ""),
    )  # fmt: skip
