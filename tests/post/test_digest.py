"""每日一信 · once a person and working day, from half past eight, counting what that person may see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from lxml.html import fromstring

from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import SHIFT, now
from huying.post.carriers.inbox.mailbox import ringing
from huying.post.carry import carry
from huying.post.deliver import deliver
from huying.post.digest import send_digests, todays, waits_of
from huying.post.models import Digest
from tests.world import NINE, World

EARLY = NINE - timedelta(minutes=31)


def said(person: Person) -> dict[str, int]:
    digest = todays(person, at=NINE)
    return {wait.label: wait.number for wait in waits_of(digest)} if digest else {}


def test_everybody_is_told_once_a_day_what_waits(world: World) -> None:
    world.assigned()
    villager, neighbour = world.villager, world.neighbour
    send_digests(NINE)
    assert send_digests(NINE + timedelta(hours=1)) == 0
    assert said(villager) == {"办理中": 1}
    assert said(neighbour) == {}
    assert Digest.objects.filter(person=villager).count() == 1


@pytest.mark.parametrize("at", [EARLY, NINE + timedelta(days=1), NINE + timedelta(days=2)])
def test_before_half_past_eight_and_on_a_weekend_nobody_is(world: World, at: object) -> None:
    world.villager  # noqa: B018 (somebody works here)
    assert send_digests(at) == 0  # type: ignore[arg-type]


def test_the_next_working_day_has_a_digest_of_its_own(world: World) -> None:
    world.villager  # noqa: B018
    assert [send_digests(NINE), send_digests(NINE + timedelta(days=3))] == [1, 1]


def test_administrators_have_nothing_to_do_with_cases(world: World) -> None:
    world.person(Role.SYSTEM_ADMIN, world.centre)
    assert send_digests(NINE) == 0


def test_it_stands_in_the_inbox_until_it_is_read(world: World, client: Client) -> None:
    world.assigned(now())
    villager, at = world.villager, now()
    Digest.objects.create(
        jurisdiction=110199, person=villager, day=localdate(at), made_at=at, waits=[["?at=working", 1]]
    )
    client.force_login(villager)
    assert "今天等您办的" in client.get("/inbox/").content.decode()
    assert client.post("/inbox/digest/").status_code == 302
    assert "今天等您办的" not in client.get("/inbox/").content.decode()


def bell(client: Client, address: str = "/inbox/") -> int:
    """What stands beside the bell on a page; nothing is nought."""
    return int(fromstring(client.get(address).content.decode()).xpath("string(//*[@data-bell])") or 0)


def test_it_raises_the_bell_by_one_until_it_is_read(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One letter of the house like any other: whoever has it unread sees one more, on every page."""
    monkeypatch.setenv(SHIFT, str((NINE - now()).total_seconds()))
    world.assigned()
    deliver(NINE)
    carry(lambda: NINE)
    client.force_login(world.villager)
    before = bell(client)
    send_digests(NINE)
    assert (bell(client), bell(client, "/board/")) == (before + 1, before + 1)
    assert send_digests(NINE + timedelta(minutes=1)) == 0
    assert bell(client) == before + 1
    client.post("/inbox/digest/")
    assert bell(client) == before


def test_a_digest_with_nothing_to_say_raises_no_bell(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SHIFT, str((NINE - now()).total_seconds()))
    client.force_login(world.neighbour)
    send_digests(NINE)
    assert Digest.objects.filter(person=world.neighbour).exists()
    assert bell(client) == 0


def test_yesterdays_digest_rings_no_more(world: World) -> None:
    world.assigned()
    villager = world.villager
    send_digests(NINE)
    assert ringing(villager, at=NINE) == 1
    assert ringing(villager, at=NINE + timedelta(days=1)) == 0
