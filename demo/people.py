"""人员 · somebody for every post of the product. Login names say what the person does; passwords are made at the first start."""

from collections.abc import Iterator
from typing import NamedTuple

from demo.places import DISTRICT, GRIDS, TOWNS
from huying.directory.models import Area, Person, Post, Unit
from huying.directory.roles import Role


class Somebody(NamedTuple):
    """A login name, a name, a role, and the units where the role is held."""

    login: str
    name: str
    role: Role
    units: tuple[str, ...]
    patch: str = ""


R = Role
DESK = (
    Somebody("operator1", "林晓雨", R.OPERATOR, ("民生热线中心",)),
    Somebody("operator2", "何静", R.OPERATOR, ("民生热线中心",)),
    Somebody("dispatcher1", "周立新", R.DISPATCHER, ("民生热线中心",)),
    Somebody("caller1", "许安宁", R.CALLER, ("民生热线中心",)),
    Somebody("supervisor1", "邵正平", R.SUPERVISOR, ("综治中心",)),
    Somebody("assessor1", "田秋实", R.ASSESSOR, ("综治中心",)),
    Somebody("petition1", "孟和", R.PETITION_OFFICER, ("信访办",)),
    Somebody("leader1", "程远山", R.LEADER, (DISTRICT,)),
    Somebody("main-leader1", "顾明远", R.MAIN_LEADER, (DISTRICT,)),
    Somebody("system-admin", "毛维新", R.SYSTEM_ADMIN, ("民生热线中心",)),
    Somebody("security-admin", "安守诚", R.SECURITY_ADMIN, ("综治中心",)),
    Somebody("audit-admin", "季公正", R.AUDIT_ADMIN, ("信访办",)),
)
FIELD = (
    Somebody("cadre1", "马春田", R.CADRE, TOWNS[0].villages[:3]),
    Somebody("cadre2", "韩国梁", R.CADRE, TOWNS[0].villages[3:]),
    Somebody("cadre3", "罗长河", R.CADRE, TOWNS[1].villages[:3]),
    Somebody("cadre4", "姜秀兰", R.CADRE, TOWNS[1].villages[3:]),
    Somebody("cadre5", "段文斌", R.CADRE, TOWNS[2].villages[:3]),
    Somebody("cadre6", "宋玉梅", R.CADRE, TOWNS[2].villages[3:]),
    Somebody("grid-worker1", "苗青", R.GRID_WORKER, ("青禾社区",), GRIDS[0]),
    Somebody("grid-worker2", "贺小满", R.GRID_WORKER, ("石桥村",), GRIDS[1]),
    Somebody("grid-worker3", "史冬生", R.GRID_WORKER, ("河西村",), GRIDS[0]),
)
LIAISONS = {
    "青禾街道": "江雪",
    "石桥镇": "梁勇",
    "柳河镇": "范文静",
    "青禾街道城建办": "傅晓东",
    "青禾街道民生办": "易兰",
    "石桥镇城建办": "龚建",
    "石桥镇民生办": "卢敏",
    "柳河镇城建办": "向阳",
    "柳河镇民生办": "柴慧",
    "住建局": "曹志强",
    "城管局": "薛峰",
    "交通局": "雷鸣",
    "水务局": "汪海",
    "民政局": "白雪梅",
    "人社局": "尹华",
    "市场监管局": "康宁",
    "农业农村局": "邱实",
    "公安交通支队": "武平",
    "城市运行中心": "温暖",
}
LEADERS = {
    "青禾街道": "严守礼",
    "石桥镇": "石敬山",
    "柳河镇": "秦川",
    "城管局": "高原",
    "水务局": "沈清",
    "住建局": "方正",
}


def make_people(units: dict[str, Unit], areas: dict[str, Area]) -> dict[str, Person]:
    """Everybody by login name. Nobody can sign in until a password is given."""
    made = {}
    for row in everybody(units):
        person = Person.objects.create_person(row.login, row.name)
        made[row.login] = person
        for unit in row.units:
            area = areas[unit + row.patch] if row.patch else None
            Post.objects.create(person=person, unit=units[unit], role=row.role, area=area)
    return made


def everybody(units: dict[str, Unit]) -> Iterator[Somebody]:
    """In the order in which they are listed: the desk first."""
    yield from DESK
    for unit, name in LEADERS.items():
        yield Somebody(f"leader-{units[unit].code}", name, R.UNIT_LEADER, (unit,))
    yield from FIELD
    for unit, name in LIAISONS.items():
        role = R.STAFF if unit.endswith("办") else R.LIAISON
        prefix = "staff" if role is R.STAFF else "liaison"
        yield Somebody(f"{prefix}-{units[unit].code}", name, role, (unit,))
