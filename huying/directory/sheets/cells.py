"""格 · how a cell of each sort is read, and how its value is written back. What cannot be read is said in words."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from huying.directory.models.valid import ALWAYS
from huying.kit.sheet import Cell
from huying.kit.text import clean
from huying.kit.whole import whole

Value = str | bool | int | date | tuple[str, ...] | None

SPLIT = re.compile(r"[、,，;；\s]+")
DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?|(\d{4})(\d\d)(\d\d)"
)
SERIAL_DAYS = range(20_000, 80_000)
SERIAL_EPOCH = date(1899, 12, 30)
YES = frozenset({"是", "有", "√", "✓", "1", "y", "yes", "true", "对"})
NO = frozenset({"", "否", "无", "×", "✗", "0", "n", "no", "false", "-"})


class Bad(ValueError):
    """This cell cannot be read; the words are for whoever filled it in."""


class Sort(Protocol):
    """A sort of cell."""

    def read(self, cell: Cell) -> Value: ...
    def show(self, value: Value) -> Cell: ...


def words_of(cell: Cell) -> str:
    """The cell as somebody typed it: numbers without a tail, spaces made even."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else clean(str(cell))


@dataclass(frozen=True, slots=True)
class Text:
    """文字 · on one line, no longer than that."""

    longest: int = 80

    def read(self, cell: Cell) -> Value:
        text = " ".join(words_of(cell).split())
        if len(text) > self.longest:
            raise Bad(_("太长，最多 %d 个字") % self.longest)
        return text

    def show(self, value: Value) -> Cell:
        return str(value or "")


@dataclass(frozen=True, slots=True)
class Several:
    """几项 · words or codes with a mark between them."""

    longest: int = 4000

    def read(self, cell: Cell) -> Value:
        text = words_of(cell)
        if len(text) > self.longest:
            raise Bad(_("太长，最多 %d 个字") % self.longest)
        return tuple(dict.fromkeys(word for word in SPLIT.split(text) if word))

    def show(self, value: Value) -> Cell:
        return "、".join(value) if isinstance(value, tuple) else ""


@dataclass(frozen=True, slots=True)
class Day:
    """日期 · a true date, a written one or a spreadsheet's number; blank is none."""

    def read(self, cell: Cell) -> Value:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = words_of(cell)
        return _day(text) if text else None

    def show(self, value: Value) -> Cell:
        return value if isinstance(value, date) and value != ALWAYS else ""


def _day(text: str) -> date:
    serial = whole(text)
    if serial is not None and serial in SERIAL_DAYS:
        return SERIAL_EPOCH + timedelta(days=serial)
    match = DAY.fullmatch(text)
    try:
        year, month, day = (int(part) for part in match.groups() if part) if match else (0, 0, 0)
        return date(year, month, day)
    except ValueError as error:
        raise Bad(_("“%s”不是日期，请写成 2026-01-31 的样子") % text[:20]) from error


@dataclass(frozen=True, slots=True)
class YesNo:
    """是否 · blank is `blank`."""

    blank: bool = False

    def read(self, cell: Cell) -> Value:
        text = words_of(cell).casefold()
        if not text:
            return self.blank
        if text in YES or text in NO:
            return text in YES
        raise Bad(_("“%s”请改填“是”或“否”") % text[:20])

    def show(self, value: Value) -> Cell:
        return "是" if value else "否"


@dataclass(frozen=True, slots=True)
class Choice:
    """选项 · one of a list, by its Chinese name or its word in the program; blank is `blank`."""

    options: type[TextChoices]
    blank: str = ""

    def read(self, cell: Cell) -> Value:
        text = words_of(cell)
        if not text:
            return self.blank
        for option in self.options:
            if text in (option.value, str(option.label)):
                return option.value
        raise Bad(_("“%(given)s”不在可选之列：%(all)s") % {"given": text[:20], "all": "、".join(self.labels())})

    def show(self, value: Value) -> Cell:
        return str(self.options(str(value)).label) if value else ""

    def labels(self) -> list[str]:
        return [str(option.label) for option in self.options]


@dataclass(frozen=True, slots=True)
class Count:
    """数量 · a whole number, one or more."""

    most: int = 1_000_000

    def read(self, cell: Cell) -> Value:
        text = words_of(cell)
        number = whole(text)
        if number is None or not 0 < number <= self.most:
            raise Bad(_("“%s”请改填大于 0 的整数") % text[:20])
        return number

    def show(self, value: Value) -> Cell:
        return value if isinstance(value, int) else ""
