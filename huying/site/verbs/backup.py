"""备份 · everything into a new folder, while people work on."""

import argparse
import getpass
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.kit.clock import now
from huying.site.backup.make import make
from huying.site.backup.manifest import Manifest
from huying.site.backup.nightly import failed, made
from huying.site.backup.progress import bar


def add(parser: argparse.ArgumentParser) -> None:
    """Where to, how many are kept, with the keys or without."""
    parser.add_argument("--to", type=Path, default=settings.HUYING_BACKUPS, help=_("放到哪里（默认 HUYING_BACKUPS）"))
    parser.add_argument("--keep", type=int, default=0, metavar="N", help=_("只保留最新的 N 份，较早的删除"))
    keys = _("连同密钥一起备份，用口令加密；不加此项则备份里没有密钥")
    parser.add_argument("--with-keys", action="store_true", help=keys)
    prove = _("做完后恢复到临时目录，查验台账，再删除：真的能恢复才算数（SQLite）")
    parser.add_argument("--prove", action="store_true", help=prove)


def run(args: argparse.Namespace) -> int:
    """0 when the backup is whole, checked and has its name."""
    at = now()
    try:
        passphrase = ask_twice() if args.with_keys else ""
        folder, listed = make(args.to.resolve(), at=at, newest=args.keep, passphrase=passphrase, progress=bar)
    except (Refused, OSError) as error:
        failed(at, str(error))
        print(_("没有备份成：%s") % error, file=sys.stderr)
        return 1
    made(at, folder)
    print(_words(folder, listed))
    return _prove(folder) if args.prove else 0


def ask_twice() -> str:
    """At a terminal twice without an echo; else one line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(_("给密钥设一个口令（至少 12 个字符）："))
    if first != getpass.getpass(_("再输一次：")):
        raise Refused(_("两次输入的口令不一样。"))
    return first


def _words(folder: Path, listed: Manifest) -> str:
    rows = sum(listed.rows().values())
    facts = {"folder": folder, "rows": rows, "files": len(listed.pieces), "size": f"{listed.size / 2**20:,.1f}"}
    lines = [_("备份已完成并核对：%(folder)s（%(rows)d 行，%(files)d 个文件，%(size)s MB）") % facts]
    if listed.missing:
        lines.append(_("注意：%d 个照片文件原处已经没有，备份里也没有。") % len(listed.missing))
    if listed.with_keys:
        lines.append(_("密钥已用口令加密放进备份。口令不要和备份放在一起；忘记口令就打不开。"))
    else:
        keys = Path(settings.HUYING_HOME) / "keys"
        lines.append(_("备份里没有密钥。请另外保存 %s，没有它，姓名、电话和台账签章都打不开。") % keys)
    return "\n".join(lines)


def _prove(folder: Path) -> int:
    """In a place of its own, by the verb that a person would use."""
    if connection.vendor != "sqlite":
        print(_("--prove 只能用于 SQLite；PostgreSQL 请恢复到另一个空数据库来试。"), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix=".prove-", dir=folder.parent) as home:
        words = [sys.executable, "-m", "huying", "restore", str(folder), "--keys", str(settings.HUYING_HOME / "keys")]
        place = {"HUYING_HOME": home, "HUYING_ANCHORS": f"{home}/anchors"}
        return subprocess.run(words, check=False, env=os.environ | place).returncode  # noqa: S603 the words are our own
