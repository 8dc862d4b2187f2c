"""登记台 · the operator's form, what stands beside it, and the grid worker's on the round."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huying.case.identity import opened
from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.steps.intake.withdraw import withdraw
from tests.steps.intake.conftest import TEXT, at_most, photo
from tests.world import NINE, World

Register = Callable[..., Any]


@pytest.fixture
def register(client: Client, world: World) -> Register:
    """register(by=…, text=…) · somebody signed in sends the form."""

    def send(by: Person | None = None, **more: Any) -> Any:
        client.force_login(by or world.operator)
        given = {"text": TEXT, "channel": "phone", "phone": "13800001234", "idempotency_key": "d" * 32} | more
        return client.post("/intake/", {name: value for name, value in given.items() if value is not None})

    return send


@pytest.fixture
def grid_worker(world: World) -> Person:
    return world.person(Role.GRID_WORKER, world.east)


def newest() -> Case:
    return Case.objects.order_by("-id")[0]


def deeds(case: Case) -> list[str]:
    return [entry.deed for entry in case.entries.order_by("seq")]


def beside(client: Client, **given: Any) -> str:
    answer = client.post("/intake/beside/", {"channel": "phone"} | given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_call_is_received_and_accepted_in_one_breath(client: Client, register: Register, world: World) -> None:
    answer = register()
    assert deeds(newest()) == ["received", "accepted"]
    assert newest().entries.get(seq=1).by == world.operator
    assert newest().number in client.get(answer.url).content.decode()


def test_a_call_may_be_received_only(register: Register) -> None:
    register(then="receive")
    assert (deeds(newest()), newest().stage) == (["received"], "received")


def test_everything_that_was_written_down_is_kept(register: Register, world: World) -> None:
    register(
        title="路灯不亮", matter="公共设施/路灯（3.2.1）", area=world.east_area.pk, place="村口", name="张", urgent="yes",
        kind="complaint", nature="hazard", channel="spot", spot="东村", about="城建办", care=["elder", "ill"], confidential="on",
    )  # fmt: skip
    case = newest()
    assert (case.title, case.matter, case.area, case.place) == ("路灯不亮", world.lamp_matter, world.east_area, "村口")
    assert (case.kind, case.nature, case.channel, case.about) == ("complaint", "hazard", "spot", world.office)
    assert (case.urgent, case.confidential) == (True, True)
    assert case.entries.get(seq=1).facts["care"] == ["elder", "ill"]
    assert case.entries.get(seq=1).facts["spot"] == world.east.pk


@pytest.mark.parametrize("typed", ["公共设施/路灯（3.2.1）", "公共设施/路灯", "3.2.1"])
def test_a_matter_is_found_by_what_was_typed(register: Register, world: World, typed: str) -> None:
    register(matter=typed)
    assert newest().matter == world.lamp_matter


@pytest.mark.parametrize(("field", "typed"), [("matter", "修仙"), ("about", "没有的局"), ("spot", "月球")])
def test_a_name_that_is_on_no_list_is_refused_and_kept(register: Register, field: str, typed: str) -> None:
    answer = register(**{field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{typed}"' in page
    assert TEXT in page


def test_a_caller_may_hide_the_number(register: Register) -> None:
    assert register(phone="", name="").status_code == 302


def test_a_report_is_confidential_whoever_writes_it_down(register: Register) -> None:
    register(kind="report")
    assert newest().confidential


def test_the_same_form_twice_is_one_case(register: Register) -> None:
    assert register().url == register().url
    assert Case.objects.count() == 1


def test_a_threat_is_raised_at_once(register: Register) -> None:
    register(text="来电人扬言要跳楼")
    assert deeds(newest()) == ["received", "alerted", "accepted"]


def test_merging_into_what_is_open(register: Register, world: World) -> None:
    lamp = world.assigned()
    register(same_as=lamp.pk)
    assert (newest().stage, newest().joined_to) == ("merged", lamp)
    assert deeds(newest()) == ["received", "merged"]


def test_merging_into_what_ended_meanwhile_is_refused_and_nothing_is_lost(register: Register, world: World) -> None:
    lamp = world.lamp()
    withdraw(lamp, by=world.operator, at=NINE)
    answer = register(same_as=lamp.pk)
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert Case.objects.count() == 1


def test_no_case_is_merged_into_one_that_does_not_exist(register: Register, world: World) -> None:
    assert register(same_as=999).status_code == 422


def test_photos_come_along(register: Register) -> None:
    register(photos=[photo()])
    assert newest().photos.count() == 1


def test_a_grid_worker_collects_on_the_round(client: Client, register: Register, grid_worker: Person) -> None:
    answer = register(by=grid_worker, channel="grid", then="accept")
    case = newest()
    assert (deeds(case), case.channel) == (["received"], "grid")
    assert Case.objects.seen_by(grid_worker, at=NINE).filter(pk=case.pk).exists()
    assert case.number in client.get(answer.url).content.decode()


def test_a_report_collected_on_the_round_is_the_desk_s_alone(register: Register, grid_worker: Person) -> None:
    register(by=grid_worker, channel="grid", kind="report")
    assert not Case.objects.seen_by(grid_worker, at=NINE).exists()


def test_a_grid_worker_who_knows_the_same_case_has_it_noted(
    register: Register, world: World, grid_worker: Person
) -> None:
    lamp = world.assigned()
    register(by=grid_worker, channel="grid", same_as=lamp.pk)
    assert (newest().stage, newest().suspected) == ("received", lamp)
    assert deeds(lamp)[-1] == "joined"


def test_a_grid_worker_has_no_telephone(register: Register, grid_worker: Person) -> None:
    assert register(by=grid_worker, channel="phone").status_code == 422


@pytest.mark.parametrize("role", [Role.LIAISON, Role.LEADER, Role.CALLER, Role.SYSTEM_ADMIN])
def test_nobody_else_registers(client: Client, register: Register, world: World, role: Role) -> None:
    stranger = world.person(role, world.town)
    assert register(by=stranger).status_code in (302, 403)
    assert not Case.objects.exists()


def test_earlier_calls_of_the_same_phone_stand_beside(client: Client, world: World) -> None:
    lamp = world.lamp()
    client.force_login(world.operator)
    assert lamp.number in beside(client, phone="138 0000 1234")
    assert lamp.number not in beside(client, phone="13900001234")


def test_a_guessed_phone_unmasks_nobody(client: Client, world: World, grid_worker: Person) -> None:
    lamp = world.assigned(confidential=True)
    client.force_login(grid_worker)
    assert Case.objects.seen_by(grid_worker, at=NINE).filter(pk=lamp.pk).exists()
    assert lamp.number not in beside(client, phone="13800001234", channel="grid", text=TEXT)


def test_similar_open_cases_stand_beside_and_reports_do_not(client: Client, world: World) -> None:
    lamp, report = world.lamp(), world.lamp(kind="report")
    client.force_login(world.operator)
    page = beside(client, text=TEXT, area=world.east_area.pk)
    assert lamp.number in page
    assert report.number not in page


def test_matter_place_unit_and_times_are_suggested(client: Client, world: World) -> None:
    client.force_login(world.operator)
    page = beside(client, text="东村村口路灯不亮")
    assert "公共设施/路灯（3.2.1）" in page
    assert "文中有" in page
    assert f'data-value="{world.east_area.pk}"' in page
    assert "2 个工作日 · " in page


def test_half_a_word_is_no_fault(client: Client, world: World) -> None:
    client.force_login(world.operator)
    for given in ({}, {"text": "路"}, {"phone": "138"}, {"matter": "路"}, {"same_as": "x"}, {"text": "灯" * 9000}):
        beside(client, **given)


def test_the_number_shown_is_one_s_own_to_see(client: Client, world: World) -> None:
    lamp = world.lamp()
    client.force_login(world.person(Role.GRID_WORKER, world.west))
    assert lamp.number not in client.get(f"/intake/?saved={lamp.number}").content.decode()
    assert client.get("/intake/?saved=<script>").status_code == 200


def test_the_phone_is_kept_as_it_should_be(register: Register) -> None:
    register(phone="（0316）5551234 转 801")
    assert opened(newest().identity).phone == "0316-5551234-801"


def test_receiving_and_accepting_cost_twenty_statements_at_most(
    client: Client, register: Register, world: World
) -> None:
    register(idempotency_key="w" * 32)
    with at_most(20):  # two deeds
        register(area=world.east_area.pk)


def test_pages_of_the_desk_cost_eight_statements_at_most(client: Client, world: World) -> None:
    world.lamp()
    client.force_login(world.operator)
    given = {"text": TEXT, "phone": "13800001234", "area": world.east_area.pk}
    client.get("/intake/")
    beside(client, **given)
    with at_most(8):
        client.get("/intake/")
    with at_most(8):
        beside(client, **given)
