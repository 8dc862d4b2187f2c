"""运行状态 · a light for everything, red where somebody must act, and words of what to do."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huying.case.models import Deadline, Unposted
from huying.case.proof import Report
from huying.case.proof.anchors import anchor
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.oversight.inspection.recorded import record_verify
from huying.post import heartbeat
from huying.post.heartbeat import ASIDE, BACKUP, BACKUP_FAILED, KEEPER, RESTARTED, beat
from huying.post.hold import drop, hold, paused, release
from huying.post.models import Letter, State
from huying.site.watch.signs import Light, Sign, ground, groups, processes, signs, work, worst
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    heartbeat._heard.clear()
    settings.HUYING_HOME = tmp_path
    settings.HUYING_ANCHORS = tmp_path / "anchors"
    return tmp_path


def lights(sign: Sign) -> tuple[Light, bool]:
    """Its light, and whether it says what to do."""
    return sign.light, bool(sign.advice)


def test_a_keeper_is_red_after_a_minute() -> None:
    assert lights(processes.keeper(NINE)) == (Light.RED, True)
    beat(KEEPER, NINE)
    assert lights(processes.keeper(NINE + 60 * SECOND)) == (Light.GREEN, False)
    assert lights(processes.keeper(NINE + 61 * SECOND)) == (Light.RED, True)


def test_what_nobody_started_here_has_no_light() -> None:
    assert processes.live(NINE).light is Light.NONE
    beat("live", NINE)
    assert processes.live(NINE + 2 * MINUTE).light is Light.AMBER


def test_a_restart_is_said_for_an_hour_and_red_for_none() -> None:
    assert processes.restarts(NINE).light is Light.GREEN
    beat(RESTARTED + "守时进程", NINE, "守时进程 卡住")
    sign = processes.restarts(NINE + MINUTE)
    assert (sign.light, sign.number, "守时进程 卡住" in sign.words) == (Light.AMBER, 1, True)
    assert processes.restarts(NINE + 61 * MINUTE).light is Light.GREEN


def test_a_job_that_is_set_aside_is_named_until_it_is_tried_again() -> None:
    beat(ASIDE + "carry", NINE + 5 * MINUTE)
    sign = processes.aside(NINE)
    assert (sign.light, "carry" in sign.words) == (Light.RED, True)
    assert processes.aside(NINE + 6 * MINUTE).light is Light.GREEN


@pytest.mark.parametrize(("age", "light"), [(0, Light.GREEN), (2, Light.AMBER), (6, Light.RED)])
@pytest.mark.parametrize("look", [work.outbox, work.clocks])
def test_what_waits_is_red_after_five_minutes(world: World, look: Callable[..., Sign], age: int, light: Light) -> None:
    world.lamp()
    Deadline.objects.update(next_at=NINE)
    sign = look(NINE + age * MINUTE)
    assert (sign.light, sign.number) == (light, age * 60)


def test_an_empty_house_waits_for_nothing() -> None:
    assert {look(NINE).light for look in work.LOOKS} == {Light.GREEN}


def test_a_row_that_was_set_aside_is_red(world: World) -> None:
    world.lamp()
    Deadline.objects.filter(kind="accept").update(aside="KeyError")
    Unposted.objects.update(aside="ValueError")
    sign = work.set_aside(NINE)
    assert (sign.light, sign.number) == (Light.RED, 2)


def test_held_letters_are_red_with_the_words_that_let_them_go(world: World) -> None:
    assert world.villager
    world.offered(phone="")
    hold(NINE)
    sign = work.held(NINE + MINUTE)
    assert (sign.light, sign.number) == (Light.RED, Letter.objects.count())
    assert "huying letters --release" in sign.advice
    release(NINE + MINUTE)
    assert work.held(NINE + MINUTE).light is Light.GREEN


def test_letters_that_are_dropped_are_not_sent_and_later_ones_are(world: World) -> None:
    assert world.villager
    world.offered(phone="")
    hold(NINE)
    number = Letter.objects.filter(state=State.HELD).count()
    assert number > 0
    assert drop(NINE + MINUTE, "sent before") == number
    assert paused() is None
    assert set(Letter.objects.values_list("state", flat=True)) == {State.FAILED}


def test_a_backup_is_amber_on_the_same_disk_and_red_when_there_is_none_of_late(home: Path) -> None:
    assert lights(ground.backup(NINE)) == (Light.AMBER, True)
    beat(BACKUP, NINE, str(home))
    assert "同一块磁盘" in ground.backup(NINE + MINUTE).advice
    beat(BACKUP, NINE, "/nowhere")
    assert lights(ground.backup(NINE + DAY)) == (Light.GREEN, False)
    assert ground.backup(NINE + 2 * DAY).light is Light.AMBER
    assert ground.backup(NINE + 4 * DAY).light is Light.RED


def test_a_backup_that_failed_is_red_with_its_reason() -> None:
    beat(BACKUP, NINE, "/nowhere")
    beat(BACKUP_FAILED, NINE + DAY, "没有空间")
    sign = ground.backup(NINE + DAY)
    assert (sign.light, "没有空间" in sign.words) == (Light.RED, True)


def test_an_anchor_that_is_not_cast_is_told(world: World) -> None:
    world.lamp()
    assert ground.anchors(NINE + MINUTE).light is Light.GREEN
    anchor(NINE)
    assert ground.anchors(NINE + 40 * DAY).light is Light.GREEN
    world.lamp()
    assert ground.anchors(NINE + DAY + MINUTE).light is Light.RED


def test_the_last_look_at_the_whole_ledger_is_told(world: World) -> None:
    assert ground.verified(NINE).light is ground.checked(NINE).light is Light.NONE
    record_verify(Report(entries=755, cases=69), began_at=NINE, at=NINE)
    sign = ground.verified(NINE + DAY)
    assert (sign.light, "755 行" in sign.words) == (Light.GREEN, True)
    assert ground.verified(NINE + 9 * DAY).light is Light.AMBER
    record_verify(Report(entries=755, cases=69, found=1), began_at=NINE, at=NINE)
    assert lights(ground.verified(NINE + DAY)) == (Light.RED, True)


def test_little_disk_is_amber_and_none_red(monkeypatch: pytest.MonkeyPatch) -> None:
    for left, light in ((100 << 30, Light.GREEN), (5 << 30, Light.AMBER), (1 << 20, Light.RED)):
        monkeypatch.setattr("huying.site.watch.health.free", lambda left=left: left)
        assert ground.disk(NINE).light is light


def test_the_worst_light_is_the_light_of_all() -> None:
    assert worst(groups(NINE)) is Light.RED
    assert len({sign.key for sign in signs(NINE)}) == len(list(signs(NINE)))


def test_whatever_is_not_green_says_what_to_do(world: World) -> None:
    world.offered()
    hold(NINE)
    burning = [sign for sign in signs(NINE + 10 * DAY) if sign.light in (Light.RED, Light.AMBER)]
    assert len(burning) > 3
    assert [sign.key for sign in burning if not sign.advice] == []


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.LEADER, Role.MAIN_LEADER])
def test_the_page_shows_them_all(world: World, client: Client, role: Role) -> None:
    client.force_login(world.person(role, world.town))
    page = client.get("/status/").content.decode()
    assert all(f'id="{sign.key}"' in page for sign in signs(now()))
    assert "有红灯" in page
    assert "Django" in page


def test_every_desk_page_says_that_letters_are_held(world: World, client: Client) -> None:
    client.force_login(world.villager)
    hold(NINE)
    assert "通知已全部停发" in client.get("/inbox/").content.decode()
    release(NINE)
    assert "通知已全部停发" not in client.get("/inbox/").content.decode()


def test_a_failed_backup_is_said_to_the_system_administrator(world: World, client: Client) -> None:
    beat(BACKUP_FAILED, NINE, "没有空间")
    for role, told in ((Role.SYSTEM_ADMIN, True), (Role.LIAISON, False)):
        client.force_login(world.person(role, world.centre))
        assert ("备份没有做成" in client.get("/inbox/").content.decode()) is told


def test_the_page_asks_little(world: World, client: Client, django_assert_max_num_queries: Any) -> None:
    client.force_login(world.person(Role.LEADER, world.town))
    client.get("/status/")
    with django_assert_max_num_queries(40):
        client.get("/status/")
