"""核对现状 · what is stored of every case against what its ledger says; differences are told, and mended at a person's word only."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from tqdm import tqdm

from huying.case.models import Case
from huying.case.numbers import number_of, row_of
from huying.case.refused import Refused
from huying.directory import acts
from huying.directory.jurisdiction import here
from huying.directory.models import Person, What
from huying.kit.clock import now
from huying.oversight.inspection.check import check_all
from huying.oversight.inspection.compare import Found, compare
from huying.oversight.inspection.mend import mend
from huying.oversight.inspection.models import Difference
from huying.oversight.inspection.totals import mend_totals

SHOWN = 100


def add(parser: argparse.ArgumentParser) -> None:
    """Which case; whether it is mended, and at whose word."""
    parser.add_argument("--case", metavar=_("受理编号"), help=_("只核对这一件"))
    parser.add_argument("--mend", action="store_true", help=_("核实之后，把现状改成台账所说的；留下记录"))
    parser.add_argument("--by", metavar=_("登录名"), help=_("谁决定更正的（安全管理员）"))


def run(args: argparse.Namespace) -> int:
    """0 when everything is as the ledger says, 1 when anything differs, or differed and could not be mended."""
    by = Person.objects.filter(username__iexact=args.by or "").first()
    if args.mend and by is None:
        print(_("更正要有人决定：请用 --by 写明安全管理员的登录名。"), file=sys.stderr)
        return 2
    keys = _named(args.case)
    if keys is None:
        print(_("没有这个受理编号。"), file=sys.stderr)
        return 1
    found = compare(keys) if keys else _all()
    print(_words(found))
    if args.mend and by and found:
        return _mended(found, by, now())
    return int(bool(found))


def _named(number: str | None) -> list[int] | None:
    """The one case; none of them for all; nothing where there is no such case."""
    if number is None:
        return []
    case = Case.objects.filter(jurisdiction=here(), pk=row_of(number) or 0).first()
    return [case.pk] if case and case.number == number.strip() else None


def _all() -> list[Found]:
    with tqdm(total=Case.objects.count(), unit=_("件"), desc=_("核对现状"), file=sys.stderr, disable=None) as bar:

        def tell(count: int) -> None:
            bar.update(count - bar.n)

        done = check_all(now(), tell)
    rows = Difference.objects.filter(inspection=done).order_by("id")
    return [Found(row.case_id, row.what, row.stored, row.derived) for row in rows]


def _mended(found: Sequence[Found], by: Person, at: datetime) -> int:
    """Case by case; then the totals, which are made of the cases' cells."""
    try:
        for key in sorted({one.case for one in found if one.case}):
            mend(key, by=by, at=at)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    mend_totals()
    Difference.objects.filter(case=None, mended_at=None).update(mended_at=at)
    acts.record(What.MENDED, by=by, at=at, subject=_("%d 处") % len(found))
    print(_("已按台账更正 %d 处，各件的办理经过里记下了。") % len(found))
    return 0


def _words(found: Sequence[Found]) -> str:
    if not found:
        return _("现状与台账相符。")
    rows = Case.objects.filter(pk__in={one.case for one in found[:SHOWN]}).values_list("pk", "arrived_at")
    numbers = {pk: number_of(pk, arrived_at) for pk, arrived_at in rows}
    lines = [_line(one, numbers.get(one.case or 0, _("合计"))) for one in found[:SHOWN]]
    return "\n".join([*lines, _("共 %d 处与台账不符，没有改动。") % len(found)])


def _line(one: Found, number: str) -> str:
    told = {"number": number, "what": one.what, "stored": one.stored, "derived": one.derived}
    return _("%(number)s %(what)s：现存 %(stored)s，台账推得 %(derived)s") % told
