"""导入 · bring a city platform's file in, here and now, with a progress bar and a result that adds up."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from tqdm import tqdm

from huying.case.refused import Forbidden, Refused
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit import sheet
from huying.kit.clock import now
from huying.site.running.prepare import migrate
from huying.steps.intake.imports import jobs, mapping, store
from huying.steps.intake.imports.fields import KNOWN, Field
from huying.steps.intake.imports.mapping import Columns
from huying.steps.intake.imports.models import Job, State
from huying.steps.intake.imports.preview import Preview, preview
from huying.steps.intake.imports.rehearse import rehearse

LONGEST_SOURCE = 60
FIGURES = ("rows", "created", "repeated", "rejected")


def add(parser: argparse.ArgumentParser) -> None:
    """Which file, from where, by whom."""
    parser.add_argument("file", metavar=_("文件"), help=_("xlsx、xls 或 csv 表格"))
    parser.add_argument("--source", metavar=_("来源"), help=_("编号在同一来源内不重复；不填则按表头取名"))
    parser.add_argument(
        "--map", action="append", default=[], metavar=_("列=字段"), help=_("指明某一列的含义，可多次使用")
    )
    parser.add_argument("--as", dest="username", metavar=_("登录名"), help=_("以某位派单员的名义导入"))
    parser.add_argument("--dry-run", action="store_true", help=_("只演练，不写入"))
    parser.add_argument("--yes", action="store_true", help=_("不再询问"))
    parser.add_argument("--json", action="store_true", help=_("结果只写成一行 JSON，供程序读取"))


def run(args: argparse.Namespace) -> int:
    """0 when the file is in, 1 when it could not be read."""
    try:
        return _run(args, now())
    except sheet.Unreadable as refusal:
        return _refuse(_(refusal.words) % refusal.values, as_json=args.json)
    except Refused as refusal:
        return _refuse(str(refusal), as_json=args.json)


def _run(args: argparse.Namespace, at: datetime) -> int:
    migrate(_say)
    path, by = Path(args.file), _person(args.username, at)
    with sheet.open_rows(path, known=KNOWN) as table:
        columns = table.columns
    source = _source(args.source, columns)
    chosen = (mapping.remembered(columns, source) or mapping.propose(columns)) | _named(args.map, columns)
    mapping.check(chosen)
    if args.dry_run:
        counts, notices = rehearse(path, chosen, source, at=at)
        return _report(counts, notices, source, as_json=args.json)
    if (
        not (args.yes or args.json)
        and sys.stdin.isatty()
        and not _agreed(preview(path, at=at, chosen=chosen, source=source))
    ):
        return 1
    return _bring_in(path, columns, chosen, source, by=by, at=at, as_json=args.json)


def _bring_in(
    path: Path, columns: list[str], chosen: Columns, source: str, *, by: Person | None, at: datetime, as_json: bool
) -> int:
    """One that was broken off is gone on with."""
    job = jobs.unfinished(store.digest_of(path), source, chosen, by=by, at=at)
    if job is None:
        job = jobs.upload(path.name, store.keep_copy(path), source, by=by, at=at)
        jobs.queue(job, columns, chosen, source, at=at)
    job = _worked(job, at)
    if job.state != State.DONE:
        return _refuse(job.refusal, as_json=as_json)
    if job.rejected:
        _say(_("拒收的行已另存：%s") % store.rejected_path(job))
    return _report(
        job.figures | {"changed": job.changed, "suspected": job.suspected}, job.notices, source, as_json=as_json
    )


def _worked(job: Job, at: datetime) -> Job:
    with tqdm(total=job.total, unit=_("行"), desc=_("导入"), file=sys.stderr, disable=None) as bar:

        def tell(job: Job) -> None:
            bar.total = job.total
            bar.update(job.rows - bar.n)

        worked = jobs.work(job, at=at, told=tell)
    if worked is None:
        raise Refused(_("这份文件正在导入，请稍候再看结果。"))
    return worked


def _source(named: str | None, columns: list[str]) -> str:
    source = (named or "").strip() or mapping.default_source(columns)
    if len(source) > LONGEST_SOURCE:
        raise Refused(_("来源名最长 60 个字，请写短些。"))
    return source


def _named(pairs: list[str], columns: list[str]) -> Columns:
    """列=字段, as somebody wrote it by hand."""
    fields = {str(field.label): field for field in Field} | {field.value: field for field in Field}
    chosen: Columns = {}
    for column, _sign, meant in (pair.partition("=") for pair in pairs):
        if column not in columns or meant not in fields:
            words = _("看不懂“%(pair)s”。文件里的列：%(columns)s。字段：%(fields)s。")
            told = {"columns": "、".join(columns), "fields": "、".join(str(field.label) for field in Field)}
            raise Refused(words % (told | {"pair": f"{column}={meant}"}))
        chosen[column] = fields[meant]
    return chosen


def _person(username: str | None, at: datetime) -> Person | None:
    if not username:
        return None
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise Refused(_("没有登录名为 %s 的人员。") % username)
    if not any(post.role == Role.DISPATCHER for post in person.posts_on(localdate(at))):
        raise Forbidden(_("只有派单员可以导入工单。"))
    return person


def _agreed(shown: Preview) -> bool:
    """What it would become, and a question."""
    _say(_("来源：%(source)s，约 %(total)d 行。") % {"source": shown.source, "total": shown.total})
    for column in shown.columns:
        _say(
            f"  {column.name} → {column.meaning.label if column.meaning else _('原样保留')}  {' / '.join(column.samples)}"
        )
    told = {"read": shown.read} | {name: shown.counts[name] for name in FIGURES}
    _say(_("前 %(read)d 行：新建 %(created)d，重复 %(repeated)d，拒收 %(rejected)d。") % told)
    for warning in shown.warnings:
        _say(f"! {warning}")
    return input(_("导入吗？[y/N] ")).strip().lower() in ("y", "yes", "是")


def _report(counts: Mapping[str, int], notices: Mapping[str, int], source: str, *, as_json: bool) -> int:
    """The last line alone is for programs."""
    for words, count in notices.items():
        _say(_("%(count)d 行：%(words)s") % {"count": count, "words": _(words)})
    if as_json:
        print(json.dumps({name: counts[name] for name in FIGURES}))
        return 0
    words = _("来源“%(source)s”共 %(rows)d 行：新建 %(created)d，重复 %(repeated)d，拒收 %(rejected)d。")
    print(words % ({name: counts[name] for name in FIGURES} | {"source": source}))
    if counts.get("changed") or counts.get("suspected"):
        told = {"changed": counts.get("changed", 0), "suspected": counts.get("suspected", 0)}
        print(_("请复核：内容有变 %(changed)d，疑似重复 %(suspected)d。") % told)
    return 0


def _refuse(reason: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"refused": reason}, ensure_ascii=False))
    else:
        _say(reason)
    return 1


def _say(words: str) -> None:
    print(words, file=sys.stderr)
