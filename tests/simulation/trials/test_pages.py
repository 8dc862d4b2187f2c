"""A leader asks, the keeper works, the page shows; others stay outside, and what makes no sense is said beside its field."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from huying.case.models import Case
from huying.directory.models import Act, Limit, MatterList
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.simulation.models import State, Trial
from huying.simulation.trials.worker import Worker
from tests.simulation.trials.conftest import Pretended, asked
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
LIST = "一级事项,二级事项,主办单位\n公共设施,街灯,东村\n"


def filled(**more: object) -> dict[str, object]:
    """The form, filled in: a month that is over, claims of five minutes."""
    today = localdate(now())
    given: dict[str, object] = {
        "source": "invented", "first": today - timedelta(days=40), "last": today - timedelta(days=10), "cases": 60,
        "seeds": 3, "a-claim": "5",
    }  # fmt: skip
    return given | more


@pytest.fixture
def leader(client: Client, world: World) -> Client:
    client.force_login(world.leader)
    return client


def words(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def test_a_leader_asks_the_keeper_works_and_the_page_shows(leader: Client, world: World, runs: type[Pretended]) -> None:
    assert "不是统计" in words(leader.get("/foresight/"))
    answer = leader.post("/foresight/", filled())
    trial = Trial.objects.get()
    assert answer.headers["Location"] == f"/foresight/{trial.pk}/"
    assert "正在等守时进程" in words(leader.get(f"/foresight/{trial.pk}/"))
    worker = Worker()
    for _look in range(3):
        worker(now())
    under_way = words(leader.get(f"/foresight/{trial.pk}/"))
    assert 'hx-trigger="every 2s"' in under_way
    assert "已走完 1 / 6 遍" in under_way
    for _look in range(30):
        worker(now())
    shown = words(leader.get(f"/foresight/{trial.pk}/"))
    assert "从 6.2 分钟降到 4.2 分钟" in shown
    assert "看不出差别" in shown
    assert "不是统计" in shown
    assert "every 2s" not in shown


def test_nothing_of_it_enters_this_home(leader: Client, world: World, runs: type[Pretended]) -> None:
    limits = list(Limit.objects.values())
    leader.post("/foresight/", filled(**{"a-workers": "2"}))
    for _look in range(30):
        Worker()(now())
    assert Case.objects.count() == 0
    assert list(Limit.objects.values()) == limits
    assert MatterList.objects.count() == 1


def test_what_is_asked_is_kept_as_it_would_be_typed(leader: Client, world: World) -> None:
    more = {
        "a-contact-": 600,
        "b-workers": "1",
        "b-place": "T",
        "b-handling-urgent": 60,
        "c-claim-": 7,
        "c-matters": "1",
    }
    leader.post("/foresight/", filled(**more))
    assert Trial.objects.get().rules == [
        "", "claim=5m,contact=600m", "handling.urgent=60m,workers@T=1", "claim=7m,matters=1",
    ]  # fmt: skip


def test_the_list_says_who_asked_and_for_what(leader: Client, world: World) -> None:
    asked(world)
    shown = words(leader.get("/foresight/"))
    assert "抢单 5 分钟" in shown
    assert world.leader.name in shown
    assert "保留 180 天" in shown


@pytest.mark.parametrize(
    "role", [Role.DISPATCHER, Role.OPERATOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LIAISON]
)
@pytest.mark.parametrize("way", ["", "{pk}/", "{pk}/progress/"])
def test_it_is_no_page_for_others(client: Client, world: World, role: Role, way: str) -> None:
    trial = asked(world)
    client.force_login(world.person(role, world.centre))
    assert client.get("/foresight/" + way.format(pk=trial.pk)).status_code == 403
    assert client.post("/foresight/", filled()).status_code == 403
    assert client.post(f"/foresight/{trial.pk}/stop/").status_code == 403
    assert Trial.objects.get().state == State.QUEUED


@pytest.mark.parametrize("role", [Role.LEADER, Role.MAIN_LEADER, Role.ASSESSOR])
def test_it_opens_for_those_who_decide_and_those_who_reckon(client: Client, world: World, role: Role) -> None:
    client.force_login(world.person(role, world.town))
    assert client.get("/foresight/").status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"last": "2199-01-01"}, "只能到昨天为止"),
        ({"first": "2001-01-01"}, "7 到 366 天"),
        ({"cases": ""}, "请填编多少件"),
        ({"a-claim": ""}, "至少改动一条规则"),
        ({"a-matters": "-"}, "没有上传文件"),
        ({"a-handling-": "0"}, "大于或等于1"),
        ({"a-claim": "7"}, "选择一个有效的选项"),
        ({"source": "past"}, "只收到 0 件"),
        ({"cases": 5000, "seeds": 10}, "太久了"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(
    leader: Client, world: World, more: dict[str, object], said: str
) -> None:
    given = filled() | more
    answer = leader.post("/foresight/", given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert Trial.objects.count() == 0
    assert f'value="{given["first"]}"' in words(answer)


def test_an_uploaded_list_is_looked_at_and_goes_no_further(leader: Client, world: World) -> None:
    file = SimpleUploadedFile("清单.csv", LIST.encode())
    leader.post("/foresight/", filled(listing=file, **{"a-matters": "-"}))
    trial = Trial.objects.get()
    assert (trial.rules, trial.listing_name) == (["", "claim=5m,matters=-"], "清单.csv")
    assert bytes(trial.listing).decode() == LIST  # type: ignore[arg-type]
    assert MatterList.objects.count() == 1


def test_a_list_with_faults_says_them_at_once(leader: Client, world: World) -> None:
    file = SimpleUploadedFile("清单.csv", LIST.replace("东村", "没有这个单位").encode())
    answer = leader.post("/foresight/", filled(listing=file, **{"a-matters": "-"}))
    assert answer.status_code == 422
    assert "没有这个单位" in words(answer)


def test_it_is_stopped(leader: Client, world: World) -> None:
    trial = asked(world)
    assert leader.post(f"/foresight/{trial.pk}/stop/").status_code == 302
    assert "已停止" in words(leader.get(f"/foresight/{trial.pk}/"))


def test_the_part_that_asks_again_loads_the_page_when_it_is_over(leader: Client, world: World) -> None:
    trial = asked(world)
    assert "HX-Refresh" not in leader.get(f"/foresight/{trial.pk}/progress/").headers
    Trial.objects.update(state=State.STOPPED, ended_at=NINE)
    assert leader.get(f"/foresight/{trial.pk}/progress/").headers["HX-Refresh"] == "true"


def test_the_table_goes_out_as_a_sheet_and_that_is_on_record(
    leader: Client, world: World, runs: type[Pretended]
) -> None:
    trial = asked(world)
    assert leader.post(f"/foresight/{trial.pk}/export/").status_code == 404
    worker = Worker()
    for _look in range(30):
        worker(now())
    answer = leader.post(f"/foresight/{trial.pk}/export/")
    assert answer.content[:2] == b"PK"
    assert Act.objects.filter(by=world.leader, what="exported", subject__contains=str(trial.pk)).exists()


def test_one_that_is_not_there_is_not_found(leader: Client) -> None:
    assert leader.get("/foresight/999/").status_code == 404
