"""区划表 · any depth, by the codes of GB/T 2260 and the statistics bureau, local suffixes for grids and zones (RULES §6)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from huying.directory.models import Area, AreaLevel, Person, Post, Unit
from huying.directory.models.valid import ALWAYS
from huying.directory.sheets.area_code import Code, bare, level_of
from huying.directory.sheets.cells import Bad, Choice, Day
from huying.directory.sheets.columns import Column
from huying.directory.sheets.grow import circular, grow
from huying.directory.sheets.matching import Dated, Matcher, Standing, overlapping
from huying.directory.sheets.plan import Change, Fault, Values
from huying.directory.sheets.references import References
from huying.directory.sheets.register import Register

MAY_STAND_ALONE = {AreaLevel.PROVINCE, AreaLevel.CITY, AreaLevel.COUNTY}
CODES = ("代码", "行政区划代码", "统计用区划代码", "code")
PARENTS = ("上级区划", "上级区划代码", "父级代码", "pcode")


class Areas(Register):
    """One row an area; a code that changes hands has a row for each time."""

    name, title = "areas", gettext_lazy("区划")
    key = ("code", "valid_from")
    columns = (
        Column(name="code", header=noop("区划代码"), also=CODES, sort=Code(), must=True),
        Column(name="name", header=noop("名称"), also=("区划名称", "地区名称", "区域名称", "name"), must=True),
        Column(
            name="level",
            header=noop("层级"),
            also=("级别",),
            sort=Choice(AreaLevel),
            keeps=True,
            hint=noop("留空按代码位数判断"),
        ),
        Column(name="parent", header=noop("上级代码"), also=PARENTS, keeps=True, hint=noop("留空按代码前几位判断")),
        Column(
            name="valid_from",
            header=noop("生效日期"),
            also=("启用日期",),
            sort=Day(),
            keeps=True,
            hint=noop("留空为一直有效"),
        ),
        Column(
            name="valid_to",
            header=noop("失效日期"),
            also=("停用日期", "撤销日期"),
            sort=Day(),
            hint=noop("留空为现行有效"),
        ),
        Column(
            name="successor", header=noop("继任代码"), also=("并入代码", "继任区划"), hint=noop("撤并、更名后由谁承接")
        ),
    )

    def standing(self, at: datetime) -> Standing:
        names = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
        rows = Area.objects.order_by("code", "valid_from").values_list(
            "code", "name", "level", "parent__code", "valid_from", "valid_to", "successor__code"
        )
        found = (dict(zip(names, row, strict=True)) for row in rows)
        return {
            (row["code"], row["valid_from"]): {
                **row,
                "parent": row["parent"] or "",
                "successor": row["successor"] or "",
            }
            for row in found
        }

    def matcher(self, standing: Standing, at: datetime) -> Matcher:
        return Dated(self.key, standing, ALWAYS)

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        speak = References(_named(standing.values(), (change.after for change in changes)))
        faults = [Fault(change.number, str(bad)) for change in changes for bad in _settle(change, speak)]
        return [*faults, *_circles(changes, standing), *overlapping(changes, standing)]

    def title_of(self, values: Values) -> str:
        return f"{values['code']} {values['name']}"

    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        rows = {(row.code, row.valid_from): row for row in Area.objects.order_by("valid_from")}
        before = {row.code: row for row in rows.values()}
        fresh = {change.key: _row(Area(), change.after) for change in changes if not change.before}
        after = {change.key: change.after for change in changes}
        now = before | {row.code: row for row in fresh.values()}
        grow(list(fresh.values()), lambda row: now.get(str(after[row.code, row.valid_from]["parent"])))
        for change in changes:
            row = fresh.get(change.key) or _row(rows[change.key], change.after)  # type: ignore[index]
            row.parent = now.get(str(change.after["parent"]))
            row.successor = now.get(str(change.after["successor"]))
            if change.before or row.successor:
                row.save()
        for code in {row.code for row in fresh.values()} & before.keys():
            _hand_over(before[code], now[code])
        self.record(changes, by=by, at=at)


def _hand_over(old: Area, new: Area) -> None:
    """The code has a new holder: what lies in it, and who answers for it, go along."""
    for child in old.children.all():
        child.parent = new
        child.save()
    Unit.objects.filter(area=old).update(area=new)
    Post.objects.filter(area=old).update(area=new)


def _named(*rows: Iterable[Values]) -> Iterator[tuple[str, str]]:
    return ((str(row["code"]), str(row["name"])) for several in rows for row in several)


def _settle(change: Change, speak: References) -> Iterator[Bad]:
    """What was left blank is worked out from the code; what was named is found."""
    after = change.after
    after["level"] = after["level"] or level_of(str(after["code"]))
    try:
        after["parent"] = _parent(change, speak)
        after["successor"] = speak.find(str(after["successor"]), _("继任区划")) if after["successor"] else ""
    except Bad as bad:
        yield bad
    if _backwards(after):
        yield Bad(_("失效日期早于生效日期"))


def _backwards(values: Values) -> bool:
    begins, ends = values["valid_from"], values["valid_to"]
    return isinstance(begins, date) and isinstance(ends, date) and ends < begins


def _parent(change: Change, speak: References) -> str:
    """As written, or as it stands, or the longest known code that this one begins with."""
    after, code = change.after, str(change.after["code"])
    if after["parent"]:
        return speak.find(bare(str(after["parent"])), _("上级区划"))
    if change.before:
        return ""
    nearest = next((code[:end] for end in range(len(code) - 1, 1, -1) if code[:end] in speak), "")
    if not nearest and after["level"] not in MAY_STAND_ALONE:
        raise Bad(_("找不到“%s”的上级区划，请先导入上级，或填写上级代码") % code)
    return nearest


def _circles(changes: Sequence[Change], standing: Standing) -> Iterator[Fault]:
    parents = {str(row["code"]): str(row["parent"]) for row in standing.values()}
    parents |= {str(change.after["code"]): str(change.after["parent"]) for change in changes}
    wrong = circular(parents)
    for change in changes:
        if change.after["code"] in wrong:
            yield Fault(change.number, _("“%s”成了自己的上级") % change.after["name"])


def _row(row: Area, values: Values) -> Area:
    row.code, row.name, row.level = str(values["code"]), str(values["name"]), str(values["level"])
    row.valid_from, row.valid_to = values["valid_from"], values["valid_to"]  # type: ignore[assignment]
    return row
