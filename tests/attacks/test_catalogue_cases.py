"""差错目录·来件 · what has been lost, doubled or stuck elsewhere."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from huying.case.models import Case, Deadline, Photo, Unposted
from huying.case.once import once
from huying.case.timekeeper import tick
from huying.kit import sheet
from huying.kit.clock import now
from huying.kit.sheet import Cell
from huying.post import heartbeat
from huying.post.deliver import deliver
from huying.post.models import Letter
from huying.steps.intake.imports import jobs, mapping, store
from huying.steps.intake.imports.fields import KNOWN
from huying.steps.intake.imports.models import Job, Remark
from tests.site.entrance import WRONG, enter, is_in, with_password
from tests.steps.intake.conftest import photo
from tests.world import NINE, World

MINUTE = timedelta(minutes=1)


def filled(world: World, **more: Any) -> dict[str, Any]:
    usual = {"text": "村口的路灯三天不亮", "area": world.east_area.pk, "phone": "13800001234"}
    return usual | {"idempotency_key": "r" * 32} | more


def test_a_retry_makes_no_second_case(world: World) -> None:
    """Sent again by an impatient thumb, and by a phone that never heard the answer: one case, one link."""
    answers = [Client().post("/submit/", filled(world)) for _ in range(4)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_photos_sent_apart_make_one_case(world: World) -> None:
    """Two pictures 214 ms apart belong to the words they were taken for."""
    keys = [Client().post("/submit/photo/", {"photo": photo()}).json()["key"] for _ in range(2)]
    for _ in range(2):
        Client().post("/submit/", filled(world, photo=keys))
    assert Case.objects.count() == 1
    assert set(Photo.objects.values_list("case", flat=True)) == {Case.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_held_until_the_commit(transactional_db: None) -> None:
    """A rival with the same key waits for what is not committed yet, and is then told the first answer."""
    begun, done, told = threading.Event(), threading.Event(), []

    def deed() -> dict[str, int]:
        begun.set()
        done.wait(5)
        return {"pk": 1}

    def first() -> None:
        told.append(once("k" * 32, door="test", body={}, at=NINE, deed=deed))
        connection.close()

    def second() -> None:
        begun.wait(5)
        told.append(once("k" * 32, door="test", body={}, at=NINE, deed=lambda: {"pk": 2}))
        connection.close()

    threads = [threading.Thread(target=one) for one in (first, second)]
    for thread in threads:
        thread.start()
    begun.wait(5)
    assert told == []
    done.set()
    for thread in threads:
        thread.join()
    assert sorted(told, key=lambda one: not one[1]) == [({"pk": 1}, True), ({"pk": 1}, False)]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.HUYING_HOME = tmp_path / "home"
    yield tmp_path / "home"


ROWS: list[list[Cell]] = [
    ["GD1", "路灯不亮", "张三", "13800001234", "2026-09-24 08:30"],
    ["GD2", None, "李四", "13800001235", "2026-09-24 08:30"],
    ["GD3", "漏水", "王五", "电话见附件", "2026-09-24 08:30"],
    ["GD4", "占道", "", "", "昨天下午"],
    ["GD1", "路灯不亮", "张三", "13800001234", "2026-09-24 08:30"],
]


def brought_in(home: Path, world: World) -> Job:
    home.mkdir(parents=True)
    path = home / "city.xlsx"
    sheet.write(path, ["工单编号", "诉求内容", "来电人", "联系电话", "来电时间"], ROWS)
    with sheet.open_rows(path, known=KNOWN) as table:
        columns = table.columns
    job = jobs.upload(path.name, store.keep_copy(path), "市平台", by=world.dispatcher, at=NINE)
    jobs.queue(job, columns, mapping.propose(columns), "市平台", at=NINE)
    assert jobs.work(job, at=NINE, told=lambda job: None)
    job.refresh_from_db()
    return job


def test_every_row_of_a_file_is_a_case_or_a_reason(world: World, home: Path) -> None:
    job = brought_in(home, world)
    assert (job.rows, job.created, job.repeated, job.rejected) == (5, 2, 1, 2)
    assert [
        remark.reason for remark in Remark.objects.filter(why="rejected").order_by("row") if not remark.reason
    ] == []
    assert store.rejected_path(job).exists()


def test_a_bad_file_is_kept_in_the_home_until_it_is_in(world: World, home: Path) -> None:
    """Never in a temporary folder alone; and the rejected rows lie beside it."""
    job = brought_in(home, world)
    assert store.path_of(job).is_relative_to(home)
    assert store.path_of(job).read_bytes()[:2] == b"PK"


def test_a_dead_keeper_stands_on_every_page_of_staff(world: World) -> None:
    client = Client()
    client.force_login(world.dispatcher)
    heartbeat.beat(heartbeat.KEEPER, now() - 2 * heartbeat.SILENCE)
    heartbeat._heard.clear()
    silent = [client.get(page).content.decode() for page in ("/desk/", "/cases/", "/inbox/")]
    heartbeat.beat(heartbeat.KEEPER, now())
    alive = client.get("/desk/").content.decode()
    heartbeat._heard.clear()
    assert ["守时" in page for page in silent] == [True] * 3
    assert "守时进程" not in alive or silent[0] != alive


def test_one_name_that_is_locked_locks_no_other(world: World) -> None:
    with_password(world.operator)
    for _ in range(6):
        enter(Client(), world.operator.username, WRONG)
    other = Client()
    enter(other, with_password(world.dispatcher).username)
    assert is_in(other)


def test_no_two_cases_have_one_number(world: World) -> None:
    """On one day, over midnight, and after a case was taken back."""
    cases = [world.lamp(NINE + turn * timedelta(hours=4)) for turn in range(8)]
    with transaction.atomic():
        world.lamp()
        transaction.set_rollback(True)
    cases.append(world.lamp())
    assert len({case.number for case in cases}) == len(cases)
    assert len({case.number.partition("-")[2] for case in cases}) == len(cases)


def test_a_poisoned_line_and_a_poisoned_clock_block_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is set aside with its reason, the others are told and rung."""
    bad, good = world.assigned(), world.assigned()
    Deadline.objects.filter(case=bad).update(measure="nonsense")
    tick(NINE + 20 * MINUTE, {})
    deliver(NINE + 20 * MINUTE)
    assert good.entries.filter(deed="urged").exists() or Deadline.objects.filter(case=good, rung__gt=0).exists()
    assert Letter.objects.filter(entry__case=good).exists()
    assert not Unposted.objects.filter(entry__case=good, aside="").exists()
