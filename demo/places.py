"""地方 · the district, three towns, eighteen villages with two grids each. The code 110199 belongs to no real district."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huying.directory.models import Area, AreaLevel

DISTRICT = "青禾区"
BOUNDARIES = Path(__file__).parent / "area.json"
GRIDS = ("第一网格", "第二网格")


@dataclass(frozen=True, slots=True)
class Town:
    """A town, its code, and the name by which its people sign in."""

    name: str
    code: str
    login: str
    villages: tuple[str, ...]


TOWNS = (
    Town("青禾街道", "110199001", "qinghe", ("青禾社区", "高台村", "大槐树村", "柳树沟村", "王家营村", "枣林村")),
    Town("石桥镇", "110199101", "shiqiao", ("东河村", "双井村", "水磨村", "三合村", "石桥村", "新民村")),
    Town("柳河镇", "110199102", "liuhe", ("河西村", "沙河村", "北庄村", "南坡村", "西岭村", "杏园村")),
)


def make_areas(jurisdiction: str) -> dict[str, Area]:
    """Every area by its name; grids are "东河村第一网格"."""
    root = Area.objects.create(code=jurisdiction, name=DISTRICT, level=AreaLevel.COUNTY)
    made = {DISTRICT: root}
    for town in TOWNS:
        made[town.name] = Area.objects.create(code=town.code, name=town.name, level=AreaLevel.TOWN, parent=root)
        for number, village in enumerate(town.villages, start=1):
            made |= _village(f"{town.code}{_kind(village)}{number:02}", village, made[town.name])
    return made


def _kind(village: str) -> str:
    """Statistics codes: communities from 001, villages from 201."""
    return "0" if village.endswith("社区") else "2"


def _village(code: str, name: str, town: Area) -> dict[str, Area]:
    made = {name: Area.objects.create(code=code, name=name, level=AreaLevel.VILLAGE, parent=town)}
    for number, grid in enumerate(GRIDS, start=1):
        made[name + grid] = Area.objects.create(
            code=f"{code}{number:02}", name=grid, level=AreaLevel.GRID, parent=made[name]
        )
    return made


@cache
def centres() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the middle of each village, from the map of the demonstration."""
    features = json.loads(BOUNDARIES.read_text("utf-8"))["features"]
    return {row["properties"]["name"]: tuple(row["properties"]["cp"]) for row in features}
