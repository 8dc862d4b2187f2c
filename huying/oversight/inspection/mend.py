"""更正 · what is stored is set to what the ledger says, by a person's decision, with a line that says so."""

from datetime import datetime

from django.db import transaction

from huying.case import bulk, ledger
from huying.case.models import Case, Deadline, Entry
from huying.case.promises import reckon
from huying.directory.models import Person
from huying.directory.reckoning import rules
from huying.oversight.inspection.compare import Found, clocks_of, compare, has_lapsed, replays
from huying.oversight.inspection.models import Difference
from huying.oversight.inspection.replay import Key, Replay
from huying.oversight.month.models import Reached
from huying.oversight.month.tally import bring_up


@transaction.atomic
def mend(key: int, *, by: Person, at: datetime) -> list[Found]:
    """按台账更正 · one case; returns what was wrong. The chain itself is never touched."""
    Case.objects.select_for_update().filter(pk=key).values_list("pk", flat=True).get()
    case = Case.objects.select_related("unit").get(pk=key)
    found = compare([key])
    if not found:
        return []
    _set(case, replays([key])[key], at)
    ledger.note(case, "mended", by=by, at=at, what=sorted(one.what for one in found))
    Reached.objects.filter(case=key).update(seq=0)
    bring_up([key])
    Difference.objects.filter(case=key, mended_at=None).update(mended_at=at)
    return found


def _set(case: Case, due: Replay, at: datetime) -> None:
    ended = Entry.objects.get(case=case, seq=_ending(case, due)).at if due.outcome else None
    Case.objects.filter(pk=case.pk).update(
        step=due.step, stage=due.stage, outcome=due.outcome, unit=due.unit, round=due.round,
        seq=due.seq, version=due.version, ended_at=ended,
    )  # fmt: skip
    case.refresh_from_db()
    _wind(case, due, at)


def _ending(case: Case, due: Replay) -> int:
    """The line with which it came to where it stands."""
    before = Entry.objects.filter(case=case).exclude(stage=due.stage).order_by("-seq").first()
    return before.seq + 1 if before else 1


def _wind(case: Case, due: Replay, at: datetime) -> None:
    """Clocks that must run do, to the end that the lines give them; those that must not are stopped, unkept."""
    rows = clocks_of([case.pk])[case.pk]
    for key, row in rows.items():
        if key not in due.running and row.ended_at is None:
            Deadline.objects.filter(pk=row.pk).update(ended_at=at, kept=False, next_at=None)
    for key, ends in due.running.items():
        stored = rows.get(key) or Deadline.objects.filter(case=case, kind=key[0], seq=key[1]).first()
        if not has_lapsed(stored, ends) and (stored is None or stored.ended_at is not None or stored.due_at != ends):
            _run(case, key, stored, ends, at)


def _run(case: Case, key: Key, stored: Deadline | None, ends: datetime, at: datetime) -> None:
    """A clock whose row is gone is made anew from the line that opened it."""
    opener = Entry.objects.get(case=case, seq=key[1])
    row = stored or Deadline(
        jurisdiction=case.jurisdiction, case=case, kind=key[0], unit_id=opener.unit_id, round=opener.round, seq=key[1],
        opened_at=opener.at,
    )  # fmt: skip
    row.due_at, row.amount, row.ended_at, row.kept = ends, None, None, None
    reckon(row, rules(at))
    if row.pk:
        row.save()
    else:
        bulk.insert([row])
