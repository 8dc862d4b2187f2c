"""事项与时限的案卷."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.directory.clocks import Clock
from huying.directory.matter_list import lists_on
from huying.directory.models import Limit, Matter, MatterUnit
from huying.directory.pages.desk import Desk, Item, Section, Tag, section
from huying.directory.roles import Role
from huying.directory.sheets import REGISTERS
from huying.directory.sheets.limits import KEY
from huying.directory.sheets.plan import Key
from huying.kit.clock import now


class MatterDesk(Desk[Matter]):
    """事项清单."""

    register, model, icon = REGISTERS["matters"], Matter, "list"
    keepers = frozenset({Role.SYSTEM_ADMIN})
    readers = frozenset({Role.DISPATCHER})
    searched = ("full_name", "code", "words")
    order = "id"
    headings = (gettext_lazy("事项"), gettext_lazy("时限类别"), gettext_lazy("主办"), gettext_lazy("派单"))
    lead = gettext_lazy("哪类事归哪个单位。增删事项、改名请导入新版本；已立的诉求件留在原版本的行上。")
    adds = False

    def rows(self) -> QuerySet[Matter]:
        answers = MatterUnit.objects.filter(leads=True).select_related("unit").order_by("id")
        listing = lists_on(localdate(now())).values("pk")[:1]
        return Matter.objects.filter(list=listing).select_related("list").prefetch_related(Prefetch("units", answers))

    def standing(self, day: date) -> Q:
        return Q(retired_on=None) | Q(retired_on__gt=day)

    def item(self, row: Matter) -> Item:
        leads = [answer.unit.name for answer in row.units.all()]
        local = [_("属地%s") % row.get_local_level_display()] if row.local_level else []
        claim = _("可抢单") if row.claimable else _("直接派单")
        cells = (row.get_limit_class_display(), "、".join(local + leads[:3]) or "—", claim)
        tags = (Tag("", "x", _("已停用")),) if row.retired_on else ()
        return Item(row.full_name.replace("/", " › "), self.url(row), tuple(filter(None, (row.code,))), cells, tags)

    def edition(self, rows: Sequence[Matter]) -> str:
        return (
            _("%(version)s 版，%(day)s 起") % {"version": rows[0].list, "day": rows[0].list.valid_from} if rows else ""
        )

    def key(self, row: Matter) -> Key:
        return (row.pk,)

    def find(self, key: Key) -> Matter:
        return Matter.objects.get(pk=key[0])  # type: ignore[misc]

    def crumbs(self, row: Matter) -> Sequence[Item]:
        above = Matter.objects.filter(pk__in=row.above).exclude(pk=row.pk)
        return [Item(one.name or one.code, self.url(one)) for one in sorted(above, key=lambda one: len(one.above))]

    def sections(self, row: Matter, day: date) -> Iterable[Section]:
        yield section(_("下级事项"), "tree", row.children.filter(self.standing(day)).order_by("pk"), self._short)
        answers = MatterUnit.objects.filter(matter=row).select_related("unit").order_by("-leads", "pk")
        yield section(_("承办单位"), "building", answers, _answer)

    def _short(self, row: Matter) -> Item:
        return Item(row.name or row.code, self.url(row), (row.get_limit_class_display(),))


def _answer(answer: MatterUnit) -> Item:
    return Item(answer.unit.name, "", (answer.get_level_display(), _("主办") if answer.leads else _("协办")))


class LimitDesk(Desk[Limit]):
    """时限."""

    register, model, icon = REGISTERS["limits"], Limit, "clock"
    lead = gettext_lazy("每个时钟走多久，依据是什么。改动从今天起生效，已开的时钟仍按原来的一条。")
    keepers = frozenset({Role.SYSTEM_ADMIN})
    searched = ("basis", "source", "clock")
    order = "clock"
    headings = (gettext_lazy("时钟"), gettext_lazy("时限"), gettext_lazy("适用"), gettext_lazy("依据"))

    def rows(self) -> QuerySet[Limit]:
        return Limit.objects.all()

    def item(self, row: Limit) -> Item:
        cells = (f"{row.amount} {row.get_measure_display()}", _scope(row), row.basis)
        tags = () if row.valid_on(localdate(now())) else (Tag("", "x", _("已停用")),)
        return Item(str(_clock(row)), self.url(row), (f"v{row.version}",), cells, tags)

    def key(self, row: Limit) -> Key:
        return tuple(getattr(row, name) for name in KEY)

    def find(self, key: Key) -> Limit:
        return Limit.objects.filter(**dict(zip(KEY, key, strict=True))).latest("id")

    def found(self, text: str) -> Q:
        """By the clock's Chinese name too."""
        named = [clock.value for clock in Clock if text in str(clock.label)]
        return super().found(text) | Q(clock__in=named)

    def sections(self, row: Limit, day: date) -> Iterable[Section]:
        same = dict(zip(KEY, self.key(row), strict=True))
        others = Limit.objects.filter(**same).exclude(pk=row.pk).order_by("-id")
        yield section(_("以前的版本"), "history", others, self._short)

    def _short(self, row: Limit) -> Item:
        when = _("至 %s") % row.valid_to if row.valid_to else _("现行")
        return Item(f"v{row.version} · {row.amount} {row.get_measure_display()}", self.url(row), (when, row.basis))


def _clock(row: Limit) -> str | Promise:
    return Clock(row.clock).label if row.clock in Clock else row.clock


def _scope(row: Limit) -> str:
    """To which cases the line applies."""
    words = [
        row.get_limit_class_display(),
        row.source,
        row.kind and _kind(row.kind),
        _("再办") if row.later_round else "",
    ]
    return " · ".join(word for word in words if word) or _("全部诉求")


def _kind(kind: str) -> str:
    return str(REGISTERS["limits"].in_words({"kind": kind}, ["kind"])["诉求类型"])


MATTERS = MatterDesk()
LIMITS = LimitDesk()
