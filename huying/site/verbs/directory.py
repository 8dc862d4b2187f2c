"""名录 · the registers of the directory in and out of spreadsheets, and what a new district begins with."""

import argparse
import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from huying.directory import acts
from huying.directory.models import Fate, Person, What
from huying.directory.seed import seed_calendar, seed_limits
from huying.directory.sheets import REGISTERS, Plan, Reading, Register, Unfit, Unreadable, export, read_sheet
from huying.kit.clock import now

SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """import, export or seed."""
    actions = parser.add_subparsers(metavar=_("动作"), required=True)
    taking = actions.add_parser("import", help=_("从表格导入：先比对，没有错误才整份写入"))
    _what(taking)
    taking.add_argument("--by", default="", metavar="USERNAME", help=_("以谁的名义留痕"))
    taking.add_argument("--dry-run", action="store_true", help=_("只看会有什么变动，不写入"))
    taking.add_argument("--json", action="store_true", help=_("结果只写成一行 JSON，供程序读取"))
    taking.set_defaults(act=_import)
    giving = actions.add_parser("export", help=_("导出为表格，列与导入相同"))
    _what(giving)
    giving.set_defaults(act=_export)
    actions.add_parser("seed", help=_("写入法定节假日和默认时限，已有的不动")).set_defaults(act=_seed)


def _what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=list(REGISTERS), metavar="KIND", help="、".join(REGISTERS))
    parser.add_argument("file", type=Path, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """0 when done, 1 when the file has faults, 2 when it could not be read at all."""
    code: int = args.act(args)
    return code


def _import(args: argparse.Namespace) -> int:
    register = REGISTERS[args.kind]
    try:
        reading = read_sheet(args.file, register.columns)
        plan = register.plan(reading, now())
        if not plan.faults and not args.dry_run:
            _carry_out(register, reading, plan, args)
    except (Unreadable, Unfit) as refusal:
        return _refused(str(refusal), args)
    except ValidationError as error:
        return _refused("；".join(error.messages), args)
    print(_told(plan) if args.json else _words(plan, args))
    return 1 if plan.faults else 0


@transaction.atomic
def _carry_out(register: Register, reading: Reading, plan: Plan, args: argparse.Namespace) -> None:
    by, at = _person(args.by), now()
    register.carry_out(reading, mark=plan.mark, by=by, at=at)
    acts.record(What.IMPORTED, by=by, at=at, subject=str(register.title), words=args.file.name)


def _person(username: str) -> Person | None:
    person = Person.objects.filter(username__iexact=username).first() if username else None
    if username and person is None:
        raise ValidationError(_("没有登录名为“%s”的人") % username)
    return person


def _refused(words: str, args: argparse.Namespace) -> int:
    if args.json:
        print(json.dumps({"refused": words}, ensure_ascii=False))
    else:
        print(words, file=sys.stderr)
    return 2


def _told(plan: Plan) -> str:
    faults = [{"row": fault.number, "what": fault.words} for fault in plan.faults]
    return json.dumps(plan.counts | {"faults": faults}, ensure_ascii=False)


def _words(plan: Plan, args: argparse.Namespace) -> str:
    """What was done or would be, and every fault with its row."""
    lines = [str(fault) for fault in plan.faults[:SHOWN]]
    if len(plan.faults) > SHOWN:
        lines.append(_("……还有 %d 处从略。") % (len(plan.faults) - SHOWN))
    counts = "，".join(f"{Fate(fate).label} {count}" for fate, count in plan.counts.items())
    lines += [*plan.notes, counts + "。"]
    if plan.ignored:
        lines.append(_("没有用到的列：%s。") % "、".join(plan.ignored))
    if plan.faults:
        lines.append(_("有 %d 处错误，整份都没有写入。") % len(plan.faults))
    elif args.dry_run:
        lines.append(_("只是预览，没有写入。"))
    return "\n".join(lines)


def _export(args: argparse.Namespace) -> int:
    register, at = REGISTERS[args.kind], now()
    count = export(register, args.file, at=at)
    acts.record(What.EXPORTED, by=None, at=at, subject=str(register.title), words=_("%d 行") % count)
    print(_("已导出%(what)s %(count)d 行：%(file)s") % {"what": register.title, "count": count, "file": args.file})
    return 0


def _seed(args: argparse.Namespace) -> int:
    version, limits = seed_calendar(now()), seed_limits()
    day = {"version": version, "day": version.published_to, "count": len(limits)}
    print(_("工作日历 %(version)s，已公布至 %(day)s；新增默认时限 %(count)d 条。") % day)
    return 0
