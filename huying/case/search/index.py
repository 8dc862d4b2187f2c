"""检索表 · one row of tokens a case, made in Python so that both engines find the same."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from huying.case.models import Case
from huying.kit.text import bigrams, mask_words, query_terms

OURS = "jurisdiction = current_setting('huying.jurisdiction')::integer"
"""On PostgreSQL a city's districts may share this table; the connection says for which of them it is."""

ADD = {
    "sqlite": "INSERT INTO case_search (rowid, tokens) VALUES (%s, %s)",
    "postgresql": "INSERT INTO case_search (id, tokens) VALUES (%s, array_to_tsvector(%s))",
}
CHANGE = {
    "sqlite": "UPDATE case_search SET tokens = %s WHERE rowid = %s",
    "postgresql": "UPDATE case_search SET tokens = array_to_tsvector(%s) WHERE id = %s",
}
FORGET = {
    "sqlite": "DELETE FROM case_search WHERE rowid = %s",
    "postgresql": "DELETE FROM case_search WHERE id = %s",
}
MATCH = {
    "sqlite": "SELECT rowid FROM case_search WHERE case_search MATCH %s",
    "postgresql": f"SELECT id FROM case_search WHERE {OURS} AND tokens @@ (%s)::tsquery",  # noqa: S608
}
KEY = {"sqlite": "rowid", "postgresql": "id"}
NOTHING = Q(pk__in=())
BEYOND = 2**63 - 1
"""Beyond every row: where nothing lives, no match is looked at."""

SPOKEN = ("received", "imported", "supplemented")
"""Lines whose words are the resident's own: by these a case is found."""

MOST_TERMS = 32
"""A whole letter pasted into the search field is found by its beginning."""

LONGEST_TERM = 64
"""PostgreSQL refuses a word of 2 KB, and nobody writes one: what is longer is known by its beginning."""


def add(cases: Iterable[tuple[Case, str]]) -> None:
    """Make these cases findable by their text, title, place and source number."""
    rows = [(case.pk, _tokens_of(case, text)) for case, text in cases]
    with connection.cursor() as cursor:
        cursor.executemany(ADD[connection.vendor], rows)


def forget(case: Case) -> None:
    """Take a case out of the index, as redaction must."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET[connection.vendor], [case.pk])


def again(*cases: Case) -> None:
    """Find cases by what they hold now: the request and all that its resident added. One that was forgotten stays forgotten."""
    with connection.cursor() as cursor:
        cursor.executemany(CHANGE[connection.vendor], [(_tokens_of(case, _spoken(case)), case.pk) for case in cases])


def _spoken(case: Case) -> str:
    lines = case.entries.filter(deed__in=SPOKEN).values("seq")
    words = case.words.filter(seq__in=lines, redacted_at=None).order_by("seq").values_list("text", flat=True)
    return " ".join(words)


def matching(cases: QuerySet[Case], query: str) -> QuerySet[Case]:
    """Of these cases, those whose words hold every term of the query. Nothing to look for finds nothing."""
    return cases.filter(said(query))


def matching_from(cases: QuerySet[Case], query: str) -> QuerySet[Case]:
    """The same for a list of what is living: what is older than its oldest case is not even looked up. `cases` is unordered."""
    looked_for = expression(query)
    return holding(cases, looked_for) if looked_for else cases.none()


def expression(query: str) -> str:
    """What the index is asked for; empty where there is nothing to look for."""
    terms = _terms(query)
    return _expression(terms) if terms else ""


def holding(cases: QuerySet[Case], looked_for: str) -> QuerySet[Case]:
    """Those of a living list that answer an expression."""
    try:
        oldest, parameters = cases.order_by("pk").values("pk")[:1].query.sql_with_params()
    except EmptyResultSet:
        return cases.none()
    statement = f"{MATCH[connection.vendor]} AND {KEY[connection.vendor]} >= COALESCE(({oldest}), {BEYOND})"
    return cases.filter(pk__in=RawSQL(statement, [looked_for, *parameters]))  # noqa: S611


def said(query: str, *, since: int = 0) -> Q:
    """The same as a condition, to stand beside others; from the row `since` on."""
    terms = _terms(query)
    if not terms:
        return NOTHING
    if not since:
        return Q(pk__in=RawSQL(MATCH[connection.vendor], [_expression(terms)]))  # noqa: S611
    statement = f"{MATCH[connection.vendor]} AND {KEY[connection.vendor]} >= %s"
    return Q(pk__in=RawSQL(statement, [_expression(terms), since]))  # noqa: S611


def reach_of(query: str, *, most: int) -> int:
    """Where so many of the newest matches begin: a word that is in every text is counted from there. 0 where there are fewer."""
    terms = _terms(query)
    if not terms:
        return 0
    with connection.cursor() as cursor:
        newest = f"{MATCH[connection.vendor]} ORDER BY {KEY[connection.vendor]} DESC LIMIT 1 OFFSET %s"
        cursor.execute(newest, [_expression(terms), most - 1])
        found = cursor.fetchone()
    return found[0] if found else 0


def _terms(query: str) -> list[str]:
    return [term[:LONGEST_TERM] for term in query_terms(query)[:MOST_TERMS]]


def _tokens_of(case: Case, text: str) -> str | list[str]:
    """Numbers of telephones and identity cards that somebody wrote among the words are masked: by these nobody is found."""
    return _tokens(f"{mask_words(f'{case.title} {text} {case.place}')} {case.source_number}")


def _tokens(text: str) -> str | list[str]:
    tokens = sorted({term[:LONGEST_TERM] for term in bigrams(text)})
    return " ".join(tokens) if connection.vendor == "sqlite" else tokens


def _expression(terms: Sequence[str]) -> str:
    """Every term in quotes, so that no sign in it is an operator."""
    if connection.vendor == "sqlite":
        return " ".join('"' + term.replace('"', '""') + '"' for term in terms)
    return " & ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)
