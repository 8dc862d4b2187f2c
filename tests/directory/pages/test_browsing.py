"""The lists of the directory and the page of one row."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.directory.models import Limit, Matter, Unit
from tests.directory.sheets.files import imported
from tests.world import World

LISTS = ["units", "areas", "matters", "limits", "calendar"]


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'class="hy-table__title" href="[^"]+">([^<]+)<', page)


@pytest.mark.parametrize("kind", LISTS)
def test_the_system_administrator_keeps_these(district: World, keeper: Client, kind: str) -> None:
    page = words(keeper, f"/directory/{kind}/")
    assert "导入" in page and "导出" in page


def test_people_are_the_security_administrators(district: World, keeper: Client, guard: Client) -> None:
    assert keeper.get("/directory/people/").status_code == 403
    assert "人员与岗位" in words(guard, "/directory/people/")
    assert guard.get("/directory/units/").status_code == 403


@pytest.mark.parametrize("kind", ["matters", "calendar"])
def test_a_dispatcher_looks_up_and_changes_nothing(district: World, desk: Client, kind: str) -> None:
    assert 'href="import/"' not in words(desk, f"/directory/{kind}/")
    assert desk.get(f"/directory/{kind}/import/").status_code == 403
    assert desk.get(f"/directory/{kind}/export/").status_code == 403


@pytest.mark.parametrize("kind", ["units", "areas", "people", "limits"])
def test_a_dispatcher_does_not_look_into_the_rest(district: World, desk: Client, kind: str) -> None:
    assert desk.get(f"/directory/{kind}/").status_code == 403


def test_the_front_page_shows_only_ones_own_duty(district: World, keeper: Client, guard: Client, desk: Client) -> None:
    doors = {
        client: re.findall(r"hy-doors__door\" href=\"/directory/(\w+)/", words(client, "/directory/"))
        for client in (keeper, guard, desk)
    }
    assert doors[keeper] == ["units", "areas", "matters", "limits", "calendar"]
    assert doors[guard] == ["people"]
    assert doors[desk] == ["matters", "calendar"]


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_asks_few_questions(district: World, keeper: Client, kind: str) -> None:
    words(keeper, f"/directory/{kind}/")  # the first visit touches the session
    with CaptureQueriesContext(connection) as queries:
        words(keeper, f"/directory/{kind}/")
    assert len(queries) <= 8


def test_the_list_of_people_asks_few_questions(district: World, guard: Client) -> None:
    for number in range(30):
        imported("people", ["登录名", "姓名", "单位", "岗位"], (f"p{number}", f"甲{number}", "O", "科室人员"))
    words(guard, "/directory/people/")
    with CaptureQueriesContext(connection) as queries:
        words(guard, "/directory/people/")
    assert len(queries) <= 8


def many(count: int) -> None:
    rows = [(f"K{number:03}", f"第{number:03}科", "科室", "T") for number in range(count)]
    imported("units", ["单位代码", "单位名称", "类别", "上级单位"], *rows)


def test_every_row_is_on_exactly_one_page_forwards_and_back(world: World, keeper: Client) -> None:
    many(120)
    page, seen = words(keeper, "/directory/units/"), []
    while True:
        seen += titles(page)
        later = re.search(r'href="(\?after=[^"]+)" rel="next"', page)
        if not later:
            break
        page = words(keeper, "/directory/units/" + later[1].replace("&amp;", "&"))
    assert len(seen) == len(set(seen)) == 125
    earlier = re.search(r'href="(\?before=[^"]+)" rel="prev"', page)
    assert earlier is not None
    assert titles(words(keeper, "/directory/units/" + earlier[1].replace("&amp;", "&"))) == seen[50:100]


BROKEN = [
    "",
    "[]",
    "nonsense",
    '["K", "x"]',
    '[{"a": 1}, 2]',
    "[1,2,3]",
    "\x00",
    '["\\u0000", 1]',
    "[" * 9999,
    "[true, 1]",
]


@pytest.mark.parametrize("key", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_key_shows_the_first_page(world: World, keeper: Client, key: str) -> None:
    answer = keeper.get("/directory/units/", {"after": key})
    assert len(titles(answer.content.decode())) == 5


@pytest.mark.parametrize(
    "key", ['["K", 1]', "[1e400, 1]", "[99999999999999999999999, 1]", '[1, "99999999999999999999999"]']
)
def test_a_key_of_another_list_does_no_harm(district: World, keeper: Client, key: str) -> None:
    assert keeper.get("/directory/matters/", {"after": key}).status_code == 200


@pytest.mark.parametrize("text", ["\x00", "%", "_", "\\", "'; DROP TABLE", "a" * 9999, "\u202e", "😀"])
def test_an_odd_search_finds_nothing_or_something(world: World, keeper: Client, text: str) -> None:
    assert keeper.get("/directory/units/", {"q": text}).status_code == 200


def test_a_search_finds_by_name_and_by_code(world: World, keeper: Client) -> None:
    many(60)
    assert titles(words(keeper, "/directory/units/?q=第007")) == ["第007科"]
    assert titles(words(keeper, "/directory/units/?q=k059")) == ["第059科"]
    assert "没有找到" in words(keeper, "/directory/units/?q=不存在")


def test_a_limit_is_found_by_its_chinese_name(district: World, keeper: Client) -> None:
    assert set(titles(words(keeper, "/directory/limits/?q=抢单"))) == {"抢单"}


def test_what_has_ended_is_on_the_other_tab(world: World, keeper: Client) -> None:
    imported("units", ["单位代码", "单位名称", "类别", "失效日期"], ("W", "西村", "村居", "2020-01-01"))
    assert "西村" not in titles(words(keeper, "/directory/units/"))
    assert titles(words(keeper, "/directory/units/?past")) == ["西村"]


def test_a_unit_shows_its_people_its_offices_and_its_matters(district: World, keeper: Client) -> None:
    assert district.villager.name
    page = words(keeper, f"/directory/units/{district.east.pk}/")
    assert "接诉即办联络员" in page
    page = words(keeper, f"/directory/units/{district.office.pk}/")
    assert "公共设施/照明/路灯不亮" in page
    assert "东村" in words(keeper, f"/directory/units/{district.town.pk}/")


def test_an_area_shows_the_way_to_it_and_what_lies_in_it(world: World, keeper: Client) -> None:
    page = words(keeper, f"/directory/areas/{world.town_area.pk}/")
    assert re.search(r"(?s)hy-crumbs.*青禾区</a>\s*</nav>", page)
    assert f"/directory/areas/{world.west_area.pk}/" in page


def test_a_matter_shows_its_way_and_who_answers(district: World, desk: Client) -> None:
    lamp = Matter.objects.get(name="路灯不亮")
    page = words(desk, f"/directory/matters/{lamp.pk}/")
    assert re.search(r"(?s)hy-crumbs.*公共设施</a> / <a[^>]*>照明</a>\s*</nav>", page)
    assert "城建办" in page
    assert 'href="edit/"' not in page


def test_an_older_row_of_a_limit_is_kept_beside_the_new_one(district: World, keeper: Client) -> None:
    imported("limits", ["时钟", "数量", "计量", "依据"], ("抢单", 10, "minutes", "新"))
    page = words(keeper, f"/directory/limits/{Limit.objects.get(basis='新').pk}/")
    assert "以前的版本" in page and "v1 · 15" in page


def test_who_changed_a_row_is_told_to_its_keeper(world: World, keeper: Client) -> None:
    imported("units", ["单位代码", "单位名称", "类别"], ("E", "东村村委会", "村居"), by=world.leader)
    page = words(keeper, f"/directory/units/{world.east.pk}/")
    assert "单位名称：东村 → 东村村委会" in page
    assert world.leader.name in page


def test_a_row_that_is_not_there_is_not_found(world: World, keeper: Client) -> None:
    for number in (999999, 10**30):
        assert keeper.get(f"/directory/units/{number}/").status_code == 404


def test_the_page_of_a_large_unit_lists_a_few_and_says_how_many(world: World, keeper: Client) -> None:
    many(80)
    with CaptureQueriesContext(connection) as queries:
        page = words(keeper, f"/directory/units/{Unit.objects.get(code='T').pk}/")
    assert "还有 34 个没有列出" in page
    assert len(queries) <= 20
