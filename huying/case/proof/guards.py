"""守卫 · the triggers that keep lines from being changed are where they were put."""

from collections.abc import Iterator

from django.db import connection

from huying.case.proof.fault import Fault
from huying.case.proof.rows import stream

NAMES = {
    "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", {"entry_unchangeable", "entry_undeletable"}),
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'case_entry'::regclass AND tgenabled = 'O'",
        {"entry_unchangeable", "entry_untruncatable"},
    ),
}


def check() -> Iterator[Fault]:
    """Triggers that are gone."""
    query, expected = NAMES[connection.vendor]
    for name in sorted(expected - {row[0] for row in stream(query)}):
        yield Fault(0, 0, f"the trigger {name} is gone: lines could have been changed")
