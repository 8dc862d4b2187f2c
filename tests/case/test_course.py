"""对诉求人公开 · what a resident reads: the whitelist, the six steps, the case that was joined."""

from datetime import timedelta

from django.db import transaction

from huying.case import ledger
from huying.case.course import Course, card, course
from huying.case.deeds import DEEDS
from huying.case.models import Case, Words
from huying.case.public import PHOTOS, SHARED, TOLD, UNIT, WORDS
from huying.case.who import KEEPER, RESIDENT
from huying.steps.intake.merge import merge
from huying.steps.intake.split import Part, split
from huying.steps.intake.withdraw import withdraw
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
SECRET = "户主脾气不好，建议晚点再去"


def seen(case: Case) -> Course:
    return course(Case.objects.get(pk=case.pk))


def everything(page: Course) -> str:
    return repr(page)


def answered(world: World) -> Case:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.note(lamp, "contacted", by=world.villager, at=LATER, words=SECRET)
        ledger.note(lamp, "visited", by=world.villager, at=LATER, words=SECRET)
        ledger.note(lamp, "commented", by=world.leader, at=LATER, words=SECRET)
        ledger.write(lamp, "handled", by=world.villager, at=LATER, words=SECRET)
        ledger.write(lamp, "reported", by=world.villager, at=LATER, words=SECRET)
        ledger.write(lamp, "approved", by=world.leader, at=LATER, words=SECRET)
        ledger.write(lamp, "replied", by=world.villager, at=LATER, words="路灯已经换好，今晚就亮。")
    return lamp


def test_every_list_names_deeds_that_exist() -> None:
    assert DEEDS.keys() >= WORDS | UNIT | PHOTOS | SHARED
    assert TOLD >= WORDS | UNIT | PHOTOS | SHARED


def test_words_for_colleagues_never_reach_the_resident(world: World) -> None:
    assert SECRET not in everything(seen(answered(world)))


def test_inner_affairs_are_no_line(world: World) -> None:
    lamp = world.offered()
    titles = [line.title for line in seen(lamp).lines]
    assert titles == ["已受理", "已登记"]


def test_the_reply_is_read_word_for_word(world: World) -> None:
    page = seen(answered(world))
    assert (page.lines[0].title, page.lines[0].words) == ("已回复", "路灯已经换好，今晚就亮。")
    assert page.status.label == "等您评价"


def test_the_unit_is_named_and_its_people_are_not(world: World) -> None:
    lamp = world.assigned()
    page = seen(lamp)
    assert page.lines[0].words == "由东村办理"
    assert "网格员" not in everything(page)


def test_the_six_steps_show_where_it_is_and_since_when(world: World) -> None:
    marks = seen(world.assigned()).marks
    assert [mark.state for mark in marks] == ["done", "done", "now", "", "", ""]
    assert [mark.when for mark in marks] == ["09-25", "09-25", "09-25", "", "", ""]


def test_the_promise_is_shown_while_it_runs(world: World) -> None:
    lamp = world.assigned()
    assert seen(lamp).due is not None
    withdraw(lamp, by=RESIDENT, at=LATER)
    page = seen(lamp)
    assert (page.due, page.live, page.status.label) == (None, False, "已撤回")
    assert "now" not in [mark.state for mark in page.marks]


def test_the_own_words_stand_at_the_head_once(world: World) -> None:
    page = seen(world.lamp())
    assert (page.text[:2], page.lines[-1].words) == ("村口", "")


def test_redacted_words_say_so(world: World) -> None:
    lamp = world.lamp()
    Words.objects.filter(case=lamp).update(text="", redacted_at=LATER)
    assert seen(lamp).text == "（已依法删除）"


def test_whoever_joined_is_answered_too(world: World) -> None:
    first, second = world.assigned(), world.lamp(at=LATER, text="路灯又坏了，我是李四")
    merge(second, into=first, by=world.dispatcher, at=LATER)
    with transaction.atomic():
        ledger.write(first, "handled", by=world.villager, at=LATER)
        ledger.write(first, "reported", by=world.villager, at=LATER)
        ledger.write(first, "approved", by=world.leader, at=LATER)
        ledger.write(first, "replied", by=world.villager, at=LATER, words="路灯已经换好。")
    page = seen(second)
    assert page.followed is not None
    assert page.followed.lines[0].words == "路灯已经换好。"
    assert "村口路灯三天不亮" not in everything(page)
    assert first.number not in everything(page)


def test_a_merged_report_learns_nothing_of_the_other(world: World) -> None:
    first, second = world.lamp(kind="report"), world.lamp(kind="report", at=LATER)
    merge(second, into=first, by=world.dispatcher, at=LATER)
    assert seen(second).followed is None


def test_what_was_split_off_is_listed(world: World) -> None:
    lamp = world.lamp()
    (lid,) = split(lamp, parts=[Part("井盖坏了")], by=world.operator, at=LATER)
    assert [part.number for part in seen(lamp).parts] == [lid.number]


def test_a_card_counts_the_steps_behind_it(world: World) -> None:
    lamp = answered(world)
    assert (card(lamp).done, card(lamp).step) == (5, "评价")
    with transaction.atomic():
        ledger.write(lamp, "closed", by=KEEPER, at=LATER)
    assert card(lamp).done == 6
