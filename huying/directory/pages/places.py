"""区划与单位的案卷."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.directory.models import Area, Matter, Post, Unit
from huying.directory.models.valid import in_force
from huying.directory.pages.desk import Desk, Item, Section, Tag, section
from huying.directory.roles import Role
from huying.directory.sheets import REGISTERS
from huying.directory.sheets.plan import Key
from huying.kit.clock import now

ENDED = Tag("", "x", gettext_lazy("已停用"))


class AreaDesk(Desk[Area]):
    """区划."""

    register, model, icon = REGISTERS["areas"], Area, "map"
    lead = gettext_lazy("省、市、区县、街道乡镇、村居和网格；代码按国家统计局编码，网格和功能区加本地后缀。")
    keepers = frozenset({Role.SYSTEM_ADMIN})
    searched = ("name", "code")
    headings = (gettext_lazy("区划"), gettext_lazy("层级"), gettext_lazy("上级"), gettext_lazy("有效期"))

    def rows(self) -> QuerySet[Area]:
        return Area.objects.select_related("parent")

    def item(self, row: Area) -> Item:
        above = row.parent.name if row.parent else "—"
        cells = (row.get_level_display(), above, span(row.valid_from, row.valid_to))
        return Item(row.name, self.url(row), (row.code,), cells, ended(row))

    def key(self, row: Area) -> Key:
        return (row.code, row.valid_from)

    def find(self, key: Key) -> Area:
        return Area.objects.get(code=key[0], valid_from=key[1])  # type: ignore[misc]

    def crumbs(self, row: Area) -> Sequence[Item]:
        return way(self, Area.objects.filter(pk__in=row.above).exclude(pk=row.pk))

    def sections(self, row: Area, day: date) -> Iterable[Section]:
        yield section(_("下级区划"), "tree", row.children.filter(in_force(day)).order_by("code"), self._short)
        yield section(_("负责的单位"), "building", row.units.filter(in_force(day)).order_by("code"), UNITS.short)
        yield section(_("在此包片的人员"), "users", posts_of(day).filter(area=row), post_item)

    def _short(self, row: Area) -> Item:
        return Item(row.name, self.url(row), (row.code, row.get_level_display()))


class UnitDesk(Desk[Unit]):
    """单位."""

    register, model, icon = REGISTERS["units"], Unit, "building"
    lead = gettext_lazy("能被派单的单位和它们的上下级。撤并的单位写明继任单位，历史随之承接。")
    keepers = frozenset({Role.SYSTEM_ADMIN})
    searched = ("name", "code")
    headings = (
        gettext_lazy("单位"),
        gettext_lazy("类别"),
        gettext_lazy("上级"),
        gettext_lazy("辖区"),
        gettext_lazy("抢单"),
    )

    def rows(self) -> QuerySet[Unit]:
        return Unit.objects.select_related("parent", "area")

    def item(self, row: Unit) -> Item:
        above, area = row.parent.name if row.parent else "—", row.area.name if row.area else "—"
        cells = (row.get_kind_display(), above, area, _("可抢单") if row.claims else _("不抢单"))
        return Item(row.name, self.url(row), (row.code,), cells, ended(row))

    def key(self, row: Unit) -> Key:
        return (row.code,)

    def find(self, key: Key) -> Unit:
        return Unit.objects.get(code=key[0])

    def crumbs(self, row: Unit) -> Sequence[Item]:
        return way(self, Unit.objects.filter(pk__in=row.above).exclude(pk=row.pk))

    def sections(self, row: Unit, day: date) -> Iterable[Section]:
        yield section(_("下级单位"), "tree", row.children.filter(in_force(day)).order_by("code"), self.short)
        yield section(_("人员与岗位"), "users", posts_of(day).filter(unit=row), post_item)
        matters = Matter.objects.filter(units__unit=row, list__valid_to=None, retired_on=None).distinct().order_by("pk")
        yield section(_("承办的事项"), "list", matters, lambda matter: matter_item(matter))

    def short(self, row: Unit) -> Item:
        return Item(row.name, self.url(row), (row.code, row.get_kind_display()))


UNITS = UnitDesk()
AREAS = AreaDesk()


def way(desk: Desk[Area] | Desk[Unit], rows: QuerySet[Area] | QuerySet[Unit]) -> list[Item]:
    """From the root down."""
    return [Item(str(row), desk.url(row)) for row in sorted(rows, key=lambda row: len(row.above))]


def span(begins: date, ends: date | None) -> str:
    """A validity in words."""
    if ends:
        return _("至 %s") % ends
    return _("现行")


def ended(row: Area | Unit) -> tuple[Tag, ...]:
    return () if row.valid_on(localdate(now())) else (ENDED,)


def posts_of(day: date) -> QuerySet[Post]:
    """The posts held that day by people who still work here."""
    return Post.objects.filter(in_force(day), person__is_active=True).select_related("person", "unit").order_by("pk")


def post_item(post: Post) -> Item:
    return Item(post.person.name, "", (post.get_role_display(), post.unit.name))


def matter_item(matter: Matter) -> Item:
    return Item(matter.full_name, reverse("matters-row", args=[matter.pk]), (matter.get_limit_class_display(),))
