"""补响 · how soon after a restart the clocks rang that had run out while everything was dead."""

from bisect import bisect_right
from collections.abc import Sequence

from huying.case.models import Deadline, Entry


def rung_after(starts: Sequence[float]) -> list[float]:
    """`starts`: the house's own clock at each start command. Of the clocks overdue then: seconds until their line, sorted."""
    due = {(row.case_id, row.kind, row.seq): row.due_at.timestamp() for row in Deadline.objects.all()}
    found = []
    for line in Entry.objects.filter(deed="breached"):
        rang, ran_out = line.at.timestamp(), due[line.case_id, line.facts["clock"], line.facts["of"]]
        after = bisect_right(starts, rang) - 1
        if after >= 0 and ran_out <= starts[after]:
            found.append(rang - starts[after])
    return sorted(found)
