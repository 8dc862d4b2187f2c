"""The sheet of limits: a changed limit is a new line, and the old one stays for the clocks that it made."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from huying.case.models import Deadline
from huying.directory.models import Limit
from huying.directory.reckoning import rules
from huying.directory.seed import seed_limits
from tests.directory.sheets.files import imported, sent_round, tried
from tests.world import NINE, World

HEADERS = ["时钟", "时限类别", "数量", "计量", "依据"]
TODAY = date(2026, 9, 25)


@pytest.mark.django_db
def test_a_changed_limit_is_a_new_line_from_today() -> None:
    seed_limits()
    found = imported("limits", HEADERS, ("抢单", "", 10, "分钟（不分昼夜）", "区办通知 3 号"))
    assert found.counts == {"changed": 1}
    old, new = Limit.objects.filter(clock="claim").order_by("id")
    assert (old.amount, old.valid_to) == (15, TODAY - timedelta(days=1))
    assert (new.amount, new.valid_from, new.version, new.basis) == (10, TODAY, 2, "区办通知 3 号")
    assert [line.amount for line in rules(NINE).limits if line.clock == "claim"] == [10]


def test_clocks_that_run_keep_the_line_that_made_them(world: World) -> None:
    case = world.offered()
    imported("limits", HEADERS, ("抢单", "", 10, "minutes", "区办通知 3 号"))
    row = Deadline.objects.select_related("limit").get(case=case, kind="claim")
    assert row.limit is not None
    assert (row.limit.amount, row.due_at) == (15, NINE + timedelta(minutes=15))
    later = Deadline.objects.get(case=world.offered(), kind="claim")
    assert later.due_at == NINE + timedelta(minutes=10)


@pytest.mark.django_db
def test_a_limit_may_be_changed_twice_a_day() -> None:
    seed_limits()
    for amount in (10, 12):
        imported("limits", HEADERS, ("抢单", "", amount, "minutes", "试"))
    assert [line.amount for line in rules(NINE).limits if line.clock == "claim"] == [12]


@pytest.mark.django_db
def test_a_limit_of_ones_own_may_be_added() -> None:
    seed_limits()
    headers = [*HEADERS, "来源", "诉求类型", "再办"]
    imported("limits", headers, ("办理", "紧急", 60, "分钟（不分昼夜）", "区办通知", "12345", "投诉", "是"))
    line = Limit.objects.get(source="12345", clock="handling")
    assert (line.kind, line.later_round, line.limit_class) == ("complaint", True, "urgent")


@pytest.mark.django_db
def test_importing_again_and_sending_round_change_nothing(tmp_path: Path) -> None:
    seed_limits()
    row = ("抢单", "", 10, "minutes", "试")
    imported("limits", HEADERS, row)
    assert tried("limits", HEADERS, row).counts == {"unchanged": 1}
    assert set(sent_round("limits", tmp_path)) == {"unchanged"}


@pytest.mark.django_db
def test_a_limit_ends() -> None:
    seed_limits()
    found = imported("limits", [*HEADERS, "失效日期"], ("异议期", "", 240, "工作分钟", "x", "2026-09-24"))
    assert found.counts == {"ended": 1}
    assert not [line for line in rules(NINE).limits if line.clock == "objection"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("抢单", "", 0, "分钟（不分昼夜）", "x"), "数量“0”请改填大于 0 的整数"),
        (("抢签", "", 5, "分钟（不分昼夜）", "x"), "时钟“抢签”不在可选之列"),
        (("抢单", "", 5, "刻", "x"), "计量“刻”不在可选之列"),
        (("抢单", "", 5, "minutes", ""), "没有填写依据"),
    ],
)
def test_a_wrong_row_is_told(row: tuple[str, ...], words: str) -> None:
    assert words in tried("limits", HEADERS, row).faults[0]


LONGER = "要短于市级时限"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limit_class", "amount", "measure", "is_taken"),
    [
        ("一般", 4, "工作日", True),
        ("一般", 5, "工作日", False),
        ("一般", 6, "工作日", False),
        ("紧急", 8000, "minutes", False),
        ("水电气热", 4, "自然日", True),
        ("水电气热", 8, "自然日", False),
        ("复杂", 30, "自然日", True),
    ],
)
def test_our_own_limit_is_shorter_than_the_citys(limit_class: str, amount: int, measure: str, is_taken: bool) -> None:
    """The city gives 5 working days. What is complex takes longer on approval (RULES §3)."""
    seed_limits()
    found = tried("limits", HEADERS, ("办理", limit_class, amount, measure, "区办通知"))
    assert [fault for fault in found.faults if LONGER not in fault] == []
    assert (found.faults == []) is is_taken


@pytest.mark.django_db
def test_the_citys_limit_does_not_fall_below_ours_either() -> None:
    seed_limits()
    headers = [*HEADERS, "来源"]
    assert LONGER in tried("limits", headers, ("市级时限", "", 2, "工作日", "市办通知", "12345")).faults[0]
    assert tried("limits", headers, ("市级时限", "", 3, "工作日", "市办通知", "12345")).faults == []


@pytest.mark.django_db
def test_both_shortened_in_one_file_are_held_against_each_other() -> None:
    seed_limits()
    headers = [*HEADERS, "来源"]
    own = ("办理", "", 1, "工作日", "区办通知", "")
    found = tried("limits", headers, own, ("市级时限", "", 2, "工作日", "市办通知", "12345"))
    assert found.faults == []


@pytest.mark.django_db
@pytest.mark.parametrize("more", [("企业服务热线", ""), ("", "是")], ids=["another source", "a later round"])
def test_what_the_city_sets_no_limit_for_may_be_longer(more: tuple[str, str]) -> None:
    seed_limits()
    headers = [*HEADERS, "来源", "再办"]
    assert tried("limits", headers, ("办理", "", 9, "工作日", "区办通知", *more)).faults == []
