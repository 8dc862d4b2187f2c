"""How the pages are read: no page of the album asks a growing table from end to end."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from demo.album import ALBUM, Leaf
from demo.load import load
from huying.directory.models import Person
from huying.directory.roles import ADMINISTRATORS
from huying.kit.clock import now

pytestmark = pytest.mark.django_db

GROWING = [
    "case_case",
    "case_deadline",
    "case_entry",
    "case_identity",
    "case_photo",
    "case_share",
    "case_submission",
    "case_words",
    "directory_act",
    "directory_tally",
    "django_session",
    "imports_imprint",
    "imports_remark",
    "month_reached",
    "post_digest",
    "post_letter",
    "post_notice",
]
"""Tables with a row for each case, line, letter or look; the others have as many rows as the district has people, places or rules,
and the outbox as many as wait."""


@pytest.fixture(scope="module", autouse=True)
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once for all pages, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(now())
        for person in Person.objects.filter(posts__role__in=ADMINISTRATORS):
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        if connection.vendor == "postgresql":
            _even_if_small()
        yield
        transaction.set_rollback(True)


def _even_if_small() -> None:
    """So small a table is read whole whatever its indexes: only where there is none may it be."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")


def asked(leaf: Leaf) -> list[str]:
    """Every question of this page, once."""
    client = Client()
    if leaf.who:
        client.force_login(Person.objects.get(username=leaf.who))
    where = leaf.where()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where, follow=True).status_code == leaf.status
    return sorted({one["sql"] for one in captured.captured_queries if one["sql"].startswith(("SELECT", "WITH"))})


NEWEST = re.compile(r'FROM "\w+" ORDER BY (?:1|"\w+"."id") DESC LIMIT 1$')
"""The last row by its key: one step from the end, which a plan calls a scan."""


BY_DISTRICT = re.compile(r"SEARCH (\w+) USING (?:COVERING )?INDEX (\w+) \(jurisdiction=\?\)")
"""Every row is of the one district: a search by that alone looks like a search and reads the table."""

MEANT = {
    "case_newest",  # read from its newest end, a page at a time
    "case_living", "case_over", "case_urgent", "case_by_source",  # hold but the rows that are asked for
    "notice_unread", "pause_in_force", "job_newest",
}  # fmt: skip
"""Indexes that are rightly read by the district alone."""


def read_whole(query: str) -> set[str]:
    """The tables that the database reads from end to end to answer it."""
    if NEWEST.search(query):
        return set()
    if connection.vendor == "postgresql":
        return set(re.findall(r"Seq Scan on (\w+)", _plan(f"EXPLAIN {query}")))
    plan = _plan(f"EXPLAIN QUERY PLAN {query}")
    names = dict(re.findall(r'"(\w+)" (?:AS )?"?([A-Z]\w*)"?', query))  # an alias leads back to its table
    tables = {alias: table for table, alias in names.items()}
    searched = [found for found, index in BY_DISTRICT.findall(plan) if index not in MEANT]
    return {tables.get(found, found) for found in re.findall(r"SCAN (\w+)(?! USING)\b(?! USING)", plan) + searched}


def _plan(words: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(words.replace("%", "%%"), ())
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("leaf", ALBUM, ids=lambda leaf: leaf.name)
def test_no_growing_table_is_read_from_end_to_end(leaf: Leaf) -> None:
    found = {query: tables for query in asked(leaf) if (tables := read_whole(query) & set(GROWING))}
    assert found == {}


def test_a_page_that_did_would_be_seen() -> None:
    assert read_whole('SELECT "case_case"."place" FROM "case_case" WHERE "case_case"."place" = \'x\'') == {"case_case"}


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL counts its rows, so it knows what a district is worth"
)
def test_a_search_by_the_district_alone_is_seen_for_what_it_is() -> None:
    asked_for = 'SELECT "case_submission"."key" FROM "case_submission" WHERE "case_submission"."jurisdiction" = 1'
    assert read_whole(asked_for) == {"case_submission"}
