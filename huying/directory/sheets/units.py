"""单位表 · towns, agencies, offices, communities, and the one they all hang from."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from huying.directory.models import Area, Person, Unit, UnitKind
from huying.directory.models.valid import ALWAYS
from huying.directory.sheets.area_code import bare
from huying.directory.sheets.cells import Bad, Choice, Day, Text, YesNo
from huying.directory.sheets.columns import Column
from huying.directory.sheets.grow import circular, grow
from huying.directory.sheets.matching import Standing
from huying.directory.sheets.plan import Change, Fault, Values
from huying.directory.sheets.references import References
from huying.directory.sheets.register import Register

NAMES = ("code", "name", "kind", "parent", "area", "claims", "valid_from", "valid_to", "successor")


class Units(Register):
    """One row a unit. A renamed unit keeps its code; a merged one names the unit that carries its history."""

    name, title = "units", gettext_lazy("单位")
    key = ("code",)
    columns = (
        Column(name="code", header=noop("单位代码"), also=("代码", "机构代码"), sort=Text(24), must=True),
        Column(name="name", header=noop("单位名称"), also=("单位", "名称", "机构名称"), must=True),
        Column(name="kind", header=noop("类别"), also=("单位类别", "类型"), sort=Choice(UnitKind), must=True),
        Column(
            name="parent",
            header=noop("上级单位"),
            also=("上级代码", "上级", "主管单位"),
            hint=noop("单位代码或名称；只有一个单位没有上级"),
        ),
        Column(
            name="area", header=noop("辖区"), also=("辖区代码", "区划代码", "所属区划"), hint=noop("区划代码或名称")
        ),
        Column(name="claims", header=noop("可抢单"), also=("参与抢单",), sort=YesNo(blank=True)),
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
        Column(name="successor", header=noop("继任单位"), also=("并入单位",), hint=noop("撤并后由谁承接")),
    )

    def standing(self, at: datetime) -> Standing:
        rows = Unit.objects.order_by("path").values_list(
            "code", "name", "kind", "parent__code", "area__code", "claims", "valid_from", "valid_to", "successor__code"
        )
        found: list[Values] = [dict(zip(NAMES, row, strict=True)) for row in rows]
        for row in found:
            row |= {name: row[name] or "" for name in ("parent", "area", "successor")}
        return {(row["code"],): row for row in found}

    def title_of(self, values: Values) -> str:
        return f"{values['code']} {values['name']}"

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        after = {str(row["code"]): row for row in standing.values()}
        after |= {str(change.after["code"]): change.after for change in changes}
        units = References((code, str(row["name"])) for code, row in after.items())
        areas = References(Area.objects.values_list("code", "name"))
        faults = [Fault(change.number, str(bad)) for change in changes for bad in _settle(change.after, units, areas)]
        return [*faults, *_astray(changes, after)]

    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        rows = {row.code: row for row in Unit.objects.all()}
        areas = {area.code: area for area in Area.objects.order_by("valid_from")}
        after = {str(change.after["code"]): change.after for change in changes}
        fresh = [_row(Unit(), change.after, areas) for change in changes if not change.before]
        rows |= {row.code: row for row in fresh}
        grow(fresh, lambda row: rows.get(str(after[row.code]["parent"])))
        for code, values in after.items():
            row = _row(rows[code], values, areas)
            row.parent = rows.get(str(values["parent"]))
            row.successor = rows.get(str(values["successor"]))
            row.save()
        self.record(changes, by=by, at=at)


def _settle(after: Values, units: References, areas: References) -> Iterator[Bad]:
    """Every unit and area that is named is found."""
    after["valid_from"] = after["valid_from"] or ALWAYS
    for name, speak, what in (
        ("parent", units, _("上级单位")),
        ("successor", units, _("继任单位")),
        ("area", areas, _("辖区")),
    ):
        try:
            text = str(after[name] or "")
            code = bare(text) if name == "area" else text
            after[name] = speak.find(code, what) if text else ""
        except Bad as bad:
            yield bad
    if after["valid_to"] and after["valid_to"] < after["valid_from"]:  # type: ignore[operator]
        yield Bad(_("失效日期早于生效日期"))


def _astray(changes: Sequence[Change], after: dict[str, Values]) -> Iterator[Fault]:
    """No unit above itself, and one root: unlisted matters go to its leaders."""
    wrong = circular({code: str(row["parent"]) for code, row in after.items()})
    roots = [code for code, row in after.items() if not row["parent"]]
    for change in changes:
        code = str(change.after["code"])
        if code in wrong:
            yield Fault(change.number, _("“%s”成了自己的上级") % change.after["name"])
        elif not change.after["parent"] and len(roots) > 1:
            other = next(root for root in roots if root != code)
            yield Fault(change.number, _("没有填写上级单位：只能有一个单位没有上级，已有“%s”") % after[other]["name"])


def _row(row: Unit, values: Values, areas: dict[str, Area]) -> Unit:
    row.code, row.name, row.kind = str(values["code"]), str(values["name"]), str(values["kind"])
    row.claims, row.area = bool(values["claims"]), areas.get(str(values["area"]))
    row.valid_from, row.valid_to = values["valid_from"], values["valid_to"]  # type: ignore[assignment]
    return row
