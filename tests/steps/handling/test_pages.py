"""The acts of handling through their pages: each happy line, each refusal with what was typed, rivals, double sending."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, localtime

from huying.case.clocks import Clock
from huying.case.models import Case, Photo
from huying.directory.models import Matter
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.handling.escalate import LEVELS, escalate
from tests.steps.handling.conftest import deeds, photo
from tests.world import World

Does = Callable[..., Any]
KEY = "a" * 32


@pytest.fixture
def lamp(world: World) -> Case:
    return world.assigned(now())


def day(days: int) -> str:
    return f"{localdate() + timedelta(days=days):%Y-%m-%d}"


def last(case: Case) -> Any:
    return case.entries.latest("seq")


def words(case: Case) -> str:
    return case.words.get(seq=last(case).seq).text


def test_signing_in_ends_its_clock_and_leads_back_to_the_case(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.villager, lamp, "sign-in")
    assert answer.url == f"/cases/{lamp.number}/"
    assert not lamp.deadlines.filter(kind=Clock.SIGN_IN, ended_at=None).exists()


def test_from_the_spot_one_goes_back_to_the_spot(world: World, lamp: Case, does: Does) -> None:
    assert does(world.villager, lamp, "sign-in", back="work").url == f"/work/{lamp.number}/"


def test_a_script_is_told_where_to_go_and_the_message_waits(client: Client, world: World, lamp: Case) -> None:
    client.force_login(world.villager)
    answer = client.post(f"/work/{lamp.number}/sign-in/", {"back": "work"}, headers={"X-Asks-Where": "1"})
    assert (answer.status_code, answer["X-Goes-To"]) == (200, f"/work/{lamp.number}/")
    assert "已办：签收" in client.get(answer["X-Goes-To"]).content.decode()


@pytest.mark.parametrize(("reached", "deed"), [("yes", "contacted"), ("no", "contact_tried")])
def test_a_contact_is_reached_or_tried(world: World, lamp: Case, does: Does, reached: str, deed: str) -> None:
    does(world.villager, lamp, "contact", reached=reached, words="约好下午看现场")
    assert (last(lamp).deed, words(lamp)) == (deed, "约好下午看现场")


def test_a_visit_says_whom_one_met_where_and_when_with_photos(world: World, lamp: Case, does: Does) -> None:
    when = localtime(now() - timedelta(hours=1)).replace(second=0, microsecond=0)
    given = {"words": "九盏全黑", "met": 2, "place": "村口", "happened_at": f"{when:%Y-%m-%dT%H:%M}"}
    does(world.villager, lamp, "visit", **given, photos=[photo("a.jpg"), photo("b.jpg", "red")])
    line = last(lamp)
    assert (line.deed, line.facts["met"], line.facts["place"], line.happened_at) == ("visited", 2, "村口", when)
    assert Photo.objects.filter(case=lamp, seq=line.seq).count() == 2


def test_a_visit_in_the_future_is_refused_and_what_was_typed_stays(world: World, lamp: Case, does: Does) -> None:
    given = {"words": "九盏全黑", "met": 2, "happened_at": f"{localtime(now() + timedelta(days=1)):%Y-%m-%dT%H:%M}"}
    answer = does(world.villager, lamp, "visit", **given, photos=[photo()])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不能晚于现在" in page
    assert "九盏全黑" in page
    assert Photo.objects.get(case=None).key in page


def test_what_is_no_photo_is_named_and_the_good_one_stays(world: World, lamp: Case, does: Does) -> None:
    bad = photo("bad.jpg")
    bad.file.seek(0)
    bad.file.write(b"not a photo at all")
    answer = does(world.villager, lamp, "visit", words="九盏全黑", met=1, photos=[photo("good.jpg"), bad])
    assert answer.status_code == 422
    assert "bad.jpg" in answer.content.decode()
    assert Photo.objects.filter(case=None).count() == 1
    assert "visited" not in deeds(lamp)


def test_progress_is_for_the_resident_to_read(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "progress", words="配件已到，明天换。", photos=[photo()])
    assert (last(lamp).deed, lamp.photos.count()) == ("progressed", 1)


def test_an_interim_measure_opens_a_promise_until_the_end_of_that_day(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "measure", words="先拉警戒线", until=day(30))
    due = localtime(lamp.deadlines.get(kind=Clock.COMMITMENT).due_at)
    assert f"{due:%Y-%m-%d %H:%M}" == f"{day(30)} 23:59"


def test_a_promise_is_made_and_kept(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "commit", words="月底换线", until=day(9), whose="供电所")
    row = lamp.deadlines.get(kind=Clock.COMMITMENT)
    page = does(world.villager, lamp, "keep", of=row.seq, words="").content.decode()
    assert "月底换线" in page
    does(world.villager, lamp, "keep", of=row.seq, words="已换")
    assert lamp.deadlines.get(kind=Clock.COMMITMENT).kept


def test_a_promise_for_yesterday_is_refused_in_words(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.villager, lamp, "commit", words="昨天修好", until=day(-1))
    assert answer.status_code == 422
    assert "日期要晚于现在" in answer.content.decode()
    assert "昨天修好" in answer.content.decode()


def test_more_time_is_asked_and_given(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "ask-extension", until=day(20), reason="等配件")
    does(world.leader, lamp, "extend", words="已延至配件到货")
    assert f"{localtime(lamp.deadlines.get(kind=Clock.HANDLING).due_at):%Y-%m-%d}" == day(20)


def test_more_time_is_asked_and_refused(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "ask-extension", until=day(20), reason="等配件")
    does(world.leader, lamp, "refuse-extension", reason="仓库有货")
    assert last(lamp).deed == "extension_refused"


def test_a_liaison_may_not_give_more_time(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "ask-extension", until=day(20), reason="等配件")
    assert does(world.villager, lamp, "extend", words="").status_code == 403


def test_what_is_too_much_goes_one_level_up(world: World, lamp: Case, does: Does) -> None:
    before = LEVELS.index(Case.objects.get(pk=lamp.pk).level)
    assert does(world.villager, lamp, "escalate", reason="需要电力公司停电").status_code == 302
    assert LEVELS.index(Case.objects.get(pk=lamp.pk).level) == before + 1


def test_one_person_answers_for_the_case(world: World, lamp: Case, does: Does) -> None:
    worker = world.person(Role.GRID_WORKER, world.east, "李四")
    does(world.villager, lamp, "entrust", to=worker.pk)
    assert Case.objects.get(pk=lamp.pk).person == worker
    assert does(world.villager, lamp, "entrust", to=world.neighbour.pk).status_code == 422


def test_a_case_is_given_back_with_a_reason(world: World, lamp: Case, does: Does) -> None:
    assert does(world.villager, lamp, "give-back", reason="").status_code == 422
    assert does(world.villager, lamp, "give-back", reason="不在本村").status_code == 302
    assert last(lamp).deed == "given_back"


def test_an_objection_brings_its_proof(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.villager, lamp, "object", reason="县道路灯归公路局")
    assert answer.status_code == 422
    assert "请附上证明" in answer.content.decode()
    assert does(world.villager, lamp, "object", reason="县道路灯归公路局", photos=[photo()]).status_code == 302
    assert last(lamp).deed == "objected"


def test_the_result_is_handled_and_reported_in_one_go(world: World, lamp: Case, does: Does) -> None:
    given = {"how": "solved", "words": "换了九盏灯的线路", "before": [photo("b.jpg")], "after": [photo("a.jpg", "red")]}
    does(world.villager, lamp, "finish", **given)
    assert deeds(lamp)[-2:] == ["handled", "reported"]
    line = lamp.entries.get(deed="handled")
    assert (len(line.facts["photos"]), len(line.facts["before"]), lamp.photos.count()) == (1, 1, 2)


def test_a_result_without_proof_is_refused_and_nothing_is_half_done(world: World, lamp: Case, does: Does) -> None:
    answer = does(world.villager, lamp, "finish", how="solved", words="换了线路")
    assert answer.status_code == 422
    assert "请附处置后的照片" in answer.content.decode()
    assert {"handled", "reported"} & set(deeds(lamp)) == set()


def test_partly_done_asks_for_a_promise_first(world: World, lamp: Case, does: Does) -> None:
    given = {"how": "partly", "words": "换了五盏", "basis": "维修单"}
    assert "承诺期限" in does(world.villager, lamp, "finish", **given).content.decode()
    does(world.villager, lamp, "commit", words="其余四盏", until=day(9))
    assert does(world.villager, lamp, "finish", **given).status_code == 302


@pytest.mark.parametrize(("step", "deed"), [("arrived", "visited"), ("working", "progressed"), ("done", "reported")])
def test_the_one_form_of_the_spot_does_three_deeds(world: World, lamp: Case, does: Does, step: str, deed: str) -> None:
    given = {
        "step": step,
        "words": "已换线路",
        "before": [photo("b.jpg")],
        "after": [photo("a.jpg", "red")],
        "back": "work",
    }
    answer = does(world.villager, lamp, "spot", **given)
    assert answer.url == f"/work/{lamp.number}/"
    assert last(lamp).deed == deed


def test_a_rivals_move_is_told_and_what_was_typed_stays(client: Client, world: World, lamp: Case) -> None:
    client.force_login(world.villager)
    given = {"version": lamp.version, "how": "solved", "words": "换了九盏灯的线路", "basis": "维修单"}
    escalate(Case.objects.get(pk=lamp.pk), reason="需要停电", by=world.villager, at=now())
    answer = client.post(f"/work/{lamp.number}/finish/", given)
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert "刷新后再看" in page
    assert "换了九盏灯的线路" in page


def test_a_move_of_another_and_back_is_a_conflict(client: Client, world: World, lamp: Case, does: Does) -> None:
    seen = lamp.version
    does(world.villager, lamp, "finish", how="solved", words="换了线路", basis="维修单")
    does(world.leader, lamp, "send-back", reason="补照片")
    client.force_login(world.villager)
    given = {"version": seen, "reason": "不在本村，请另派"}
    answer = client.post(f"/work/{lamp.number}/give-back/", given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已由他人办理" in page
    assert "不在本村，请另派" in page
    assert f'name="version" value="{Case.objects.get(pk=lamp.pk).version}"' in page


def test_the_same_form_sent_twice_is_one_deed(world: World, lamp: Case, does: Does) -> None:
    for _ in range(2):
        given = {"words": "九盏全黑", "met": 2, "photos": [photo()], "idempotency_key": KEY}
        assert does(world.villager, lamp, "visit", **given).status_code == 302
    assert deeds(lamp).count("visited") == 1


def test_photos_sent_ahead_and_sent_twice_are_one_deed(client: Client, world: World, lamp: Case, does: Does) -> None:
    key = client.post("/submit/photo/", {"photo": photo()}).json()["key"]
    for _ in range(2):
        given = {"words": "九盏全黑", "met": 2, "photos_key": [key], "idempotency_key": KEY}
        assert does(world.villager, lamp, "visit", **given).status_code == 302
    assert deeds(lamp).count("visited") == 1
    assert Photo.objects.get(key=key).case == lamp


def test_the_same_key_with_other_words_is_refused(world: World, lamp: Case, does: Does) -> None:
    does(world.villager, lamp, "progress", words="配件已到", idempotency_key=KEY)
    answer = does(world.villager, lamp, "progress", words="配件没到", idempotency_key=KEY)
    assert answer.status_code == 422
    assert "配件没到" in answer.content.decode()


@pytest.mark.parametrize("name", ["sign-in", "visit", "finish", "escalate", "give-back", "spot"])
def test_a_neighbour_does_not_even_see_it(world: World, lamp: Case, does: Does, name: str) -> None:
    assert does(world.neighbour, lamp, name, words="x", reason="x", how="solved", met=1).status_code == 404


def test_whoever_sees_but_may_not_is_told_so(world: World, lamp: Case, does: Does) -> None:
    assert does(world.operator, lamp, "sign-in").status_code == 403
    assert does(world.dispatcher, lamp, "give-back", reason="不归我").status_code == 403


def test_an_act_that_does_not_exist_is_not_found(world: World, lamp: Case, does: Does) -> None:
    assert does(world.villager, lamp, "dance").status_code == 404


def test_a_page_for_one_act_opens_and_says_when_it_is_closed(client: Client, world: World, lamp: Case) -> None:
    client.force_login(world.villager)
    assert "见到几个人" in client.get(f"/work/{lamp.number}/visit/").content.decode()
    assert "不能办这一步" in client.get(f"/work/{lamp.number}/extend/").content.decode()


def test_a_matter_retired_today_stops_nobody(world: World, lamp: Case, does: Does) -> None:
    Matter.objects.update(retired_on=localdate())
    assert does(world.villager, lamp, "progress", words="照常办理").status_code == 302
