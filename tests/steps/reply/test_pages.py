"""The reply through its page: templates filled in, checked while one writes and again before it goes, read by the resident."""

from typing import Any

import pytest
from django.test import Client

from huying.case.models import Case
from huying.case.tracking import code_of, digest_of, secret_for
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.feedback.approve import approve
from huying.steps.handling.finish import finish
from huying.steps.handling.handle import How, Result
from huying.steps.intake.withdraw import withdraw
from huying.steps.reply.models import ReplyTemplate
from huying.steps.reply.templating import filled, fitting
from tests.world import World

GOOD = "村口九盏路灯的线路已换好，当晚全部恢复照明。"
VAGUE = "村口路灯的问题我们会尽快安排维修。"


@pytest.fixture
def due(world: World) -> Case:
    lamp, at = world.assigned(now(), secret=digest_of(secret_for("k"))), now()
    finish(lamp, result=Result(How.SOLVED, "换了线路", basis="维修单"), by=world.villager, at=at)
    approve(lamp, by=world.leader, at=at)
    return lamp


def sent(client: Client, by: Person, case: Case, **given: Any) -> Any:
    client.force_login(by)
    return client.post(f"/work/{case.number}/reply/", {"version": case.version, "way": "online"} | given)


def template(world: World, **more: Any) -> ReplyTemplate:
    given = {"title": "路灯修好", "body": "您反映的{title}，{unit}已于{date}修好。", "by": world.dispatcher} | more
    return ReplyTemplate.objects.create(jurisdiction=110199, changed_at=now(), **given)


def test_a_good_reply_goes_out_and_the_resident_reads_it(client: Client, world: World, due: Case) -> None:
    assert sent(client, world.villager, due, words=GOOD).status_code == 302
    page = Client().get(f"/track/{code_of(due.pk, secret_for('k'))}/").content.decode()
    assert GOOD in page


@pytest.mark.parametrize("way", ["online", "phone", "face"])
def test_it_says_how_the_resident_was_told(client: Client, world: World, due: Case, way: str) -> None:
    sent(client, world.villager, due, words=GOOD, way=way)
    assert due.entries.get(deed="replied").facts["way"] == way


def test_a_promise_without_a_date_stops_it_and_the_words_stay(client: Client, world: World, due: Case) -> None:
    answer = sent(client, world.villager, due, words=VAGUE)
    assert answer.status_code == 422
    assert "没有日期" in answer.content.decode()
    assert VAGUE in answer.content.decode()


def test_a_withdrawn_case_is_not_replied_to(client: Client, world: World, due: Case) -> None:
    withdraw(Case.objects.get(pk=due.pk), by=world.operator, at=now(), reason="自己修好了")
    answer = sent(client, world.villager, due, words=GOOD)
    assert answer.status_code in (409, 422)
    assert GOOD in answer.content.decode()
    assert not due.entries.filter(deed="replied").exists()


def test_only_the_unit_that_holds_the_case_replies(client: Client, world: World, due: Case) -> None:
    assert sent(client, world.leader, due, words=GOOD).status_code == 403
    assert sent(client, world.neighbour, due, words=GOOD).status_code == 404


def test_the_same_reply_sent_twice_is_one(client: Client, world: World, due: Case) -> None:
    for _ in range(2):
        assert sent(client, world.villager, due, words=GOOD, idempotency_key="k" * 20).status_code == 302
    assert due.entries.filter(deed="replied").count() == 1


class TestTheCheck:
    def asked(self, client: Client, by: Person, case: Case, words: str) -> Any:
        client.force_login(by)
        return client.post(f"/reply/{case.number}/check/", {"words": words}, headers={"HX-Request": "true"})

    def test_it_says_what_is_wrong_while_one_writes(self, client: Client, world: World, due: Case) -> None:
        assert "没有日期" in self.asked(client, world.villager, due, VAGUE).content.decode()

    def test_it_says_that_all_is_well(self, client: Client, world: World, due: Case) -> None:
        assert "检查通过" in self.asked(client, world.villager, due, GOOD).content.decode()

    def test_before_the_first_word_it_says_nothing(self, client: Client, world: World, due: Case) -> None:
        assert self.asked(client, world.villager, due, " ").content.decode().strip() == ""

    def test_it_is_for_those_who_reply(self, client: Client, world: World, due: Case) -> None:
        assert self.asked(client, world.neighbour, due, GOOD).status_code == 404
        assert self.asked(client, world.leader, due, GOOD).status_code == 404

    def test_nothing_is_sent_by_it(self, client: Client, world: World, due: Case) -> None:
        self.asked(client, world.villager, due, GOOD)
        assert not due.entries.filter(deed="replied").exists()


class TestTemplates:
    def test_the_facts_of_the_case_stand_in_their_places(self, world: World, due: Case) -> None:
        said = filled("{title}|{unit}|{number}|{matter}|{nobody}", due, at=now())
        assert said == f"{due.title}|东村|{due.number}|路灯|{{nobody}}"

    def test_those_of_the_matter_come_before_those_for_all(self, world: World, due: Case) -> None:
        common, lamps = template(world, title="通用"), template(world, matter="公共设施")
        template(world, matter="公共设施/路面")
        template(world, unit=world.west)
        assert fitting(due) == [lamps, common]

    def test_the_page_offers_them_filled_in(self, client: Client, world: World, due: Case) -> None:
        template(world, unit=world.town)
        client.force_login(world.villager)
        page = client.get(f"/work/{due.number}/reply/").content.decode()
        assert "路灯修好" in page
        assert "东村已于" in page

    def test_a_dispatcher_writes_one_for_all(self, client: Client, world: World) -> None:
        client.force_login(world.dispatcher)
        given = {"title": "路灯修好", "matter": "公共设施/路灯", "body": "{unit}已修好。", "unit": 0}
        assert client.post("/reply/templates/", given).status_code == 302
        row = ReplyTemplate.objects.get()
        assert (row.unit, row.matter, row.by) == (None, "公共设施/路灯", world.dispatcher)
        assert "路灯修好" in client.get("/reply/templates/").content.decode()

    def test_a_leader_writes_for_the_own_unit_alone(self, client: Client, world: World) -> None:
        boss = world.person(Role.UNIT_LEADER, world.east)
        client.force_login(boss)
        given = {"title": "路灯修好", "body": "{unit}已修好。", "unit": 0}
        assert client.post("/reply/templates/", given).status_code == 422
        assert client.post("/reply/templates/", given | {"unit": world.east.pk}).status_code == 302
        assert client.get(f"/reply/templates/{template(world).pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("field", "value", "said"), [("body", "{姓名}您好", "不认识的填空"), ("matter", "没有的事", "事项清单里没有")]
    )
    def test_what_nobody_could_fill_is_refused(
        self, client: Client, world: World, field: str, value: str, said: str
    ) -> None:
        client.force_login(world.dispatcher)
        answer = client.post("/reply/templates/", {"title": "路灯", "body": "好了", "unit": 0} | {field: value})
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_one_is_changed_and_one_is_retired(self, client: Client, world: World, due: Case) -> None:
        row = template(world)
        client.force_login(world.dispatcher)
        client.post(f"/reply/templates/{row.pk}/", {"title": "新名称", "body": "已修好。", "unit": 0})
        assert ReplyTemplate.objects.get(pk=row.pk).title == "新名称"
        client.post(f"/reply/templates/{row.pk}/retire/")
        assert fitting(due) == []

    @pytest.mark.parametrize("role", [Role.LIAISON, Role.GRID_WORKER, Role.OPERATOR])
    def test_others_do_not_edit_them(self, client: Client, world: World, role: Role) -> None:
        client.force_login(world.person(role, world.east))
        assert client.get("/reply/templates/").status_code == 403
