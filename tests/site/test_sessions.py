"""会话 · while nothing can be written, whoever is signed in reads on; without the session's row nobody does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from tests.site.entrance import enter, later, with_password
from tests.world import World

READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}


@pytest.fixture
def inside(client: Client, world: World) -> Client:
    """Signed in two minutes ago: the next page would say that somebody is there."""
    enter(client, with_password(world.dispatcher).username)
    return client


@pytest.fixture
def nothing_can_be_written(inside: Client) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(READ_ONLY[connection.vendor])
        yield
        transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


@pytest.mark.usefixtures("nothing_can_be_written")
@pytest.mark.parametrize("page", ["/cases/", "/dispatch/", "/account/"])
def test_who_is_signed_in_reads_on(inside: Client, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    later(monkeypatch, timedelta(minutes=2))
    assert inside.get(page).status_code == 200


def test_a_session_that_somebody_ended_meanwhile_is_not_written_back(
    inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, timedelta(minutes=2))
    inside.get("/cases/")
    Session.objects.all().delete()
    assert inside.get("/cases/").status_code == 302
    assert not Session.objects.exists()
