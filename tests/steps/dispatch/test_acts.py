"""交办的动作 · the forms on the page of a case: units by suggestion or by name, rulings, looks on the spot, sorting."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml.html import fromstring
from PIL import Image

from huying.case.models import Case, Photo, Tie
from huying.case.who import KEEPER
from huying.directory.models import Area, Matter, Person, Unit
from huying.directory.roles import Role
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.handling.object_to import object_to
from huying.steps.intake.accept import accept
from tests.steps.dispatch.conftest import LATER, Reads
from tests.world import NINE, World

Does = Callable[..., Any]


@pytest.fixture
def does(reads: Reads) -> Does:
    """does(person, case, "assign", …) · the answer to that form, as the case stands now."""

    def do(person: Person, case: Case, act: str, **given: Any) -> Any:
        version = Case.objects.get(pk=case.pk).version
        return reads(person).post(f"/work/{case.number}/{act}/", {"version": version} | given)

    return do


@pytest.fixture
def lamp(world: World) -> Case:
    lamp = world.lamp()
    accept(lamp, by=KEEPER, at=NINE)
    return lamp


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def opened(client: Client, case: Case, act: str) -> str:
    return client.get(f"/work/{case.number}/{act}/").content.decode()


def test_the_likeliest_unit_is_chosen_beforehand_with_its_reasons(world: World, lamp: Case, reads: Reads) -> None:
    page = opened(reads(world.dispatcher), lamp, "assign")
    assert f'value="{world.east.pk}" checked' in page
    assert "清单规定“路灯”由其主办" in page


def test_the_chosen_unit_gets_it_with_a_copy_to_the_one_above(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.dispatcher, lamp, "assign", likely=world.east.pk, copied="on", reason="请今天看")
    assert answer.status_code == 302
    assert (now(lamp).unit, lamp.shares.get(tie=Tie.COPIED).unit) == (world.east, world.town)


def test_another_unit_is_a_choice_of_its_own_and_asks_for_its_name(
    world: World, lamp: Case, reads: Reads, does: Does
) -> None:
    form = fromstring(opened(reads(world.dispatcher), lamp, "assign"))
    other = form.xpath("//label[.//b='其他单位']/input[@type='radio'][@name='likely'][@value='']")
    assert [one.get("checked") for one in other] == [None]
    answer = does(world.dispatcher, lamp, "assign", likely="", unit="")
    again = fromstring(answer.content.decode())
    assert again.xpath("//label[.//b='其他单位']/input/@checked")
    assert "请选择一个单位，或填写单位名称" in again.xpath("string(//div[@data-field='unit'])")
    does(world.dispatcher, lamp, "assign", likely="", unit="城建办")
    assert now(lamp).unit == world.office


@pytest.mark.parametrize("typed", ["西村", " 西村 ", "W"])
def test_any_other_unit_is_typed_by_name_or_code(world: World, lamp: Case, does: Does, typed: str) -> None:
    does(world.dispatcher, lamp, "assign", likely=world.east.pk, unit=typed)
    assert now(lamp).unit == world.west


def test_a_name_that_is_none_is_answered_with_those_like_it(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.dispatcher, lamp, "assign", unit="建办")
    assert answer.status_code == 422
    assert "没有“建办”。您要找的是不是：城建办？" in answer.content.decode()
    assert now(lamp).stage == "waiting"


def test_of_two_units_of_one_name_the_code_decides(world: World, lamp: Case, does: Does) -> None:
    Unit.objects.create(code="O2", name="城建办", kind="office", parent=world.town)
    answer = does(world.dispatcher, lamp, "assign", unit="城建办")
    assert "有 2 个“城建办”，请填代码" in answer.content.decode()
    does(world.dispatcher, lamp, "assign", unit="O2")
    assert now(lamp).unit.code == "O2"


def test_a_unit_merged_yesterday_may_still_be_typed(world: World, lamp: Case, does: Does) -> None:
    world.east.valid_to, world.east.successor = date(2026, 9, 24), world.west
    world.east.save()
    does(world.dispatcher, lamp, "assign", unit="东村")
    assert now(lamp).unit == world.west


def test_nothing_chosen_is_said(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.dispatcher, lamp, "assign", likely="")
    assert "请选择一个单位" in answer.content.decode()


def test_a_refusal_keeps_what_was_written(world: World, lamp: Case, does: Does) -> None:
    Matter.objects.filter(pk=world.lamp_matter.pk).update(community=False)
    answer = does(world.dispatcher, lamp, "assign", unit="西村", reason="请今天看")
    assert answer.status_code == 422
    assert "不在社区职责清单内" in answer.content.decode()
    assert "请今天看" in answer.content.decode()


def test_whoever_was_quicker_wins(world: World, lamp: Case, does: Does, reads: Reads) -> None:
    version = lamp.version
    does(world.dispatcher, lamp, "assign", likely=world.east.pk)
    form = {"version": version, "likely": world.office.pk}
    answer = reads(world.operator).post(f"/work/{lamp.number}/assign/", form)
    assert answer.status_code in (409, 422)
    assert now(lamp).unit == world.east


def test_it_hangs_on_the_boards_that_were_ticked_and_on_one_more(world: World, lamp: Case, does: Does) -> None:
    does(world.dispatcher, lamp, "offer", boards=[world.east.pk], unit="西村")
    assert {share.unit for share in lamp.shares.filter(tie=Tie.OFFERED)} == {world.east, world.west}


def test_no_board_at_all_is_said(world: World, lamp: Case, does: Does) -> None:
    assert "请至少选择一个单位" in does(world.dispatcher, lamp, "offer").content.decode()


def test_a_report_offers_no_boards(world: World, reads: Reads) -> None:
    report = world.lamp(kind="report")
    accept(report, by=KEEPER, at=NINE)
    page = reads(world.dispatcher).get(f"/cases/{report.number}/").content.decode()
    assert f"/work/{report.number}/offer/" not in page


def test_what_the_list_does_not_name_is_put_to_the_leader_and_ruled(world: World, lamp: Case, does: Does) -> None:
    does(world.dispatcher, lamp, "put-to-leader", reason="职责交叉")
    assert now(lamp).stage == "unlisted"
    given = {"unit": "城建办", "reason": "城建办牵头", "name": "灯杆倾斜", "matter": "公共设施/路灯", "words": "灯杆"}
    does(world.leader, lamp, "appoint", limit_class="urgent", **given)
    added = Matter.objects.get(name="灯杆倾斜")
    assert (now(lamp).unit, now(lamp).matter, now(lamp).appointed) == (world.office, added, True)
    assert (added.parent, added.limit_class, added.words) == (world.lamp_matter, "urgent", "灯杆")


def test_a_ruling_may_leave_the_list_as_it_is(world: World, lamp: Case, does: Does) -> None:
    put_to_leader(lamp, by=world.dispatcher, at=NINE)
    does(world.leader, lamp, "appoint", unit="城建办", reason="就这一件")
    assert (now(lamp).unit, Matter.objects.count()) == (world.office, 1)


def test_a_dispatcher_has_no_form_to_appoint_with(world: World, lamp: Case, reads: Reads) -> None:
    put_to_leader(lamp, by=world.dispatcher, at=NINE)
    assert f"/work/{lamp.number}/appoint/" not in reads(world.dispatcher).get(f"/cases/{lamp.number}/").content.decode()
    assert f"/work/{lamp.number}/appoint/" in reads(world.leader).get(f"/cases/{lamp.number}/").content.decode()


@pytest.mark.parametrize(("act", "stage"), [("uphold", "returned"), ("reject", "working")])
def test_an_objection_is_ruled_on_with_a_reason(world: World, does: Does, act: str, stage: str) -> None:
    lamp = world.assigned()
    object_to(lamp, by=world.villager, reason="不属本村", proof="图", at=LATER)
    assert does(world.dispatcher, lamp, act, reason="").status_code == 422
    does(world.dispatcher, lamp, act, reason="查过了")
    assert now(lamp).stage == stage


def test_the_village_is_asked_to_look_and_reports_with_a_photo(world: World, lamp: Case, does: Does) -> None:
    walker = world.person(Role.GRID_WORKER, world.east, "小赵")
    does(world.dispatcher, lamp, "ask-inquiry", unit="东村", words="哪根灯杆？")
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    photo = SimpleUploadedFile("lamp.jpg", out.getvalue(), content_type="image/jpeg")
    answer = does(walker, lamp, "inquire", finding="real", words="三根都不亮", place="桥头", photos=photo)
    assert answer.status_code == 302
    line = lamp.entries.get(deed="inquired")
    assert (line.by, line.facts["finding"], Photo.objects.get().seq) == (walker, "real", line.seq)


def test_the_nearest_unit_is_proposed_for_the_look(world: World, lamp: Case, reads: Reads) -> None:
    assert 'value="东村"' in opened(reads(world.dispatcher), lamp, "ask-inquiry")


def test_a_case_nobody_has_sorted_comes_with_a_proposal(world: World, reads: Reads, does: Does) -> None:
    cats = world.lamp(matter=None, text="门口的照明坏了")
    page = opened(reads(world.dispatcher), cats, "sort")
    assert 'value="公共设施/路灯"' in page
    assert "按文中有“照明”推荐，请核对" in page
    does(world.dispatcher, cats, "sort", matter="公共设施/路灯", area="西村")
    assert (now(cats).matter, now(cats).area) == (world.lamp_matter, world.west_area)


def test_sorting_may_take_a_matter_away(world: World, lamp: Case, does: Does) -> None:
    does(world.dispatcher, lamp, "sort", matter="", area="东村")
    assert (now(lamp).matter, now(lamp).area) == (None, world.east_area)


def test_areas_of_one_name_are_told_apart_by_their_codes(world: World, lamp: Case, does: Does) -> None:
    Area.objects.create(code="110199102201", name="西村", level="village", parent=world.county)
    assert "有 2 个“西村”" in does(world.dispatcher, lamp, "sort", matter="路灯", area="西村").content.decode()
    does(world.dispatcher, lamp, "sort", matter="路灯", area="110199101202")
    assert now(lamp).area == world.west_area


def test_what_was_taken_down_wrongly_is_put_right(world: World, lamp: Case, does: Does) -> None:
    given = {
        "title": lamp.title,
        "place": "西村桥头",
        "kind": "complaint",
        "urgent": "on",
        "unit": "城建办",
        "nature": "hazard",
    }
    does(world.dispatcher, lamp, "correct", reason="听错了", **given)
    found = now(lamp)
    assert (found.place, found.kind, found.urgent, found.about) == ("西村桥头", "complaint", True, world.office)
    assert found.nature == "hazard"
    assert lamp.entries.get(deed="corrected").facts["nature"] == {"from": "livelihood", "to": "hazard"}


def test_the_unit_above_is_copied_in(world: World, does: Does) -> None:
    lamp = world.assigned()
    does(world.dispatcher, lamp, "copy", unit="")
    assert lamp.shares.get(tie=Tie.COPIED).unit == world.town


@pytest.mark.parametrize(
    "act", ["assign", "offer", "appoint", "put-to-leader", "uphold", "reject", "ask-inquiry", "sort", "correct", "copy"]
)
def test_a_liaison_does_none_of_the_desks_deeds(world: World, lamp: Case, does: Does, act: str) -> None:
    lamp.shares.create(jurisdiction=lamp.jurisdiction, unit=world.east, tie="copied")
    before = now(lamp)
    given = {"likely": world.east.pk, "boards": [world.east.pk], "unit": "东村", "reason": "试试", "area": "西村"}
    answer = does(world.villager, lamp, act, kind="help", **given)
    assert answer.status_code in (403, 409, 422)
    assert now(lamp).version == before.version
    assert now(lamp).area == before.area
