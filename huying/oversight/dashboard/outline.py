"""村图 · the villages of our own boundary file as shapes, each with what came in there. No tiles, no outside map."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

from huying.directory.boundary import boundary, has_boundary
from huying.directory.models import Area
from huying.oversight.dashboard.drawing import warmth

WIDE = 760
MARGIN = 6
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """One village as it is drawn: `line` is an SVG path, the name stands at (x, y)."""

    name: str
    code: str
    line: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Village:
    """A shape and its count."""

    shape: Shape
    times: int
    warmth: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, and how wide and high it is."""

    villages: list[Village]
    width: float
    height: float
    most: int


def chart(counts: Mapping[str, int]) -> Chart | None:
    """`counts`: path of an area → how many. A village counts everything under it. None where there is no boundary file."""
    if not has_boundary():
        return None
    shapes, height = _shapes(boundary())
    times = _times(shapes, counts)
    most = max(times.values(), default=0)
    villages = [Village(shape, times[shape.name], warmth(times[shape.name], most)) for shape in shapes]
    return Chart(villages, WIDE, height, most)


def _times(shapes: Sequence[Shape], counts: Mapping[str, int]) -> dict[str, int]:
    """By code where the file has one, by name elsewhere."""
    areas = Area.objects.filter(name__in=[shape.name for shape in shapes])
    paths = {area.code: area.path for area in areas} | {area.name: area.path for area in areas}
    return {shape.name: _under(paths.get(shape.code) or paths.get(shape.name), counts) for shape in shapes}


def _under(path: str | None, counts: Mapping[str, int]) -> int:
    return sum(times for below, times in counts.items() if path and below.startswith(path))


@lru_cache(maxsize=2)
def _shapes(file: bytes) -> tuple[list[Shape], float]:
    """Longitude shrinks with latitude; north is up."""
    features = json.loads(file)["features"]
    points = [point for feature in features for ring in _rings(feature) for point in ring]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    narrow = cos(radians(north))
    scale = (WIDE - 2 * MARGIN) / ((max(x for x, _ in points) - west) * narrow)

    def at(point: Sequence[float]) -> Point:
        return MARGIN + (point[0] - west) * narrow * scale, MARGIN + (north - point[1]) * scale

    height = at((west, min(y for _, y in points)))[1] + MARGIN
    return [_shape(feature, at) for feature in features], round(height, 1)


def _shape(feature: Mapping[str, Any], at: Any) -> Shape:
    lines = [_line([at(point) for point in ring]) for ring in _rings(feature)]
    told = feature["properties"]
    x, y = at(told["cp"]) if "cp" in told else _middle([at(point) for point in _rings(feature)[0]])
    return Shape(told["name"], str(told.get("code", "")), " ".join(lines), round(x, 1), round(y, 1))


def _rings(feature: Mapping[str, Any]) -> list[list[Sequence[float]]]:
    """The outer and inner lines of a polygon, or of several."""
    geometry = feature["geometry"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for part in parts for ring in part]


def _line(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _middle(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
