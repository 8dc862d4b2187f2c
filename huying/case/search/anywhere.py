"""近似检索 · the newest cases that hold any of some terms, where `matching` wants them all."""

from collections.abc import Sequence

from django.db import connection

from huying.case.search.index import LONGEST_TERM, OURS

NEWEST = {
    "sqlite": "SELECT rowid FROM case_search WHERE case_search MATCH %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": f"SELECT id FROM case_search WHERE {OURS} AND tokens @@ (%s)::tsquery ORDER BY id DESC LIMIT %s",  # noqa: S608
}


def newest_with_any(terms: Sequence[str], *, most: int) -> list[int]:
    """The rows of those cases, newest first. The caller puts them through `seen_by`."""
    if not terms:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEWEST[connection.vendor], [_expression([term[:LONGEST_TERM] for term in terms]), most])
        return [row for (row,) in cursor.fetchall()]


def _expression(terms: Sequence[str]) -> str:
    if connection.vendor == "sqlite":
        return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
    return " | ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)
