"""单位 · the district's centres, its agencies, and the towns with their offices and villages."""

from typing import NamedTuple

from demo.places import DISTRICT, TOWNS
from huying.directory.models import Area, Unit, UnitKind


class Agency(NamedTuple):
    """A unit of the district, and the name by which its people sign in."""

    name: str
    login: str
    kind: UnitKind = UnitKind.AGENCY
    claims: bool = True


AGENCIES = (
    Agency("民生热线中心", "hotline", UnitKind.CENTRE, claims=False),
    Agency("综治中心", "governance", UnitKind.CENTRE, claims=False),
    Agency("信访办", "petitions", UnitKind.CENTRE, claims=False),
    Agency("住建局", "housing"),
    Agency("城管局", "city"),
    Agency("交通局", "transport"),
    Agency("水务局", "water"),
    Agency("民政局", "civil"),
    Agency("人社局", "labour"),
    Agency("市场监管局", "market"),
    Agency("农业农村局", "farming"),
    Agency("公安交通支队", "traffic"),
    Agency("城市运行中心", "running"),
)
OFFICES = {"城建办": "build", "民生办": "welfare"}


def make_units(areas: dict[str, Area]) -> dict[str, Unit]:
    """Every unit by its name; an office is "石桥镇城建办"."""
    root = Unit.objects.create(code="Q", name=DISTRICT, kind=UnitKind.GOVERNMENT, area=areas[DISTRICT], claims=False)
    made = {DISTRICT: root}
    for agency in AGENCIES:
        made[agency.name] = _unit(agency.login, agency.name, agency.kind, root, areas[DISTRICT], agency.claims)
    for town in TOWNS:
        area = areas[town.name]
        made[town.name] = _unit(town.login, town.name, UnitKind.TOWN, root, area)
        for office, login in OFFICES.items():
            name = town.name + office
            made[name] = _unit(f"{town.login}-{login}", name, UnitKind.OFFICE, made[town.name], area)
        for village in town.villages:
            code = areas[village].code
            made[village] = _unit(code, village, UnitKind.VILLAGE, made[town.name], areas[village])
    return made


def _unit(code: str, name: str, kind: UnitKind, parent: Unit, area: Area, claims: bool = True) -> Unit:
    return Unit.objects.create(code=code, name=name, kind=kind, parent=parent, area=area, claims=claims)
