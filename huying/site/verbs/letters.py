"""通知 · what waits to be sent, what is held; somebody entitled lets it go or drops it."""

import argparse
import sys

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.post.hold import drop, paused, release
from huying.post.models import Letter, State

SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Look, or decide."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--release", action="store_true", help=_("放行：暂停的通知全部发出"))
    what.add_argument("--drop", action="store_true", help=_("作废：暂停的通知恢复前已经发过，不再发；以后的照常"))
    parser.add_argument("--by", default="", metavar="USERNAME", help=_("谁决定的（系统管理员的登录名）"))


def run(args: argparse.Namespace) -> int:
    """0 when done; 1 when nobody entitled is named."""
    if not (args.release or args.drop):
        print("\n".join(_state()))
        return 0
    by, at = Person.objects.filter(username__iexact=args.by, is_active=True).first(), now()
    if by is None or Role.SYSTEM_ADMIN not in {post.role for post in by.posts_on(localdate(at))}:
        print(_("放行或作废要由系统管理员决定：--by 登录名。"), file=sys.stderr)
        return 1
    if args.release:
        print(_("已放行 %d 条，守时进程会陆续发出。") % release(at, by=by))
    else:
        print(_("已作废 %d 条，不再发出；以后的通知照常。") % drop(at, _("恢复前可能已经发过"), by=by))
    return 0


def _state() -> list[str]:
    pause, held = paused(), Letter.objects.filter(state=State.HELD)
    waiting = Letter.objects.filter(state=State.WAITING).count()
    lines = [_("待发送 %(waiting)d 条，暂停 %(held)d 条。") % {"waiting": waiting, "held": held.count()}]
    if pause:
        lines.append(
            _("自 %(at)s 起全部停发：%(why)s") % {"at": f"{localtime(pause.at):%Y-%m-%d %H:%M}", "why": pause.why}
        )
    return lines + [_line(letter) for letter in held.select_related("entry__case", "person").order_by("id")[:SHOWN]]


def _line(letter: Letter) -> str:
    to = letter.person.name if letter.person else _("诉求人")
    return f"  {letter.entry.case.number}  {letter.entry.deed}  → {to}"
