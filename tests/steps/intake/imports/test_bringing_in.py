"""Rows become cases: open ones with our clocks, answered ones as history."""

from datetime import UTC, datetime, timedelta

import pytest

from huying.case import proof
from huying.case.clocks import Clock
from huying.case.identity import opened, phone_index
from huying.case.models import Case, Deadline, Entry, Identity, Unposted
from huying.case.search import matching
from huying.directory.models import Area, MatterList
from huying.directory.roles import Role
from huying.steps.intake.imports.kept import kept_of
from tests.steps.intake.imports.conftest import CITY, COLUMNS, LAMP, WATER, Book, Bring, counts
from tests.world import NINE, World

FULL = [
    *COLUMNS,
    "诉求类型",
    "问题类别",
    "被反映区",
    "街道乡镇",
    "承办单位",
    "办理时限",
    "办结时间",
    "办理结果",
    "是否满意",
    "点赞数",
]
ANSWERED = [
    *LAMP,
    "投诉",
    "公共设施/路灯",
    "青禾区",
    "柳河镇",
    "城建办",
    None,
    "2026-09-24 17:00",
    "已换新灯",
    "满意",
    3,
]
OPEN = [*WATER, "求助", "漏水", "青禾区", "无此镇", "T", "2026-09-28 12:00", None, None, None, None]


def only() -> Case:
    return Case.objects.get()


def test_every_row_is_created_repeated_or_rejected(bring: Bring, book: Book) -> None:
    path = book(LAMP, WATER, LAMP, ["GD003", None, "", "", "2026-09-24"])
    assert counts(bring(path)) == (4, 2, 1, 1)


def test_an_open_row_waits_at_intake_with_our_clocks(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    case = only()
    assert (case.step, case.stage, case.channel, case.source, case.source_number) == (
        "intake",
        "received",
        "file",
        CITY,
        "GD001",
    )
    assert case.received_at == datetime(2026, 9, 24, 0, 30, tzinfo=UTC)
    assert case.arrived_at == NINE
    assert [row.opened_at for row in case.deadlines.filter(kind=Clock.ACCEPT)] == [NINE]


def test_its_line_is_told_and_history_is_not(bring: Bring, book: Book) -> None:
    bring(book(ANSWERED, OPEN, columns=FULL))
    told = Unposted.objects.values_list("entry__case__source_number", "entry__deed")
    assert list(told) == [("GD002", "received")]


def test_a_row_with_an_answer_is_history(bring: Bring, book: Book) -> None:
    bring(book(ANSWERED, columns=FULL))
    case = only()
    assert (case.step, case.stage, case.outcome) == ("evaluation", "imported", "imported")
    lines = list(case.entries.order_by("seq").values_list("deed", "happened_at"))
    assert lines == [
        ("imported", datetime(2026, 9, 24, 0, 30, tzinfo=UTC)),
        ("answered", datetime(2026, 9, 24, 9, tzinfo=UTC)),
    ]
    assert [words.text for words in case.words.order_by("seq")] == ["村口路灯三天不亮", "已换新灯"]
    assert case.deadlines.count() == 0


def test_a_row_that_was_only_finished_is_history_too(bring: Bring, book: Book) -> None:
    bring(book([*LAMP, "2026-09-24 17:00"], columns=[*COLUMNS, "办结时间"]))
    assert [entry.deed for entry in only().entries.order_by("seq")] == ["imported", "answered"]
    assert only().words.count() == 1


def test_what_was_asked_of_the_resident_stands_in_the_line(bring: Bring, book: Book) -> None:
    bring(book(ANSWERED, columns=FULL))
    assert Entry.objects.get(deed="answered").facts["satisfied"] == "满意"


def test_area_unit_and_matter_are_found_by_name_or_code(bring: Bring, book: Book, world: World) -> None:
    bring(book(ANSWERED, OPEN, columns=FULL))
    lamp, water = Case.objects.order_by("pk")
    assert (lamp.area, lamp.unit, lamp.matter, lamp.kind) == (
        world.town_area,
        world.office,
        world.lamp_matter,
        "complaint",
    )
    assert (water.area, water.unit, water.matter, water.kind) == (world.county, None, None, "help")
    assert water.entries.get().facts["unit_named"] == world.town.pk


def test_what_is_not_found_is_kept_word_for_word(bring: Bring, book: Book) -> None:
    bring(book([*OPEN[:-1], 7], columns=FULL))
    kept = kept_of(only())
    assert (kept["街乡镇"], kept["分类"], kept["点赞数"]) == ("无此镇", "漏水", "7")
    assert "内容" not in kept


def test_a_name_that_two_areas_share_is_found_inside_its_district(bring: Bring, book: Book, world: World) -> None:
    other = Area.objects.create(code="110198", name="别的区", level="county")
    Area.objects.create(code="110198101", name="柳河镇", level="town", parent=other)
    bring(book([*LAMP, "青禾区", "柳河镇"], [*WATER, "", "柳河镇"], columns=[*COLUMNS, "区", "街乡镇"]))
    assert list(Case.objects.order_by("pk").values_list("area", flat=True)) == [world.town_area.pk, None]


def test_a_list_that_is_out_of_force_is_not_asked(bring: Bring, book: Book, world: World) -> None:
    MatterList.objects.update(valid_to="2020-01-01")
    bring(book(ANSWERED, columns=FULL))
    assert only().matter is None


def test_the_unit_that_answered_sees_its_history(bring: Bring, book: Book, world: World) -> None:
    bring(book(ANSWERED, columns=FULL))
    officer = world.person(Role.STAFF, world.office)
    assert Case.objects.seen_by(officer, at=NINE).count() == 1
    assert Case.objects.seen_by(world.villager, at=NINE).count() == 0


def test_the_city_s_own_limit_is_as_the_file_says(bring: Bring, book: Book) -> None:
    bring(book(OPEN, columns=FULL))
    assert only().deadlines.get(kind=Clock.CITY).due_at == datetime(2026, 9, 28, 4, tzinfo=UTC)


def test_one_whose_limit_had_passed_is_late_and_sets_nothing_off(bring: Bring, book: Book) -> None:
    job = bring(book([*OPEN[:10], "2026-09-20", *OPEN[11:]], columns=FULL))
    clock = only().deadlines.get(kind=Clock.CITY)
    assert (clock.next_at, clock.due_at < clock.opened_at) == (None, True)
    assert only().entries.get().facts["late"] is True
    assert job.notices == {"到达时市级时限已过": 1}


def test_who_asked_is_sealed_and_found_by_phone(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    row = Identity.objects.get(phone_index=phone_index("13800001234"))
    assert (opened(row).name, opened(row).phone, row.masked_name) == ("张三", "13800001234", "张**")
    assert b"13800001234" not in bytes(only().imprint.kept)


def test_search_finds_it_by_words_and_by_number(bring: Bring, book: Book) -> None:
    bring(book(LAMP, WATER))
    assert matching(Case.objects.all(), "路灯").get().source_number == "GD001"
    assert matching(Case.objects.all(), "GD002").get().source_number == "GD002"


def test_urgent_words_are_raised_for_open_rows_alone(bring: Bring, book: Book) -> None:
    fire = ["GD009", "厨房着火了", "张三", "", "2026-09-24"]
    bring(
        book([*fire, None], ["GD009", *fire[1:], None], ["GD010", *fire[1:], "已扑灭"], columns=[*COLUMNS, "办理结果"])
    )
    assert [entry.case.source_number for entry in Entry.objects.filter(deed="alerted")] == ["GD009"]


def test_a_report_is_confidential(bring: Bring, book: Book) -> None:
    bring(book([*LAMP, "举报"], columns=[*COLUMNS, "诉求类型"]))
    assert only().confidential


def test_the_ledger_is_whole(bring: Bring, book: Book) -> None:
    bring(book(ANSWERED, OPEN, columns=FULL))
    assert proof.verify(lambda count: None).clean


def test_a_dispatcher_signs_for_what_he_brings_in(bring: Bring, book: Book, world: World) -> None:
    bring(book(LAMP), by=world.dispatcher)
    assert only().entries.get().by == world.dispatcher


def test_nobody_else_brings_files_in(bring: Bring, book: Book, world: World) -> None:
    job = bring(book(ANSWERED, columns=FULL), by=world.operator)
    assert (job.state, job.rows, Case.objects.count()) == ("refused", 0, 0)
    assert "岗位" in job.refusal


def test_history_counts_from_when_the_resident_spoke(bring: Bring, book: Book) -> None:
    bring(book(ANSWERED, columns=FULL), at=NINE + timedelta(days=400))
    assert only().received_at.year == 2026
    assert not Deadline.objects.exists()


@pytest.mark.parametrize("text", ["\u202e反着写的字", "👨‍👩‍👧‍👦 一家人", "<script>alert(1)</script>", "长" * 7000])
def test_whatever_people_write_arrives(bring: Bring, book: Book, text: str) -> None:
    bring(book(["GD001", text, "张三", "", "2026-09-24"]))
    assert only().words.get().text == text.replace("\u202e", "")
