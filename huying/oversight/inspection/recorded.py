"""最近一次 · when the house last looked at itself, and with what result; what the status page reads."""

from dataclasses import dataclass
from datetime import datetime

from huying.case.proof import Report
from huying.oversight.inspection.models import Inspection, Kind


@dataclass(frozen=True, slots=True)
class Looked:
    """When it ended, how much was read, how many things were not as they must be."""

    at: datetime
    cases: int
    entries: int
    found: int


def last_check() -> Looked | None:
    """上次核对 · of what is stored against the ledger; None where there has been none."""
    return _last(Kind.CHECK)


def last_verify() -> Looked | None:
    """上次查验 · of the ledger's chains against its anchors."""
    return _last(Kind.VERIFY)


def record_verify(report: Report, *, began_at: datetime, at: datetime) -> None:
    """Somebody has verified the whole ledger."""
    counted = {"cases": report.cases, "entries": report.entries, "found": report.found}
    Inspection.objects.create(kind=Kind.VERIFY, began_at=began_at, ended_at=at, **counted)


def _last(kind: Kind) -> Looked | None:
    run = Inspection.objects.filter(kind=kind, ended_at__isnull=False).order_by("-id").first()
    return Looked(run.ended_at, run.cases, run.entries, run.found) if run and run.ended_at else None
