"""查验 · read the whole ledger and name what is not as it was written."""

import argparse
import json
import sys
from collections.abc import Mapping

from django.utils.translation import gettext as _
from tqdm import tqdm

from huying.case.models import Case, Entry
from huying.case.numbers import number_of
from huying.case.proof import Fault, Report, verify
from huying.kit.clock import now
from huying.oversight.inspection.recorded import record_verify


def add(parser: argparse.ArgumentParser) -> None:
    """How it is told."""
    parser.add_argument("--json", action="store_true", help=_("结果只写成一行 JSON，供程序读取"))


def run(args: argparse.Namespace) -> int:
    """0 when the ledger is whole, 1 when anything is not as it was written."""
    began_at = now()
    report = _read()
    record_verify(report, began_at=began_at, at=now())
    numbers = _numbers({fault.case for fault in report.faults})
    print(_json(report, numbers) if args.json else _words(report, numbers))
    return 0 if report.clean else 1


def _read() -> Report:
    """Progress goes to the terminal, so that the result alone can be piped on."""
    with tqdm(total=Entry.objects.count(), unit=_("行"), desc=_("查验台账"), file=sys.stderr, disable=None) as bar:

        def tell(count: int) -> None:
            bar.update(count - bar.n)

        report = verify(tell)
        tell(report.entries)
    return report


def _numbers(cases: set[int]) -> Mapping[int, str]:
    rows = Case.objects.filter(pk__in=cases).values_list("pk", "arrived_at")
    return {pk: number_of(pk, arrived_at) for pk, arrived_at in rows}


def _where(fault: Fault, numbers: Mapping[int, str]) -> str:
    """The receipt number, or the row where the case itself is gone; empty for the ledger as a whole."""
    return numbers.get(fault.case, f"#{fault.case}") if fault.case else ""


def _words(report: Report, numbers: Mapping[int, str]) -> str:
    counts = {"entries": report.entries, "cases": report.cases, "found": report.found}
    if report.clean:
        return _("台账完整：查验了 %(cases)d 件、%(entries)d 行，没有发现改动。") % counts
    lines = [_line(fault, numbers) for fault in report.faults]
    if report.found > len(lines):
        lines.append(_("……其余 %d 处从略。") % (report.found - len(lines)))
    return "\n".join([*lines, _("发现 %(found)d 处不符（查验了 %(cases)d 件、%(entries)d 行）。") % counts])


def _line(fault: Fault, numbers: Mapping[int, str]) -> str:
    place = {"number": _where(fault, numbers), "line": fault.seq, "what": fault.what}
    if not fault.case:
        return _("整个台账：%(what)s") % place
    return _("%(number)s 第 %(line)d 行：%(what)s") % place if fault.seq else _("%(number)s：%(what)s") % place


def _json(report: Report, numbers: Mapping[int, str]) -> str:
    faults = [{"case": _where(fault, numbers), "line": fault.seq, "what": fault.what} for fault in report.faults]
    told = {"clean": report.clean, "cases": report.cases, "entries": report.entries, "found": report.found}
    return json.dumps(told | {"faults": faults}, ensure_ascii=False)
