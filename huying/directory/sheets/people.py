"""人员表 · one row a post; whoever has none has one row all the same. Passwords are never in a sheet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import cast

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from huying.directory.models import Area, Person, Unit
from huying.directory.models.valid import ALWAYS
from huying.directory.roles import ADMINISTRATORS, Role
from huying.directory.sheets.area_code import bare
from huying.directory.sheets.cells import Bad, Choice, Day, Text, Value, YesNo
from huying.directory.sheets.columns import Column
from huying.directory.sheets.employ import employ
from huying.directory.sheets.matching import Dated, Matcher, Standing, overlapping
from huying.directory.sheets.plan import Change, Fault, Key, Values
from huying.directory.sheets.references import References
from huying.directory.sheets.register import Register

OF_THE_PERSON = ("name", "email", "active")
NAMES = (
    "username", "name", "email", "active", "unit", "role", "area", "valid_from", "valid_to", "unit_name",
)  # fmt: skip


BARE = [None] * 6


class People(Register):
    """Who works here, and in which posts."""

    name, title = "people", gettext_lazy("人员与岗位")
    key = ("username", "unit", "role", "valid_from")
    columns = (
        Column(
            name="username",
            header=noop("登录名"),
            also=("账号", "用户名"),
            sort=Text(60),
            must=True,
            hint=noop("不分大小写"),
        ),
        Column(name="name", header=noop("姓名"), sort=Text(40), must=True),
        Column(name="email", header=noop("电子邮箱"), also=("邮箱",), sort=Text(120)),
        Column(name="active", header=noop("在职"), sort=YesNo(blank=True)),
        Column(name="unit", header=noop("单位"), also=("单位代码", "所在单位"), hint=noop("单位代码或名称")),
        Column(name="role", header=noop("岗位"), also=("角色",), sort=Choice(Role)),
        Column(name="area", header=noop("片区"), also=("片区代码", "包片"), hint=noop("网格员、包村干部的片区")),
        Column(
            name="valid_from",
            header=noop("上岗日期"),
            also=("生效日期",),
            sort=Day(),
            keeps=True,
            hint=noop("留空为今天"),
        ),
        Column(name="valid_to", header=noop("离岗日期"), also=("失效日期",), sort=Day(), hint=noop("留空为现任")),
        Column(name="unit_name", header=noop("单位名称"), told=True),
    )

    def standing(self, at: datetime) -> Standing:
        people = Person.objects.order_by("username").values_list(
            "username", "name", "email", "is_active", "posts__unit__code", "posts__role", "posts__area__code",
            "posts__valid_from", "posts__valid_to", "posts__unit__name",
        )  # fmt: skip
        found: Standing = {}
        for username, name, email, active, *post in people:
            of_person: Values = {"username": username.casefold(), "name": name, "email": email, "active": active}
            for part in (BARE, post):
                values = of_person | {name: cast(Value, cell) for name, cell in zip(NAMES[4:], part, strict=True)}
                values |= {column: values[column] or "" for column in ("unit", "role", "area", "unit_name")}
                values["valid_from"] = values["valid_from"] or ALWAYS
                found[tuple(values[column] for column in self.key)] = values
        return found

    def shown(self, standing: Standing) -> Iterable[Values]:
        """Without the bare row of somebody who has a post."""
        posted = {values["username"] for values in standing.values() if values["unit"]}
        return [values for values in standing.values() if values["unit"] or values["username"] not in posted]

    def matcher(self, standing: Standing, at: datetime) -> Matcher:
        return _ByPost(self.key, standing, localdate(at))

    def start_of(self, key: Key, standing: Standing) -> Values:
        """A further post of somebody known."""
        person = standing.get((key[0], "", "", ALWAYS), {})
        return {name: person[name] for name in OF_THE_PERSON if name in person}

    def title_of(self, values: Values) -> str:
        post = str(Role(str(values["role"])).label) if values["role"] in set(Role) else ""
        return " ".join(filter(None, (str(values["name"]), str(values["unit"] or ""), post)))

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        units = References(Unit.objects.values_list("code", "name"))
        areas = References(Area.objects.values_list("code", "name"))
        faults = [Fault(change.number, str(bad)) for change in changes for bad in _settle(change.after, units, areas)]
        return [*faults, *_torn(changes), *_exclusive(changes, standing), *overlapping(changes, standing)]

    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        employ(changes, by=by, at=at)
        self.record(changes, by=by, at=at)


class _ByPost(Dated):
    """A unit may be called by its name; signing in does not mind capitals; a bare row has always been."""

    def __init__(self, key: Sequence[str], standing: Iterable[Key], first_day: date) -> None:
        super().__init__(key, standing, first_day)
        self._units = References(Unit.objects.values_list("code", "name"))

    def __call__(self, values: Values) -> Key:  # type: ignore[override]
        values["username"] = str(values["username"]).casefold()
        values["unit"], values["role"] = self._unit(values.get("unit")), values.get("role") or ""
        if not values["unit"] and not values["role"]:
            return (values["username"], "", "", ALWAYS)
        return super().__call__(values)

    def _unit(self, named: Value) -> Value:
        try:
            return self._units.find(str(named), "") if named else ""
        except Bad:
            return named  # said of the row when it is checked


def _settle(after: Values, units: References, areas: References) -> Iterator[Bad]:
    if bool(after["unit"]) != bool(after["role"]):
        yield Bad(_("单位和岗位要么都填，要么都不填"))
    for name, speak, what in (("unit", units, _("单位")), ("area", areas, _("片区"))):
        try:
            text = bare(str(after[name] or "")) if name == "area" else str(after[name] or "")
            after[name] = speak.find(text, what) if text else ""
        except Bad as bad:
            yield bad
    if after["valid_to"] and after["valid_to"] < after["valid_from"]:  # type: ignore[operator]
        yield Bad(_("离岗日期早于上岗日期"))


def _torn(changes: Sequence[Change]) -> Iterator[Fault]:
    """Two rows of one person that do not agree about the person."""
    first: dict[Value, Change] = {}
    for change in changes:
        other = first.setdefault(change.after["username"], change)
        if any(other.after[name] != change.after[name] for name in OF_THE_PERSON):
            yield Fault(change.number, _("与第 %d 行是同一登录名，姓名、邮箱或在职却不同") % other.number)


def _exclusive(changes: Sequence[Change], standing: Standing) -> Iterator[Fault]:
    """三员分立 · an administrator's post stands alone while it lasts, and the last security administrator stays."""
    number = {change.after["username"]: change.number for change in changes}
    rows = [row for key, row in {**standing, **{change.key: change.after for change in changes}}.items() if row["role"]]
    posts: dict[Value, list[Values]] = defaultdict(list)
    for row in rows:
        posts[row["username"]].append(row)
    for username in number:
        if any(_clash(first, second) for first, second in combinations(posts[username], 2)):
            yield Fault(number[username], _("系统、安全、审计管理员互斥，也不得兼任其他岗位"))
    if number and _guarded(standing.values()) and not _guarded(rows):
        yield Fault(max(number.values()), _("至少要保留一名现任的安全管理员"))


def _clash(first: Values, second: Values) -> bool:
    administers = bool({first["role"], second["role"]} & ADMINISTRATORS)
    return administers and _begins_before_end(first, second) and _begins_before_end(second, first)


def _begins_before_end(one: Values, other: Values) -> bool:
    return other["valid_to"] is None or one["valid_from"] <= other["valid_to"]  # type: ignore[operator]


def _guarded(rows: Iterable[Values]) -> bool:
    return any(row["role"] == Role.SECURITY_ADMIN and row["active"] and row["valid_to"] is None for row in rows)
