"""命令 · one row a verb. Each verb is a module of huying.site.verbs with `add(parser)` and `run(args) -> int`."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword
from typing import Protocol, cast

import django
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Module(Protocol):
    """What a verb's module offers."""

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Name the verb's arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; the exit code."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, what it does in one line, and how it is called."""

    name: str
    does: str | Promise
    example: str

    def module(self) -> Module:
        """Loaded when it is called, so that `huying --help` stays quick. A verb that is a word of Python gets a dash."""
        name = self.name.replace("-", "_") + "_" * iskeyword(self.name)
        return cast(Module, import_module(f"huying.site.verbs.{name}"))


VERBS: tuple[Verb, ...] = (
    Verb("run", gettext_lazy("启动：网页、守时、投递，一个命令"), "huying run --port 8000"),
    Verb("keep", gettext_lazy("只守时和投递（由 run 启动，也可单独在另一台机器上跑）"), "huying keep"),
    Verb("web", gettext_lazy("只提供网页（由 run 启动，也可单独跑）"), "huying web --port 8000"),
    Verb("live", gettext_lazy("只推送实时消息（由 run 启动，也可单独跑）"), "huying live --port 8001"),
    Verb("migrate", gettext_lazy("建立或升级数据库"), "huying migrate"),
    Verb("partition", gettext_lazy("分区：一市几区县同在一个 PostgreSQL，各用各的分区，各看各的"), "huying partition"),
    Verb("check-config", gettext_lazy("检查配置、目录、数据库能否工作"), "huying check-config"),
    Verb(
        "person",
        gettext_lazy("新增人员或岗位，并给新人生成一次性密码"),
        "huying person zhao 赵敏 --unit C --role security_admin",
    ),
    Verb("passwd", gettext_lazy("重置密码：生成随机密码，登录后须修改"), "huying passwd zhao"),
    Verb(
        "directory",
        gettext_lazy("名录：区划、单位、人员、事项、日历、时限，导入导出表格"),
        "huying directory import units 单位.xlsx",
    ),
    Verb(
        "import",
        gettext_lazy("导入市平台等来源的工单表格（xlsx、xls、csv），重复导入不会重复登记"),
        "huying import 工单.xlsx --source 市平台",
    ),
    Verb(
        "redact",
        gettext_lazy("依法删除：一行文字，或诉求人的姓名电话；留下依据，台账不断链"),
        "huying redact 20261122-000042 --line 1 --reason 本人申请 --by security-admin",
    ),
    Verb("verify", gettext_lazy("查验台账：逐件核对每一行，指出第一处改动"), "huying verify"),
    Verb(
        "backup", gettext_lazy("备份：运行中整份复制并核对，可只留最新几份"), "huying backup --to /mnt/backup --keep 7"
    ),
    Verb(
        "restore",
        gettext_lazy("恢复：把一份备份放进空目录，逐行核对，通知先停发"),
        "huying restore /mnt/backup/huying-20261122-030000 --into /srv/huying",
    ),
    Verb(
        "simulate",
        gettext_lazy("模拟：一个区县的一年，通过真实的动作走完，用于培训、演练和测试（只在空目录里）"),
        "huying simulate --days 365 --cases 20000 --seed 1",
    ),
    Verb("letters", gettext_lazy("通知：看待发和暂停的，放行或作废"), "huying letters --release --by system-admin"),
    Verb(
        "check",
        gettext_lazy("核对现状：每件的步骤、单位、时限、数字是否与台账相符（守时进程每夜自动做）"),
        "huying check --case 20261122-000042",
    ),
    Verb("anchor", gettext_lazy("下锚：把台账各链的末端写到数据库之外（守时进程每小时自动做）"), "huying anchor"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the words and do the verb."""
    words = list(sys.argv[1:] if argv is None else argv)
    _wake()
    parser, chosen = _parser(words)
    args = parser.parse_args(words)
    if chosen is None:
        parser.print_help()
        return 2
    try:
        return chosen.module().run(args)
    except KeyboardInterrupt:
        return 130


def _wake() -> None:
    """Django, in the language of the terminal: Chinese unless it says English."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
    if not apps.ready:  # setting up twice would close the log under who writes it
        django.setup()
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    translation.activate("en" if spoken.startswith("en") else "zh-hans")


def _parser(words: Sequence[str]) -> tuple[argparse.ArgumentParser, Verb | None]:
    """Every verb with its line and example; only the called one loads its arguments."""
    parser = argparse.ArgumentParser(
        prog="huying",
        description=_("呼应：民有所呼，我有所应。"),
        epilog=_("例：\n") + "\n".join(f"  {verb.example}" for verb in VERBS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    table = parser.add_subparsers(metavar=_("命令"), title=_("命令"))
    chosen = None
    for verb in VERBS:
        own = table.add_parser(
            verb.name, help=str(verb.does), description=str(verb.does), epilog=_("例：") + verb.example
        )
        if words and words[0] == verb.name:
            chosen = verb
            verb.module().add(own)
    return parser, chosen
