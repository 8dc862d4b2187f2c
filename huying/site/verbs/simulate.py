"""模拟 · a year of a district through the real deeds, in an empty home; or the same requests under other rules, side by side."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from tqdm import tqdm

from huying.case.models import Case, Entry
from huying.directory.models import Unit
from huying.directory.reckoning import rules
from huying.kit.clock import now
from huying.simulation import child, copied, past
from huying.simulation.called import Given
from huying.simulation.compare import Band, Failed, compare
from huying.simulation.district import District
from huying.simulation.dump import dump
from huying.simulation.enough import FEWEST, TOO_FEW
from huying.simulation.figures import LABELS, figures
from huying.simulation.nearest import under
from huying.simulation.plan import Plan
from huying.simulation.progress import Progress
from huying.simulation.scenario import MATTERS, NoSuchRule, Rule, apply, rules_of, settled
from huying.simulation.simulate import Asking, Lived, drawn, simulate
from huying.site import demo
from huying.site.running.prepare import migrate
from huying.site.wiring import ON_DUE

AS_IT_IS = "-"
"""How the rules as they are stand on the command line."""


def add(parser: argparse.ArgumentParser) -> None:
    """How long, how many, from which seed; under which rules."""
    parser.add_argument("--days", type=int, default=365, help=_("多少天（默认 365）"))
    parser.add_argument("--cases", type=int, default=2000, help=_("多少件（默认 2000）"))
    parser.add_argument("--seed", type=int, default=1, help=_("种子：种子和起始日相同，台账内容就相同"))
    first = _("从哪天开始（默认到昨天为止）")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar=_("日期"), help=first)
    rules_help = _("换一套规则再模拟：claim=5,handling=3,workers=1,matters=清单.xlsx")
    parser.add_argument("--rules", default="", help=rules_help)
    parser.add_argument(
        "--dump", type=Path, metavar=_("文件"), help=_("模拟之后，把台账内容（不含编号和密文）抄录到文件")
    )
    parser.add_argument("--directory", type=Path, metavar=_("文件"), help=argparse.SUPPRESS)
    parser.add_argument("--figures", action="store_true", help=_("结果的各项率和负荷，写成一行 JSON"))
    several = _("同样的诉求在几套规则下各走一遍，并排比较；“-”是现在的规则")
    parser.add_argument("--compare", nargs="+", metavar="claim=5", help=several)
    parser.add_argument("--past", action="store_true", help=_("对照时用本地台账里这段时间真实收到的件，人和话仍是编的"))
    parser.add_argument("--arrivals", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seeds", type=int, default=3, help=_("对照时每套规则换几个种子（默认 3）"))


def run(args: argparse.Namespace) -> int:
    """0 when it was lived through; 1 where there is something already that must not be mixed with inventions."""
    first = args.first or localdate(now()) - timedelta(days=args.days)
    plan = Plan(first, args.days, args.cases, args.seed, points=demo.points())
    if args.child:
        child.begin()
    try:
        changed, compared = rules_of(args.rules), _compared(args)
        migrate(_say)
        if args.compare:
            return _compare(args, plan, compared)
        return _alone(args, plan, changed)
    except (NoSuchRule, Failed) as wrong:
        return _sorry(str(wrong))


def _alone(args: argparse.Namespace, plan: Plan, changed: Sequence[Rule]) -> int:
    if Case.objects.exists():
        return _sorry(_("这里已经有诉求件，模拟的件不能混进去。请换一个空目录：HUYING_HOME=/tmp/sim huying simulate"))
    if wrong_place := _settle(args.directory, bool(changed)):
        return _sorry(wrong_place)
    asked = _asking(args, plan, changed)
    apply(changed, at=now())
    return _told(args, _lived(args, plan, asked))


def _asking(args: argparse.Namespace, plan: Plan, changed: Sequence[Rule]) -> Asking | None:
    """Under another list the requests are those of the list that was there."""
    if args.arrivals:
        return partial(past.demands, past.read(args.arrivals))
    if any(rule.name == MATTERS for rule in changed):
        before = drawn(plan, District(plan.first))
        return lambda _plan, district: under(before, district.matters)
    return None


def _settle(directory: Path | None, changes: bool) -> str:
    """Take the directory that is given, or that is here, or the demonstration's; says what is wrong with it."""
    if directory:
        copied.read(directory)
    elif changes and Unit.objects.exists():
        return _("换规则会改动这里的时限和人员。请在空目录里做，或者用 --compare：它在副本上做。")
    elif not Unit.objects.exists() and not demo.found(now()):
        return _("这里没有单位和事项，程序旁边也没有演示区县。请先用 huying directory import 导入名录。")
    lacking = District(localdate(now())).lacks()
    posts = {"posts": "、".join(str(role.label) for role in lacking)}
    return _("名录里没有人任这些岗位：%(posts)s。请先补上，再模拟。") % posts if lacking else ""


def _lived(args: argparse.Namespace, plan: Plan, asked: Asking | None) -> Lived:
    if args.child:
        return simulate(plan, ON_DUE, asked=asked, tell=child.tell)
    with Progress(plan.cases, _("模拟")) as progress:
        return simulate(plan, ON_DUE, asked=asked, tell=progress.tell)


def _told(args: argparse.Namespace, lived: Lived) -> int:
    told = {"cases": lived.year.come, "lines": Entry.objects.count(), "refused": lived.year.refused.total()}
    _say(_("模拟了 %(cases)d 件、台账 %(lines)d 行；%(refused)d 次动作被规则拒绝。查验：huying verify") % told)
    if args.dump:
        args.dump.write_text("\n".join(dump()) + "\n", "utf-8")
    if args.figures:
        print(json.dumps(figures(lived, rules(lived.world.plan.begins).calendar)))
    return 0


def _compared(args: argparse.Namespace) -> list[str]:
    """Each set of rules, read; files by their whole path, for they are read elsewhere."""
    sets = [[] if one == AS_IT_IS else rules_of(one) for one in args.compare or ()]
    return [
        ",".join(str(replace(rule, file=str(Path(rule.file).resolve())) if rule.file else rule) for rule in one)
        for one in sets
    ]


def _compare(args: argparse.Namespace, plan: Plan, compared: Sequence[str]) -> int:
    """Each in a copy of this directory; here nothing is changed."""
    for one in compared if Unit.objects.exists() else ():
        [settled(rule) for rule in rules_of(one)]
    names = list(dict.fromkeys(compared))
    with TemporaryDirectory() as place, tqdm(total=len(names) * args.seeds, unit=_("遍"), file=sys.stderr) as bar:
        given, plan = _given(args, Path(place), plan)
        found = compare(plan, names, args.seeds, given, bar.update)
    _table(found)
    return 0


def _given(args: argparse.Namespace, place: Path, plan: Plan) -> tuple[Given, Plan]:
    """The directory that is here, and the requests that came, if they are asked for."""
    given = Given()
    if Unit.objects.exists():
        given = Given(place / "directory.json")
        copied.write(place / "directory.json", on=localdate(now()))
    if not args.past:
        return given, plan
    cases = past.write(place / "arrivals.json", plan.first, plan.first + timedelta(days=plan.days - 1))
    if cases < FEWEST:
        raise Failed(_(TOO_FEW) % {"cases": cases, "fewest": FEWEST})
    return replace(given, arrivals=place / "arrivals.json"), replace(plan, cases=cases)


def _table(found: dict[str, dict[str, Band]]) -> None:
    for rule, row in found.items():
        print(_("规则 %s") % (rule or _("现在的")))
        for name, band in row.items():
            print(f"  {LABELS[name]}  {band.mean:.3g}  ({band.least:.3g} – {band.most:.3g})")
    print(
        _("括号里是各种子中最低和最高。居民、单位的习惯和用时都是设想，见 huying/simulation；只宜看差别，不宜当预测。")
    )


def _sorry(words: str) -> int:
    _say(words)
    return 1


def _say(words: str) -> None:
    print(words, file=sys.stderr)
