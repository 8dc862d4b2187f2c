"""The page of one case: everything its reader may see, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.comment import comment
from huying.case.hall.clock_cards import FEW, apart, cards, clocks_of
from huying.case.hall.rows import Tag
from huying.case.hall.stepper import marks
from huying.case.models import Case, Deadline
from huying.case.refused import Refused
from huying.case.who import KEEPER, RESIDENT
from huying.directory.models import CalendarVersion, Post
from huying.directory.reckoning import forget
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.handling.give_back import give_back
from huying.steps.handling.sign_in import sign_in
from huying.steps.intake.accept import accept
from huying.steps.intake.link_cases import link_cases
from huying.steps.intake.merge import merge
from huying.steps.intake.withdraw import withdraw
from tests.case.hall import Reader, at_most, it_is, page_of, text_of
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def it_is_friday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, LATER)


@pytest.fixture
def dispatcher(world: World) -> Reader:
    return Reader(world.dispatcher)


@pytest.fixture
def villager(world: World) -> Reader:
    return Reader(world.villager)


def shown(reader: Reader, case: Case) -> str:
    answer = reader.opens(page_of(case))
    assert answer.status_code == 200
    return text_of(answer)


def test_the_page_shows_what_was_said_and_who_answers_for_it(world: World, villager: Reader) -> None:
    told = shown(villager, world.assigned(source="市12345", source_number="SJ-7"))
    for words in (
        "孩子放学走夜路不安全",
        "东村",
        "公共设施/路灯",
        "3.2.1",
        "市12345",
        "SJ-7",
        "手机网页",
        "张**",
        "138****1234",
    ):
        assert words in told


def test_what_may_not_be_seen_answers_like_what_does_not_exist(world: World) -> None:
    lamp = world.assigned()
    neighbour = Reader(world.neighbour)
    hidden = neighbour.opens(page_of(lamp))
    missing = neighbour.opens("/cases/20260925-999999/")
    other_day = Reader(world.dispatcher).opens(page_of(lamp).replace("20260925", "20260924"))
    assert (hidden.status_code, missing.status_code, other_day.status_code) == (404, 404, 404)
    told = [(hidden, lamp.number), (missing, "20260925-999999")]
    alike = [text_of(page).replace(number, "").replace(page["X-Request-ID"], "") for page, number in told]
    assert alike[0] == alike[1]


@pytest.mark.parametrize("number", ["1", "x", "20260925-" + "9" * 40, "20260925-٣٣٣٣٣٣", "20260925-000001 "])
def test_an_odd_number_is_simply_not_there(world: World, dispatcher: Reader, number: str) -> None:
    world.lamp()
    assert dispatcher.opens(f"/cases/{number}/").status_code == 404


def test_hidden_and_missing_cases_take_the_same_steps(world: World) -> None:
    lamp, neighbour = world.assigned(), Reader(world.neighbour)
    neighbour.opens(page_of(lamp))
    with at_most(5):
        neighbour.opens(page_of(lamp))
    with at_most(5):
        neighbour.opens("/cases/20260925-999999/")


def test_the_accused_finds_no_report_about_itself(world: World, villager: Reader) -> None:
    report = world.lamp(kind="report", about=world.east)
    accept(report, by=KEEPER, at=NINE)
    assign(report, to=world.office, by=KEEPER, at=NINE)
    report.shares.create(jurisdiction=report.jurisdiction, unit=world.east, tie="copied")
    assert villager.opens(page_of(report)).status_code == 404
    told = shown(Reader(world.person(Role.STAFF, world.office)), report)
    assert "要求保密" in told
    assert "张**" not in told and "138****1234" not in told


def test_a_second_post_elsewhere_shows_no_report_about_the_first(world: World, villager: Reader) -> None:
    report = world.lamp(kind="report", about=world.east)
    accept(report, by=KEEPER, at=NINE)
    assign(report, to=world.office, by=KEEPER, at=NINE)
    both = world.person(Role.STAFF, world.office)
    assert Reader(both).opens(page_of(report)).status_code == 200
    Post.objects.create(person=both, unit=world.east, role=Role.LIAISON)
    assert Reader(both).opens(page_of(report)).status_code == 404


def test_whoever_may_lift_the_mask_sees_it_on_a_confidential_case(world: World, dispatcher: Reader) -> None:
    told = shown(dispatcher, world.lamp(confidential=True))
    assert "张**" in told and "查看（需留痕）" in told


def test_the_assessor_is_not_offered_a_look(world: World) -> None:
    told = shown(Reader(world.person(Role.ASSESSOR, world.centre)), world.assigned())
    assert "138****1234" in told and "查看（需留痕）" not in told


def test_numbers_in_the_words_are_masked(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp(text="请打13912345678，身份证11010519491231002X", title="")
    told = shown(dispatcher, lamp)
    assert "139****5678" in told and "13912345678" not in told and "19491231" not in told


def test_a_letter_of_seven_thousand_characters_is_shown_whole(world: World, dispatcher: Reader) -> None:
    text = "路灯坏了很久了。" * 874 + "末尾到此。"
    told = shown(dispatcher, world.lamp(text=text))
    assert "末尾到此" in told and told.count("路灯坏了很久了") >= 874


def test_scripts_in_the_words_stay_words(world: World, dispatcher: Reader) -> None:
    answer = dispatcher.opens(page_of(world.lamp(text="<script>alert(1)</script>")))
    assert b"<script>alert" not in answer.content


def test_the_timeline_tells_who_did_what_in_which_words(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    sign_in(lamp, by=world.villager, at=LATER)
    give_back(lamp, by=world.villager, reason="不属本村，灯是电力公司的", at=LATER)
    told = shown(villager, lamp)
    for words in (
        "已签收",
        "退回重派",
        "不属本村，灯是电力公司的",
        "接诉即办联络员 · 东村",
        "诉求人",
        "系统",
        "交给 东村",
    ):
        assert words in told
    assert told.index("退回重派") < told.index("已签收") < told.index("已登记")


def test_words_that_the_law_had_removed_say_so(world: World, dispatcher: Reader) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.note(lamp, "commented", by=world.dispatcher, at=LATER, words="他家住三单元")
    lamp.words.filter(text="他家住三单元").update(text="", salt=b"", redacted_at=LATER)
    assert "文字已依法删除" in shown(dispatcher, lamp)


def test_what_a_file_changed_stands_in_the_timeline(world: World, dispatcher: Reader) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.note(lamp, "city_changed", by=world.dispatcher, at=LATER, words="地址：东村 → 西村", fields=["place"])
    told = shown(dispatcher, lamp)
    assert "市平台内容有变" in told and "东村 → 西村" in told


def test_what_happened_before_it_reached_us_says_when(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.note(
            lamp, "visited", by=world.villager, at=LATER, happened_at=NINE - timedelta(hours=1), words="到了", met=2
        )
    told = shown(villager, lamp)
    assert "实际发生于 2026-09-25 08:00" in told and "见到人数 2" in told


def test_facts_that_mean_nothing_to_a_reader_are_not_shown(world: World, dispatcher: Reader) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.note(lamp, "commented", by=world.dispatcher, at=LATER, words="好", strange={"a": 1}, wordless="zzz")
    assert "zzz" not in shown(dispatcher, lamp)


def test_every_clock_explains_itself(world: World, dispatcher: Reader) -> None:
    lamp = world.assigned()
    sign_in(lamp, by=world.villager, at=LATER)
    told = shown(dispatcher, lamp)
    for words in ("先行联系", "签收", "按时", "办理", "2 工作日", "计入的日子 09-28、09-29", "规则第 1 版", "24 小时"):
        assert words in told


def test_a_clock_beyond_the_published_calendar_says_so(world: World, dispatcher: Reader) -> None:
    CalendarVersion.objects.create(number=3, published_to=NINE.date(), made_at=NINE)
    forget()
    told = shown(dispatcher, world.assigned())
    assert "日历未公布" in told and "第 3 版" in told


def test_late_dropped_and_late_done_are_told_apart(
    world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp = world.assigned()
    sign_in(lamp, by=world.villager, at=NINE + timedelta(hours=2))
    Deadline.objects.filter(case=lamp, kind=Clock.CONTACT).update(ended_at=LATER, kept=False)
    it_is(monkeypatch, NINE + timedelta(days=10))
    told = shown(dispatcher, lamp)
    assert "超时完成" in told and "已终止" in told and "已超时" in told


def test_the_six_steps_know_where_the_case_stands(world: World) -> None:
    lamp = world.assigned()
    made = marks(lamp, list(lamp.entries.order_by("seq")), list(lamp.deadlines.all()))
    assert [mark.state for mark in made] == ["done", "done", "now", "", "", ""]
    assert [mark.when for mark in made][:4] == ["09-25 09:00", "09-25 09:00", "09-25 09:00 起", "限 09-29 09:00"]


def test_a_case_that_ended_midway_stands_at_no_step(world: World) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.write(lamp, "withdrawn", by=RESIDENT, at=LATER, words="好了")
    made = marks(lamp, list(lamp.entries.order_by("seq")), [])
    assert [mark.state for mark in made] == ["done", "done", "", "", "", ""]


def test_other_cases_are_linked_from_both_ends(world: World, dispatcher: Reader) -> None:
    first, second, third = world.lamp(), world.lamp(), world.lamp()
    copy = world.lamp(suspected=first)
    link_cases(first, other=second, by=world.dispatcher, at=LATER)
    merge(third, into=first, by=world.dispatcher, at=LATER)
    told = shown(dispatcher, first)
    assert all(other.number in told for other in (second, third, copy))
    assert "疑似重复" in told and "已并入本件" in told and "关联" in told
    assert first.number in shown(dispatcher, copy) and "本件已并入" in shown(dispatcher, third)


def test_a_linked_case_that_the_reader_may_not_see_has_no_number_here(world: World, villager: Reader) -> None:
    mine, hers = world.assigned(), world.lamp(text="井盖坏了")
    link_cases(mine, other=hers, by=world.dispatcher, at=LATER)
    told = shown(villager, mine)
    assert hers.number not in told and "井盖" not in told and "另一件" in told


def test_a_comment_is_a_line_among_colleagues(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    answer = villager.sends(page_of(lamp) + "comment/", words="明早去 👍")
    assert answer.status_code == 302
    assert lamp.entries.get(deed="commented").by == world.villager
    assert "明早去 👍" in shown(villager, lamp)


def test_a_comment_sent_twice_is_one(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    for _ in range(2):
        villager.sends(page_of(lamp) + "comment/", words="明早去", idempotency_key="0123456789abcdef")
    assert lamp.entries.filter(deed="commented").count() == 1


def test_an_empty_comment_is_refused_and_nothing_is_lost(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    assert villager.sends(page_of(lamp) + "comment/", words=" ").status_code == 422
    long = "长" * 2001
    answer = villager.sends(page_of(lamp) + "comment/", words=long)
    assert answer.status_code == 422 and long in answer.content.decode()
    with pytest.raises(Refused):
        comment(lamp, words="", by=world.villager, at=LATER)


def test_whoever_only_reads_may_not_comment(world: World) -> None:
    assessor = Reader(world.person(Role.ASSESSOR, world.centre))
    lamp = world.assigned()
    assert 'name="words"' not in assessor.opens(page_of(lamp)).content.decode()
    assert assessor.sends(page_of(lamp) + "comment/", words="试试").status_code == 403


def test_nobody_comments_on_what_they_do_not_see(world: World) -> None:
    lamp = world.assigned()
    assert Reader(world.neighbour).sends(page_of(lamp) + "comment/", words="试试").status_code == 404


@pytest.mark.parametrize("who", ["dispatcher", "villager", "leader"])
def test_the_page_takes_at_most_twelve_queries(world: World, who: str) -> None:
    lamp, reader = world.assigned(suspected=world.lamp()), Reader(getattr(world, who))
    sign_in(lamp, by=world.villager, at=LATER)
    for number in range(5):
        comment(lamp, words=f"第 {number} 条", by=world.villager, at=LATER)
    reader.opens(page_of(lamp))
    with at_most(12):
        assert reader.opens(page_of(lamp)).status_code == 200


def test_the_page_is_not_kept_by_the_browser(world: World, dispatcher: Reader) -> None:
    assert "no-store" in dispatcher.opens(page_of(world.lamp())).headers["Cache-Control"]


def test_the_desk_says_what_waits_for_me(world: World, dispatcher: Reader) -> None:
    world.lamp()
    world.offered()
    told = text_of(dispatcher.opens("/desk/"))
    assert "待受理 1" in told and "抢单中 1" in told and timezone.localtime(LATER).year == 2026


def test_the_desk_names_the_clocks_that_end_first_and_what_happened_since_yesterday(
    world: World, dispatcher: Reader
) -> None:
    for _ in range(6):
        lamp = world.lamp()
    page = dispatcher.opens("/desk/")
    told = text_of(page)
    assert page.content.decode().count('class="hy-ending"') == 5
    assert told.index("最先到期的") < told.index(lamp.title) < told.index("昨天以来") < told.index("已登记 6")


def test_a_quiet_day_is_said_to_be_quiet(dispatcher: Reader) -> None:
    told = text_of(dispatcher.opens("/desk/"))
    assert "没有快到期的时限" in told and "没有新登记、办结、重办和超时" in told


def test_the_desk_takes_two_queries_more_than_its_figures(world: World, dispatcher: Reader) -> None:
    world.lamp()
    dispatcher.opens("/desk/")
    with at_most(9):
        dispatcher.opens("/desk/")


def test_the_desk_of_an_administrator_counts_no_cases(world: World) -> None:
    answer = Reader(world.person(Role.SYSTEM_ADMIN, world.centre)).opens("/desk/")
    assert answer.status_code in (200, 302)


def test_a_long_history_stands_behind_a_touch_and_loses_no_line(world: World, dispatcher: Reader) -> None:
    case = world.assigned()
    for number in range(60):
        comment(case, words=f"第 {number} 次", by=world.dispatcher, at=LATER)
    page = dispatcher.opens(page_of(case)).content.decode()
    lines = case.entries.count()
    assert page.count('id="line-') == lines
    assert page.split('class="hy-others hy-folder__earlier"')[0].count('id="line-') == 20
    assert f"更早的 {lines - 20} 条" in page


def test_a_clock_that_was_kept_says_what_was_taken_of_what_was_allowed(world: World, dispatcher: Reader) -> None:
    case = world.assigned()
    sign_in(case, by=world.villager, at=LATER)
    assert " / 30 分" in shown(dispatcher, case)


def test_many_clocks_that_ran_out_of_nothing_are_folded_and_a_late_one_is_not(world: World) -> None:
    case = world.assigned()
    sign_in(case, by=world.villager, at=LATER)
    withdraw(case, by=RESIDENT, at=LATER, reason="自己修好了")
    made = cards(clocks_of(case), now=LATER)
    late = replace(made[0], tag=Tag("red", "alert", "超时完成"))
    open_ones, folded = apart([late, *made[1:]])
    assert open_ones == [late]
    assert folded == made[1:]
    assert len(folded) > FEW


def test_a_few_quiet_clocks_are_not_worth_folding(world: World) -> None:
    case = world.assigned()
    sign_in(case, by=world.villager, at=LATER)
    assert apart(cards(clocks_of(case), now=LATER))[1] == []
