"""重置密码 · from the server's own console, for whoever can no longer ask an administrator: the first one, above all."""

import argparse
import sys

from django.utils.translation import gettext as _

from huying.directory.account.reset import drop_second_factor, reset
from huying.directory.models import Person
from huying.kit.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    """Whose, and whether the phone is lost too."""
    parser.add_argument("name", metavar=_("登录名"))
    parser.add_argument("--lost-phone", action="store_true", help=_("手机和恢复码都丢了：连双重验证一起取消"))


def run(args: argparse.Namespace) -> int:
    """Print the new password, once."""
    person = Person.objects.filter(username__iexact=args.name).first()
    if person is None:
        print(_("没有登录名为 %s 的人员。") % args.name, file=sys.stderr)
        return 1
    at = now()
    if args.lost_phone:
        drop_second_factor(person, by=None, at=at)
    password = reset(person, by=None, at=at)
    print(_("%(name)s 的新密码：%(password)s（登录后须修改）") % {"name": person.name, "password": password})
    return 0
