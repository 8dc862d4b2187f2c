"""图形 · from counts to lines and squares of an SVG, so that a page without any script shows them, prints them and reads them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

WARMTHS = 6
WIDE, HIGH, FOOT, SIDE = 420, 200, 22, 34
"""The trend: its size, the room under it for days and beside it for numbers, in units of its view box."""

CELL, GAP, LEFT, TOP = 30, 3, 44, 2
"""The heat of the week: a cell, the space between two, the room for names."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One day of the trend, and the strip about it that answers to the pointer."""

    x: float
    y: float
    left: float
    width: float
    day: date
    times: int
    named: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The line, the space under it, lines across with their numbers, and a dot a day."""

    line: str
    under: str
    rules: list[tuple[float, int]]
    dots: list[Dot]


def trend(days: Sequence[tuple[date, int]]) -> Trend:
    """走势 · a day after another, from zero up to a round number."""
    top = round_up(max((times for _day, times in days), default=0))
    step = (WIDE - SIDE) / max(1, len(days) - 1)
    dots = [_dot(n, day, times, step, top, every=max(1, len(days) // 6)) for n, (day, times) in enumerate(days)]
    line = " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots)
    floor = HIGH - FOOT
    under = f"{dots[0].x:.1f},{floor} {line} {dots[-1].x:.1f},{floor}" if dots else ""
    return Trend(line, under, [(_up(part, 4), top * part // 4) for part in range(5)], dots)


def round_up(most: int) -> int:
    """The next number that four equal parts of whole numbers make: 4, 8, 20, 40, 80, 200 …"""
    if most <= 4:
        return 4
    base = 10 ** int(log10(most))
    return next(int(base * part) for part in (1, 2, 4, 8, 10, 20) if base * part >= most and base * part % 4 == 0)


def _dot(n: int, day: date, times: int, step: float, top: int, *, every: int) -> Dot:
    x = SIDE + n * step
    return Dot(x, _up(times, top), x - step / 2, step, day, times, named=n % every == 0)


def _up(part: int, whole: int) -> float:
    floor = HIGH - FOOT
    return floor - (floor - 8) * part / whole


@dataclass(frozen=True, slots=True)
class Square:
    """One hour of the week."""

    x: int
    y: int
    weekday: int
    hour: int
    times: int
    warmth: int


def week(slots: Mapping[tuple[int, int], int]) -> list[Square]:
    """周×时 · seven rows of twenty-four."""
    most = max(slots.values(), default=0)
    return [_square(day, hour, slots.get((day, hour), 0), most) for day in range(1, 8) for hour in range(24)]


def _square(day: int, hour: int, times: int, most: int) -> Square:
    x, y = LEFT + hour * (CELL + GAP), TOP + (day - 1) * (CELL // 2 + GAP)
    return Square(x, y, day, hour, times, warmth(times, most))


def warmth(times: int, most: int) -> int:
    """0 for none, then 1 … 6 in even parts of the most."""
    return ceil(WARMTHS * times / most) if times else 0
