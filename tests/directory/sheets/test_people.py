"""The sheet of people and their posts."""

from datetime import date
from pathlib import Path

import pytest

from huying.directory.models import Act, Person, Post
from tests.directory.sheets.files import imported, sent_round, tried
from tests.world import NINE, World

HEADERS = ["登录名", "姓名", "单位", "岗位"]
FULL = [*HEADERS, "片区", "上岗日期", "离岗日期", "在职"]
LI = ("lifang", "李芳", "综治中心", "派单员")
TODAY = date(2026, 9, 25)


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def test_somebody_new_has_a_post_from_today_and_no_password(world: World) -> None:
    imported("people", HEADERS, LI)
    post = person("lifang").posts.get()
    assert (post.unit, post.role, post.valid_from) == (world.centre, "dispatcher", TODAY)
    assert not person("lifang").has_usable_password()
    assert person("lifang").must_change_password


def test_one_person_may_hold_two_posts_on_two_rows(world: World) -> None:
    imported("people", HEADERS, LI, ("lifang", "李芳", "O", "接线员"))
    assert person("lifang").posts.count() == 2


def test_a_grid_worker_has_a_patch(world: World) -> None:
    imported("people", FULL, ("wang", "王强", "东村", "网格员", "东村", "2026-01-01", "", ""))
    assert person("wang").posts.get().area == world.east_area


def test_somebody_without_a_post_may_be_listed(world: World) -> None:
    imported("people", HEADERS[:2], ("zhao", "赵六"))
    assert not person("zhao").posts.exists()


def test_importing_again_and_sending_round_change_nothing(world: World, tmp_path: Path) -> None:
    rows = [LI, ("LiFang", "李芳", "O", "接线员"), ("zhao", "赵六", "", "")]
    imported("people", HEADERS, *rows)
    assert tried("people", HEADERS, *rows).counts == {"unchanged": 3}
    assert sent_round("people", tmp_path) == {"unchanged": 3}


def test_a_further_post_leaves_the_address_alone(world: World) -> None:
    imported("people", [*HEADERS, "电子邮箱"], (*LI, "li@example.gov.cn"))
    imported("people", HEADERS, ("lifang", "李芳", "O", "接线员"))
    assert person("lifang").email == "li@example.gov.cn"


def test_a_post_ends(world: World) -> None:
    imported("people", HEADERS, LI)
    found = imported("people", FULL, (*LI, "", "", "2026-12-31", ""))
    assert found.counts == {"ended": 1}
    assert person("lifang").posts.get().valid_to == date(2026, 12, 31)


def test_somebody_passes_from_one_post_to_an_administrators_in_one_file(world: World) -> None:
    imported("people", HEADERS, LI)
    imported(
        "people", FULL, (*LI, "", "", "2026-09-30", ""), ("lifang", "李芳", "T", "审计管理员", "", "2026-10-01", "", "")
    )
    assert sorted(person("lifang").posts.values_list("role", flat=True)) == ["audit_admin", "dispatcher"]


def test_the_three_administrators_stand_apart(world: World) -> None:
    found = tried("people", HEADERS, ("sun", "孙七", "T", "系统管理员"), ("sun", "孙七", "T", "审计管理员"))
    assert found.faults == ["第 3 行：系统、安全、审计管理员互斥，也不得兼任其他岗位"]


def test_the_last_security_administrator_stays(world: World) -> None:
    imported("people", HEADERS, ("qian", "钱八", "T", "安全管理员"))
    found = tried("people", FULL, ("qian", "钱八", "T", "安全管理员", "", "", "2026-10-01", ""))
    assert found.faults == ["第 2 行：至少要保留一名现任的安全管理员"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("wu", "吴九", "计生办", "接线员"), "单位“计生办”不存在"),
        (("wu", "吴九", "综治中心", "组长"), "岗位“组长”不在可选之列"),
        (("wu", "吴九", "综治中心", ""), "单位和岗位要么都填，要么都不填"),
        (("wu", "", "综治中心", "接线员"), "没有填写姓名"),
    ],
)
def test_a_wrong_row_is_told(world: World, row: tuple[str, ...], words: str) -> None:
    assert words in tried("people", HEADERS, row).faults[0]


def test_two_rows_of_one_person_agree(world: World) -> None:
    found = tried("people", HEADERS, LI, ("lifang", "李方", "O", "接线员"))
    assert found.faults == ["第 3 行：与第 2 行是同一登录名，姓名、邮箱或在职却不同"]


def test_whoever_leaves_is_written_down(world: World) -> None:
    imported("people", HEADERS, LI)
    imported("people", FULL, (*LI, "", "", "", "否"), by=world.leader)
    assert not person("lifang").is_active
    act = Act.objects.get(what="person_ended")
    assert (act.by, act.subject, act.at) == (world.leader, "李芳（lifang）", NINE)


def test_every_post_granted_is_written_down(world: World) -> None:
    imported("people", HEADERS, LI, by=world.leader)
    assert list(Act.objects.order_by("id").values_list("what", flat=True)) == ["person_added", "post_granted"]
    assert Post.objects.filter(person=person("lifang")).count() == 1
