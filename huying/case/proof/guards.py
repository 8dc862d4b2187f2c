"""守卫 · the triggers that keep lines from being changed are where they were put."""

from collections.abc import Iterator

from django.db import connection

from huying.case.proof.fault import Fault
from huying.case.proof.rows import stream
from huying.kit.words import gettext_noop

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
        yield Fault(0, 0, gettext_noop("触发器 %s 没有了，台账的行可能被改过"), name)
