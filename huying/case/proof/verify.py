"""查验 · read the whole ledger once and name what is not as it was written, the first bad line first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from huying.case.proof import anchors, chains, guards, words
from huying.case.proof.chains import Count
from huying.case.proof.fault import Fault
from huying.kit.words import gettext_noop

ENOUGH = 100


@dataclass(slots=True)
class Report:
    """What was read and what was found; at most the first hundred faults, and how many there are."""

    entries: int = 0
    cases: int = 0
    found: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.found


def verify(tell: Callable[[int], None] = lambda count: None) -> Report:
    """Verify everything; `tell` hears how many lines have been read."""
    report, count = Report(), Count(tell=tell)
    for fault in _faults(count):
        report.found += 1
        if len(report.faults) < ENOUGH:
            report.faults.append(fault)
    report.entries, report.cases = count.entries, count.cases
    return report


def _faults(count: Count) -> Iterator[Fault]:
    heads: anchors.Heads = {}
    yield from guards.check()
    yield from anchors.read(heads)
    yield from chains.check(heads, count)
    for case in sorted(heads):
        yield Fault(case, 1, gettext_noop("库外锚里记着的件不见了"))
    yield from words.check()
