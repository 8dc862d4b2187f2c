"""新增人员 · somebody with a post, from the server's own console: how the three administrators come to be."""

import argparse
import sys

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huying.directory.account.enlist import enlist
from huying.directory.models import Area, Unit
from huying.directory.roles import Role
from huying.kit.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    """Who, where, as what."""
    parser.add_argument("username", metavar=_("登录名"))
    parser.add_argument("name", metavar=_("姓名"))
    parser.add_argument("--unit", required=True, metavar=_("单位代码"))
    parser.add_argument("--role", required=True, choices=[str(role) for role in Role], help=_roles(), metavar=_("岗位"))
    parser.add_argument("--area", metavar=_("区划代码"), help=_("网格员、包村干部负责的片区"))


def run(args: argparse.Namespace) -> int:
    """Print the password of somebody new, once."""
    unit = Unit.objects.filter(code=args.unit).order_by("-valid_from").first()
    area = Area.objects.filter(code=args.area).order_by("-valid_from").first() if args.area else None
    if unit is None or (args.area and area is None):
        return _no(_("没有代码为 %s 的单位或区划。") % (args.area if unit else args.unit))
    try:
        enlisted = enlist(args.username, args.name, Role(args.role), unit, area=area, by=None, at=now())
    except ValidationError as refused:
        return _no("；".join(refused.messages))
    print(f"{enlisted.post.person.username}  {enlisted.post}")
    if enlisted.password:
        print(_("密码：%s（登录后须修改）") % enlisted.password)
    return 0


def _no(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _roles() -> str:
    return "、".join(f"{role} {role.label}" for role in Role)
