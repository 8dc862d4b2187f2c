"""办件 · the small forms of intake on the case page: who is offered which, what they do, and that a refusal loses nothing."""

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from huying.case.acts.table import open_acts, standing
from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.steps.intake.acts.table import ACTS
from tests.world import NINE, World


def act(client: Client, case: Case, name: str, **given: Any) -> Any:
    return client.post(f"/work/{case.number}/{name}/", given)


def offered(case: Case, by: Person) -> list[str]:
    """The acts of this room; other rooms have theirs."""
    return [one.name for one in open_acts(standing(case, by, at=NINE)) if one in ACTS]


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def lamp(client: Client, world: World) -> Case:
    client.force_login(world.operator)
    return world.lamp()


def test_the_desk_is_offered_what_the_table_allows(world: World, lamp: Case) -> None:
    assert offered(lamp, world.operator) == [one.name for one in ACTS]
    assert "accept" not in offered(world.assigned(), world.operator)


def test_others_are_offered_what_is_theirs(world: World) -> None:
    lamp = world.assigned()
    assert offered(lamp, world.villager) == ["link"]
    assert offered(lamp, world.neighbour) == []
    assert offered(lamp, world.person(Role.ASSESSOR, world.town)) == []


def test_the_case_page_may_show_them_all(world: World, lamp: Case) -> None:
    request = RequestFactory().get("/")
    request.user = world.operator
    page = Template("{% load acts %}{% acts case now %}").render(
        Context({"request": request, "case": lamp, "now": NINE, "csrf_token": "t"})
    )
    for one in ACTS:
        assert f"/work/{lamp.number}/{one.name}/" in page


def test_the_two_answers_of_the_step_stand_before_what_is_done_now_and_then(world: World, lamp: Case) -> None:
    request = RequestFactory().get("/")
    request.user = world.operator
    shown = {"request": request, "case": lamp, "now": NINE, "csrf_token": "t"}
    page = Template("{% load acts %}{% acts case now %}").render(Context(shown))
    large, quiet = page.split('<dl class="hy-quiet">')
    assert [one.name for one in ACTS if f"/{one.name}/" in large] == ["accept", "decline"]
    assert all(f"/{one.name}/" in quiet for one in ACTS[2:])
    assert quiet.index("登记") < quiet.index("补充") < quiet.index("关联") < quiet.index("并入另一件")


def test_accepting_leads_back_to_the_case(client: Client, lamp: Case) -> None:
    answer = act(client, lamp, "accept", version=lamp.version)
    assert answer.url == f"/cases/{lamp.number}/"
    assert now(lamp).stage == "waiting"


def test_what_moved_meanwhile_is_said_with_409(client: Client, lamp: Case) -> None:
    act(client, lamp, "accept", version=lamp.version)
    answer = act(client, lamp, "decline", version=lamp.version, reason="beyond", channel="上级 12345")
    assert answer.status_code == 409
    assert "刚刚已由他人办理" in answer.content.decode()
    assert "上级 12345" in answer.content.decode()


def test_declining_needs_reason_and_channel(client: Client, lamp: Case) -> None:
    answer = act(client, lamp, "decline", reason="beyond", words="请理解")
    assert answer.status_code == 422
    assert "请理解" in answer.content.decode()
    assert act(client, lamp, "decline", reason="beyond", channel="上级 12345").status_code == 302
    assert now(lamp).stage == "declined"


def test_merging_and_linking_name_the_other_by_its_number(client: Client, world: World, lamp: Case) -> None:
    other = world.assigned()
    assert act(client, lamp, "link", other=other.number).status_code == 302
    assert act(client, lamp, "merge", other=other.number.replace("-", "")).status_code == 302
    assert now(lamp).joined_to == other


@pytest.mark.parametrize("number", ["", "x", "20260925-999999", "99999999999999999999999"])
def test_a_number_that_names_nothing_is_refused_in_words(client: Client, lamp: Case, number: str) -> None:
    assert act(client, lamp, "merge", other=number).status_code == 422


def test_splitting_makes_another_case(client: Client, world: World, lamp: Case) -> None:
    assert act(client, lamp, "split", text="井盖坏了").status_code == 302
    assert Case.objects.exclude(pk=lamp.pk).get().words.get(seq=1).text == "井盖坏了"


def test_transfer_supplement_and_withdrawal(client: Client, lamp: Case) -> None:
    assert act(client, lamp, "transfer", line="119").status_code == 302
    assert act(client, lamp, "supplement", words="来电补充：又灭了").status_code == 302
    assert act(client, lamp, "withdraw", reason="来电撤回").status_code == 302
    assert [entry.deed for entry in lamp.entries.order_by("seq")] == [
        "received",
        "transferred",
        "supplemented",
        "withdrawn",
    ]


def test_a_report_is_not_merged_with_others(client: Client, world: World, lamp: Case) -> None:
    answer = act(client, lamp, "merge", other=world.lamp(kind="report").number)
    assert answer.status_code == 422
    assert "举报件只能" in answer.content.decode()


def test_whoever_may_not_is_told_403(client: Client, world: World) -> None:
    lamp = world.assigned()
    client.force_login(world.villager)
    assert act(client, lamp, "withdraw", reason="x").status_code == 403


def test_whoever_does_not_see_the_case_finds_nothing(client: Client, world: World, lamp: Case) -> None:
    client.force_login(world.neighbour)
    assert act(client, lamp, "accept").status_code == 404
    client.force_login(world.operator)
    assert act(client, lamp, "nothing").status_code == 404
    assert client.post("/work/20200101-000001/accept/").status_code == 404


def test_the_form_may_be_opened_alone(client: Client, lamp: Case) -> None:
    assert "应当找哪里办" in client.get(f"/work/{lamp.number}/decline/").content.decode()
