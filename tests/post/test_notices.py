"""What the house says of itself: once to each, read in one's own language, gone when it was read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from huying.directory.roles import Role
from huying.kit.words import gettext_noop
from huying.post.carriers.inbox.mailbox import ringing
from huying.post.models import Notice
from huying.post.notices import mark_notices_read, tell, unread_notices
from tests.world import NINE, World

SAID = gettext_noop("有 %(number)s 项被搁置（时钟动作或通知没有做成），等人处理。")


def test_the_same_is_told_once_to_each(world: World) -> None:
    people = [world.villager, world.leader]
    for _ in range(2):
        tell(people, SAID, {"number": 3}, key="a", at=NINE)
    assert Notice.objects.count() == 2
    assert [notice.words for notice in unread_notices(world.villager)] == [
        "有 3 项被搁置（时钟动作或通知没有做成），等人处理。"
    ]


def test_it_is_said_in_the_readers_language(world: World) -> None:
    tell([world.villager], SAID, {"number": 3}, key="a", at=NINE)
    with translation.override("en"):
        assert unread_notices(world.villager)[0].words.startswith("3 ")


def test_what_came_since_stays_unread(world: World) -> None:
    tell([world.villager], SAID, {"number": 1}, key="a", at=NINE)
    shown = unread_notices(world.villager)[0]
    tell([world.villager], SAID, {"number": 2}, key="b", at=NINE)
    assert mark_notices_read(world.villager, upto=shown.pk, at=NINE + timedelta(hours=1)) == 1
    assert [notice.values for notice in unread_notices(world.villager)] == [{"number": 2}]


@pytest.mark.django_db
def test_the_inbox_shows_it_until_it_is_read(world: World, client: Client) -> None:
    auditor = world.person(Role.AUDIT_ADMIN, world.centre)
    tell([auditor], SAID, {"number": 7}, key="a", at=NINE)
    client.force_login(auditor)
    assert "有 7 项被搁置" in client.get("/inbox/").content.decode()
    client.post("/inbox/notices/", {"upto": unread_notices(auditor)[0].pk})
    assert "有 7 项被搁置" not in client.get("/inbox/").content.decode()


def test_the_bell_counts_it_until_it_is_read(world: World, client: Client) -> None:
    tell([world.villager, world.leader], SAID, {"number": 1}, key="a", at=NINE)
    tell([world.villager], SAID, {"number": 2}, key="b", at=NINE)
    assert (ringing(world.villager, at=NINE), ringing(world.leader, at=NINE)) == (2, 1)
    client.force_login(world.villager)
    client.post("/inbox/notices/", {"upto": Notice.objects.latest("pk").pk})
    assert (ringing(world.villager, at=NINE), ringing(world.leader, at=NINE)) == (0, 1)
