"""导出 · the list as a spreadsheet: for some posts, with a reason, marked with who took it, no further than a limit (TRUST 7)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.channels import channel_label
from huying.case.hall.listing import Asked, answering, under
from huying.case.hall.rows import where
from huying.case.hall.status import LEVELS, status
from huying.case.models import Case, Words
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.sheet import Cell
from huying.kit.text import mask_words

EXPORTERS = frozenset(
    {Role.DISPATCHER, Role.SUPERVISOR, Role.ASSESSOR, Role.UNIT_LEADER, Role.LEADER, Role.MAIN_LEADER}
)
"""Posts that may take a list away."""

MOST = 20_000
CHUNK = 500
FIRST = 1

Reader = Callable[[Any], Cell]
"""Of a case with its words (`said`)."""


def _local(at: datetime | None) -> datetime | None:
    """Spreadsheets know no zones: the district's own time."""
    return localtime(at).replace(tzinfo=None, microsecond=0) if at else None


def _masked(case: Case, column: str) -> str:
    return _("（保密）") if case.confidential else str(getattr(case.identity, column))


COLUMNS: tuple[tuple[str | Promise, Reader], ...] = (
    (gettext_lazy("受理编号"), lambda case: case.number),
    (gettext_lazy("来源"), lambda case: case.source),
    (gettext_lazy("来源编号"), lambda case: case.source_number),
    (gettext_lazy("渠道"), lambda case: channel_label(case.channel)),
    (gettext_lazy("类型"), lambda case: case.get_kind_display()),
    (gettext_lazy("标题"), lambda case: mask_words(case.title)),
    (gettext_lazy("内容"), lambda case: mask_words(case.said or "")),
    (gettext_lazy("地点"), where),
    (gettext_lazy("事项"), lambda case: case.matter.full_name if case.matter else ""),
    (gettext_lazy("承办单位"), lambda case: case.unit.name if case.unit else ""),
    (gettext_lazy("状态"), lambda case: status(case).label),
    (gettext_lazy("层级"), lambda case: str(LEVELS.get(case.level, (0, case.level))[1])),
    (gettext_lazy("轮次"), lambda case: case.round),
    (gettext_lazy("紧急"), lambda case: _("是") if case.urgent else ""),
    (gettext_lazy("诉求人"), lambda case: _masked(case, "masked_name")),
    (gettext_lazy("电话"), lambda case: _masked(case, "masked_phone")),
    (gettext_lazy("反映时间"), lambda case: _local(case.received_at)),
    (gettext_lazy("到达时间"), lambda case: _local(case.arrived_at)),
    (gettext_lazy("结束时间"), lambda case: _local(case.ended_at)),
)
"""The columns, and how each is read. No name and no phone in clear: those are looked at one by one, with a reason."""


@dataclass(frozen=True, slots=True)
class Export:
    """An export about to be made: what, by whom, why, how many."""

    wish: Asked
    by: Person
    at: datetime
    reason: str
    count: int

    @property
    def is_cut(self) -> bool:
        return self.count > MOST

    @property
    def mark(self) -> str:
        """水印 · the first row: whoever finds the file knows where it came from."""
        return _("%(who)s 于 %(at)s 导出，原因：%(reason)s。内部资料，仅限办理工作使用，不得外传。") % {
            "who": named(self.by, self.at),
            "at": f"{localtime(self.at):%Y-%m-%d %H:%M}",
            "reason": self.reason,
        }

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Marked, newest first, and where it was cut, said so."""
        yield [self.mark]
        yield from (_row(case) for case in self._cases())
        if self.is_cut:
            yield [cut_words()]

    def _cases(self) -> Iterator[Case]:
        """A few hundred at a time by key, so that no reading of the database lasts as long as a slow download."""
        cases, order, left, key = taken(self.wish, self.by, at=self.at), self.wish.order, MOST, ""
        while left > 0:
            chunk = list(cases.filter(order.beyond(key, "lt")).order_by(*order.columns)[: min(CHUNK, left)])
            yield from chunk
            if len(chunk) < CHUNK:
                return
            key, left = order.key(chunk[-1]), left - len(chunk)


def columns() -> list[str]:
    """The header."""
    return [str(name) for name, _read in COLUMNS]


def counted(wish: Asked, by: Person, *, at: datetime) -> int:
    """How many would be exported, no further than one beyond the limit."""
    return under(wish, answering(wish, by, at=at))[: MOST + 1].count()


def taken(wish: Asked, by: Person, *, at: datetime) -> QuerySet[Case]:
    """The same cases as in the list, with their words."""
    said = Words.objects.filter(case=OuterRef("pk"), seq=FIRST, redacted_at=None)
    cases = under(wish, answering(wish, by, at=at)).select_related("unit", "matter", "area", "identity")
    return cases.annotate(said=Subquery(said.values("text")))


def cut_words() -> str:
    """Said before and in the file."""
    return _("符合条件的超过 %(most)s 件，只导出了最新的 %(most)s 件；请缩小筛选范围，分几次导出。") % {
        "most": f"{MOST:,}"
    }


def named(person: Person, at: datetime) -> str:
    """A name with its posts."""
    posts = "、".join(str(post) for post in person.posts_on(localdate(at)))
    return f"{person.name}（{posts}）"


def _row(case: Case) -> list[Cell]:
    return [read(case) for _name, read in COLUMNS]
