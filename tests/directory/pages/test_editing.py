"""One row changed on a page, by the same rules as a row of a file."""

import re
from datetime import date

import pytest
from django.test import Client

from huying.directory.models import Act, CalendarVersion, Edit, Limit, Matter, Person, Post, Unit
from huying.directory.reckoning import rules
from huying.kit.clock import now
from tests.directory.sheets.files import imported
from tests.world import World

UNIT = {"name": "东村村委会", "kind": "village", "parent": "T", "area": "110199101201", "claims": "on"}


def opened(client: Client, address: str) -> str:
    """The mark of what the form was opened on."""
    page = client.get(address).content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def saved(client: Client, address: str, given: dict[str, str]) -> str:
    """Sends the form as it was opened; the page that follows."""
    answer = client.post(address, given | {"seen": opened(client, address)}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def refused(client: Client, address: str, given: dict[str, str]) -> str:
    answer = client.post(address, {"seen": opened(client, address)} | given)
    assert answer.status_code == 422
    return answer.content.decode()


def test_a_unit_is_changed_and_the_act_is_on_record(world: World, keeper: Client) -> None:
    page = saved(keeper, f"/directory/units/{world.east.pk}/edit/", UNIT)
    world.east.refresh_from_db()
    assert world.east.name == "东村村委会"
    assert "已保存“东村村委会”" in page
    assert Edit.objects.get(key="E").after == {"单位名称": "东村村委会"}
    assert Act.objects.get(what="edited").subject == "单位 · E 东村村委会"


def test_the_code_of_a_unit_stays(world: World, keeper: Client) -> None:
    saved(keeper, f"/directory/units/{world.east.pk}/edit/", UNIT | {"code": "X"})
    world.east.refresh_from_db()
    assert world.east.code == "E"


def test_a_new_unit_has_a_page_of_its_own(world: World, keeper: Client) -> None:
    page = saved(
        keeper, "/directory/units/new/", {"code": "W1", "name": "水务站", "kind": "office", "parent": "柳河镇"}
    )
    assert Unit.objects.get(code="W1").parent == world.town
    assert "水务站" in page


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(world: World, keeper: Client) -> None:
    page = refused(
        keeper, "/directory/units/new/", {"code": "W1", "name": "水务站", "kind": "office", "parent": "镇政府"}
    )
    assert re.search(r'data-field="parent".*上级单位“镇政府”不存在', page, re.S)
    assert 'value="水务站"' in page
    assert not Unit.objects.filter(code="W1").exists()


def test_a_field_that_must_be_filled_says_so_once(world: World, keeper: Client) -> None:
    page = refused(keeper, "/directory/units/new/", {"code": "", "name": "水务站", "kind": "office", "parent": "T"})
    assert page.count("没有填写单位代码") == 1


def test_a_code_that_is_taken_is_not_overwritten_from_the_new_page(world: World, keeper: Client) -> None:
    page = refused(keeper, "/directory/units/new/", {"code": "E", "name": "别的", "kind": "office", "parent": "T"})
    assert "已经有这一行" in page
    world.east.refresh_from_db()
    assert world.east.name == "东村"


def test_somebody_quicker_is_not_overwritten(world: World, keeper: Client) -> None:
    address = f"/directory/units/{world.east.pk}/edit/"
    mark = opened(keeper, address)
    imported("units", ["单位代码", "单位名称", "类别"], ("E", "东村居委会", "村居"))
    page = keeper.post(address, UNIT | {"seen": mark})
    assert page.status_code == 422
    assert "有人改过这一行" in page.content.decode()
    assert Unit.objects.get(code="E").name == "东村居委会"


def test_an_area_is_changed(world: World, keeper: Client) -> None:
    address = f"/directory/areas/{world.east_area.pk}/edit/"
    saved(keeper, address, {"name": "东村社区", "level": "village", "parent": "110199101"})
    world.east_area.refresh_from_db()
    assert (world.east_area.name, world.east_area.parent) == ("东村社区", world.town_area)


def test_a_changed_limit_is_a_new_line(district: World, keeper: Client) -> None:
    claim = Limit.objects.get(clock="claim", valid_to=None)
    saved(keeper, f"/directory/limits/{claim.pk}/edit/", {"amount": "10", "measure": "minutes", "basis": "区办通知"})
    assert Limit.objects.filter(clock="claim", valid_to=None, basis="区办通知", amount=10).exists()
    claim.refresh_from_db()
    assert claim.valid_to is not None


def test_a_limit_longer_than_the_citys_is_refused_in_words_and_nothing_typed_is_lost(
    district: World, keeper: Client
) -> None:
    own = Limit.objects.get(clock="handling", limit_class="", later_round=False, valid_to=None)
    given = {"amount": "6", "measure": "work_days", "basis": "区办通知"}
    page = refused(keeper, f"/directory/limits/{own.pk}/edit/", given)
    assert "内部办理时限 6 工作日 要短于市级时限 5 工作日" in page
    assert 'value="6"' in page
    assert Limit.objects.get(clock="handling", limit_class="", later_round=False, valid_to=None) == own


def test_a_superseded_limit_cannot_be_changed(district: World, keeper: Client) -> None:
    claim = Limit.objects.get(clock="claim", valid_to=None)
    Limit.objects.filter(clock="claim").update(valid_to=date(2020, 1, 1))
    page = keeper.get(f"/directory/limits/{claim.pk}/edit/", follow=True).content.decode()
    assert "不能再改" in page


class TestPeople:
    def test_a_post_is_granted_and_on_record(self, world: World, guard: Client) -> None:
        given = {"username": "lifang", "name": "李芳", "active": "on", "unit": "综治中心", "role": "dispatcher"}
        saved(guard, "/directory/people/new/", given)
        assert Post.objects.get(person__username="lifang").role == "dispatcher"
        assert set(Act.objects.values_list("what", flat=True)) >= {"person_added", "post_granted"}

    def test_three_administrators_stand_apart_on_a_page_too(self, world: World, guard: Client) -> None:
        given = {"name": world.dispatcher.name, "active": "on", "unit": "T", "role": "audit_admin"}
        page = refused(guard, "/directory/people/new/", given | {"username": world.dispatcher.username})
        assert "互斥" in page
        assert world.dispatcher.posts.count() == 1

    def test_a_person_is_changed_without_touching_the_posts(self, world: World, guard: Client) -> None:
        person = world.dispatcher
        saved(
            guard,
            f"/directory/people/{person.pk}/edit/",
            {"name": "李芳芳", "email": "li@example.gov.cn", "active": "on"},
        )
        person.refresh_from_db()
        assert (person.name, person.email, person.posts.count()) == ("李芳芳", "li@example.gov.cn", 1)

    def test_a_post_is_ended(self, world: World, guard: Client) -> None:
        post = world.dispatcher.posts.get()
        address = f"/directory/people/{world.dispatcher.pk}/posts/{post.pk}/"
        saved(guard, address, {"name": world.dispatcher.name, "active": "on", "valid_to": "2026-01-31"})
        post.refresh_from_db()
        assert (post.valid_to, post.role) == (date(2026, 1, 31), "dispatcher")
        assert Act.objects.filter(what="post_ended").exists()

    def test_whoever_leaves_can_be_taken_back(self, world: World, guard: Client) -> None:
        address = f"/directory/people/{world.operator.pk}/edit/"
        saved(guard, address, {"name": world.operator.name})
        assert not Person.objects.get(pk=world.operator.pk).is_active
        saved(guard, address, {"name": world.operator.name, "active": "on"})
        assert Person.objects.get(pk=world.operator.pk).is_active

    def test_the_page_of_a_person_leads_to_a_new_password_and_a_further_post(self, world: World, guard: Client) -> None:
        page = guard.get(f"/directory/people/{world.dispatcher.pk}/").content.decode()
        assert f"/account/people/{world.dispatcher.pk}/password/" in page
        assert "/directory/people/new/?username=" in page


class TestMatters:
    def lamp(self) -> Matter:
        return Matter.objects.get(name="路灯不亮")

    def test_what_a_matter_says_is_changed_in_place(self, district: World, keeper: Client) -> None:
        lamp = self.lamp()
        given = {"limit_class": "urgent", "lead_town": "城建办、综治中心", "lead_village": "属地", "words": "路灯 照明"}
        saved(keeper, f"/directory/matters/{lamp.pk}/edit/", given)
        lamp.refresh_from_db()
        assert (lamp.limit_class, lamp.claimable, lamp.local_level, lamp.words) == (
            "urgent",
            False,
            "village",
            "路灯 照明",
        )
        assert [row.unit.code for row in lamp.units.order_by("id")] == ["O", "C"]
        assert Edit.objects.get(register="matters", key=str(lamp.pk)).after["时限类别"] == "紧急"

    def test_an_unknown_unit_is_said_beside_its_field(self, district: World, keeper: Client) -> None:
        page = refused(
            keeper, f"/directory/matters/{self.lamp().pk}/edit/", {"limit_class": "general", "lead_town": "路灯所"}
        )
        assert "主办单位“路灯所”不存在" in page

    def test_a_matter_is_retired_with_what_lies_under_it(self, district: World, keeper: Client) -> None:
        lamp = self.lamp()
        assert lamp.parent is not None
        keeper.post(f"/directory/matters/{lamp.parent.pk}/stop/")
        lamp.refresh_from_db()
        assert lamp.retired_on is not None
        assert "已经停用" in keeper.post(f"/directory/matters/{lamp.pk}/stop/", follow=True).content.decode()

    def test_a_row_of_an_older_version_is_left_alone(self, district: World, keeper: Client) -> None:
        old = district.lamp_matter
        page = refused(keeper, f"/directory/matters/{old.pk}/edit/", {"limit_class": "urgent"})
        assert "旧版本" in page


def test_the_page_of_a_limit_bears_the_name_of_its_clock(district: World, keeper: Client) -> None:
    page = keeper.get(f"/directory/limits/{Limit.objects.filter(clock='claim').latest('pk').pk}/edit/").content.decode()
    assert "修改“抢单”" in page
    assert "claim 15" not in page


class TestCalendar:
    def test_a_year_is_drawn_with_words_for_rests_and_make_up_days(self, district: World, desk: Client) -> None:
        page = desk.get("/directory/calendar/?year=2026").content.decode()
        assert page.count('class="hy-card hy-month"') == 12
        assert re.search(r'hy-day--rest"\s+title="国庆节">1<i>休</i>', page)
        assert re.search(r'hy-day--work"\s+title="调休上班">10<i>班</i>', page)
        assert "1–3 日 休 国庆节" in page

    def test_a_year_without_a_notice_says_so(self, district: World, desk: Client) -> None:
        assert "还没有公布" in desk.get("/directory/calendar/?year=2031").content.decode()
        assert "还没有公布" not in desk.get("/directory/calendar/?year=2026").content.decode()

    @pytest.mark.parametrize("year", ["abc", "0", "99999", "-1", "２０２６"])
    def test_an_absurd_year_shows_a_calendar_all_the_same(self, district: World, desk: Client, year: str) -> None:
        assert desk.get(f"/directory/calendar/?year={year}").status_code == 200

    def test_a_day_is_changed(self, district: World, keeper: Client) -> None:
        answer = keeper.post("/directory/calendar/day/", {"day": "2026-07-15", "decree": "rest", "name": "防汛停工"})
        assert answer.status_code == 302
        assert not rules(now()).calendar.works_on(date(2026, 7, 15))
        assert CalendarVersion.objects.count() == 2
        assert Edit.objects.get(key="2026-07-15").by is not None

    def test_a_day_that_is_none_is_refused(self, district: World, keeper: Client) -> None:
        answer = keeper.post("/directory/calendar/day/", {"day": "2026-02-30", "decree": "rest"})
        assert answer.status_code == 422
        assert "不是日期" in answer.content.decode()

    def test_the_duty_hours_are_changed(self, district: World, keeper: Client) -> None:
        keeper.post("/directory/calendar/hours/", {"hours": "08:30-12:00 13:30-17:30"})
        assert CalendarVersion.objects.latest("number").hours == "08:30-12:00 13:30-17:30"
        answer = keeper.post("/directory/calendar/hours/", {"hours": "9点到5点"})
        assert (answer.status_code, "先后不能颠倒" in answer.content.decode()) == (422, True)
