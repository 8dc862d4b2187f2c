"""时限表 · the limits of a new district (RULES §3), each with where its number comes from. All are edited per district."""

from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.directory.clocks import Clock as C
from huying.directory.models import Limit, LimitClass, Measure

MINUTES, WORK_MINUTES, WORK_DAYS, DAYS = Measure
URGENT, UTILITY, COMPLEX = LimitClass.URGENT, LimitClass.UTILITY, LimitClass.COMPLEX
HALF_AN_HOUR, HALF_A_DAY = 30, 240
LOCAL = _("本地可配置，无官方定数")


class Row(NamedTuple):
    """One line of the table."""

    clock: C
    amount: int
    measure: Measure
    basis: str | Promise = LOCAL
    limit_class: str = ""
    source: str = ""
    later_round: bool = False


ROWS = (
    Row(C.ACCEPT, HALF_AN_HOUR, WORK_MINUTES),
    Row(C.DISPATCH, HALF_AN_HOUR, WORK_MINUTES),
    Row(C.CLAIM, 15, MINUTES, _("怀柔“一刻钟见诉领办”")),
    Row(C.SIGN_IN, HALF_AN_HOUR, WORK_MINUTES),
    Row(C.OBJECTION, HALF_A_DAY, WORK_MINUTES),
    Row(C.CONTACT, 24 * 60, MINUTES),
    Row(C.CONTACT, 60, WORK_MINUTES, _("珠海惠企诉求做法（报道）"), source="企业服务热线"),
    Row(C.INQUIRY, HALF_A_DAY, WORK_MINUTES),
    Row(C.HANDLING, 2, WORK_DAYS, _("潍州路街道内部时限")),
    Row(C.HANDLING, 120, MINUTES, _("潍州路街道紧急事项 2 小时"), limit_class=URGENT),
    Row(C.HANDLING, 24 * 60, MINUTES, _("水电气热 24 小时（报道）"), limit_class=UTILITY),
    Row(C.HANDLING, 15, DAYS, _("复杂事项经批准 15 天（报道）"), limit_class=COMPLEX),
    Row(C.HANDLING, 3, WORK_DAYS, _("不满意再办 3 个工作日（报道）"), later_round=True),
    Row(C.CITY, 5, WORK_DAYS, _("潍坊、济南 12345 规定"), source="12345"),
    Row(C.RULING, HALF_A_DAY, WORK_MINUTES),
    Row(C.EXTENSION, HALF_A_DAY, WORK_MINUTES),
    Row(C.FEEDBACK, HALF_A_DAY, WORK_MINUTES),
    Row(C.CHECK, HALF_A_DAY, WORK_MINUTES),
    Row(C.REPLY, 1, WORK_DAYS),
    Row(C.CALLBACK, 2, WORK_DAYS),
    Row(C.REVIEW, 3, WORK_DAYS),
    Row(C.REOPEN, 15, DAYS),
)


@transaction.atomic
def seed_limits() -> list[Limit]:
    """起始时限 · the lines that this district has never had; what was edited or ended stays so."""
    had = set(Limit.objects.values_list("clock", "limit_class", "source", "later_round"))
    fresh = [row for row in ROWS if (row.clock, row.limit_class, row.source, row.later_round) not in had]
    return Limit.objects.bulk_create(Limit(**row._asdict() | {"basis": str(row.basis)}) for row in fresh)
