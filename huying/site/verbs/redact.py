"""依法删除 · words or a resident's name and phone, at the resident's request, by the security administrator."""

import argparse
import sys

from django.utils.translation import gettext as _

from huying.case.models import Case
from huying.case.numbers import row_of
from huying.case.redact import erase_identity, redact
from huying.case.refused import Refused
from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.kit.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    """Which case, what of it, on whose order and why."""
    parser.add_argument("number", metavar=_("受理编号"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--line", type=int, metavar=_("行号"), help=_("删除这一行的文字；1 是诉求内容"))
    what.add_argument("--identity", action="store_true", help=_("删除诉求人的姓名和电话"))
    parser.add_argument("--reason", required=True, help=_("删除的依据"))
    parser.add_argument("--by", required=True, metavar=_("登录名"), help=_("安全管理员"))


def run(args: argparse.Namespace) -> int:
    """One deed, on record in the case's own history; it cannot be taken back."""
    case, by = _case(args.number), Person.objects.filter(username__iexact=args.by).first()
    if case is None or by is None:
        print(_("没有这个受理编号或登录名。"), file=sys.stderr)
        return 1
    try:
        _do(args, case, by)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(_("已删除，%s 的办理经过里记下了依据。") % case.number)
    return 0


def _do(args: argparse.Namespace, case: Case, by: Person) -> None:
    if args.identity:
        erase_identity(case, reason=args.reason, by=by, at=now())
    else:
        redact(case, of=args.line, reason=args.reason, by=by, at=now())


def _case(number: str) -> Case | None:
    """By its whole number: the day counts, too."""
    found = Case.objects.filter(jurisdiction=here(), pk=row_of(number) or 0).select_related("unit", "identity").first()
    return found if found and found.number == number.strip() else None
