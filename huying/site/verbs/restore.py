"""恢复 · a backup into an empty place, everything compared; letters wait for a person."""

import argparse
import getpass
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.kit.clock import now
from huying.site.backup import keys, manifest
from huying.site.backup.progress import bar
from huying.site.backup.restore import Restored, restore
from huying.site.verbs import verify


def add(parser: argparse.ArgumentParser) -> None:
    """Which backup, into which home, with whose keys."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=_("备份目录 huying-日期-时间"))
    parser.add_argument("--into", type=Path, metavar="HOME", help=_("恢复到哪个空目录（默认 HUYING_HOME）"))
    parser.add_argument("--keys", type=Path, metavar="KEYS", help=_("另外保存的 keys 目录"))


def run(args: argparse.Namespace) -> int:
    """0 when everything is there and the ledger is whole; 1 when refused or when the ledger has faults."""
    if args.into and args.into.resolve() != Path(settings.HUYING_HOME):
        return _elsewhere(args)
    try:
        done = restore(args.folder.resolve(), at=now(), kept=_kept(args), progress=bar)
    except (Refused, OSError) as error:
        print(_("没有恢复：%s") % error, file=sys.stderr)
        return 1
    print(_words(done))
    return verify.run(argparse.Namespace(json=False))


def _elsewhere(args: argparse.Namespace) -> int:
    """The home is settled when the program begins: so it begins again."""
    words = [sys.executable, "-m", "huying", "restore", str(args.folder.resolve())]
    words += ["--keys", str(args.keys.resolve())] if args.keys else []
    home = {"HUYING_HOME": str(args.into.resolve())}
    return subprocess.run(words, check=False, env=os.environ | home).returncode  # noqa: S603 the words are our own


def _kept(args: argparse.Namespace) -> Mapping[str, bytes]:
    """Keys from where somebody kept them, or out of the backup under its passphrase."""
    if args.keys:
        return keys.read(args.keys)
    sealed = args.folder / keys.NAME
    if not sealed.is_file() or keys.fingerprints(settings.HUYING_HOME / "keys") == manifest.read(args.folder).keys:
        return {}
    if sys.stdin.isatty():
        return keys.unseal(sealed, getpass.getpass(_("备份时给密钥设的口令：")))
    return keys.unseal(sealed, sys.stdin.readline().rstrip("\n"))


def _words(done: Restored) -> str:
    facts = {"rows": sum(done.manifest.rows().values()), "at": done.manifest.made_at, "home": settings.HUYING_HOME}
    lines = [_("已恢复到 %(home)s：%(rows)d 行与备份时（%(at)s）逐行一致，文件逐个一致。") % facts]
    if done.manifest.missing:
        lines.append(_("注意：有 %d 个照片文件在备份前就已缺失。") % len(done.manifest.missing))
    if done.later:
        later = {"many": len(done.later), "last": done.later[-1], "at": done.manifest.made_at}
        lines.append(
            _(
                "注意：这是一份旧副本。库外有 %(many)d 个更新的锚（到第 %(last)s 号），%(at)s 以后登记的内容不在其中，请核对补录。"
            )
            % later
        )
    lines.append(
        _("所有通知已暂停，%d 条未发的等人决定。先看：huying letters，再放行：huying letters --release") % done.held
    )
    return "\n".join(lines)
