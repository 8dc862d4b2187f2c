"""The same row again: it adds nothing; where it says something else a person looks at it."""

from datetime import timedelta

import pytest

from huying.case.models import Case, Entry, Identity
from huying.case.new import New
from huying.case.who import KEEPER
from huying.steps.intake.imports import kept
from huying.steps.intake.imports.models import Imprint, Remark, Why
from huying.steps.intake.receive import receive
from tests.steps.intake.imports.conftest import CITY, COLUMNS, LAMP, WATER, Book, Bring, counts
from tests.world import NINE

LATER = NINE + timedelta(days=1)
NAMELESS = [None, *LAMP[1:]]
DARKER = ["GD001", "村口路灯五天不亮", *LAMP[2:]]


def changes() -> list[Entry]:
    return list(Entry.objects.filter(deed="city_changed").order_by("at", "seq"))


def test_the_same_file_again_adds_nothing(bring: Bring, book: Book) -> None:
    bring(book(LAMP, WATER))
    assert counts(bring(book(LAMP, WATER), at=LATER)) == (2, 0, 2, 0)
    assert (Case.objects.count(), Entry.objects.count(), Identity.objects.count(), Imprint.objects.count()) == (
        2,
        2,
        2,
        2,
    )


def test_the_same_number_from_another_source_is_another_row(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    assert counts(bring(book(LAMP), "区平台")) == (1, 1, 0, 0)


def test_the_same_row_written_another_way_has_not_changed(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    other = ["ＧＤ００１", "\n\t\t村口路灯三天不亮　", "张三", 13800001234, "2026年9月24日 上午8点半"]
    columns = ["留言编号", "留言详情", "留言用户", "电话", "留言时间"]
    job = bring(book(other, columns=columns), at=LATER)
    assert (counts(job), job.changed, changes()) == ((1, 0, 1, 0), 0, [])


def test_a_changed_row_is_noted_once_and_still_counted_repeated(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    job = bring(book(DARKER), at=LATER)
    assert (counts(job), job.changed) == ((1, 0, 1, 0), 1)
    again = bring(book(DARKER), at=LATER + timedelta(days=1))
    assert (again.changed, len(changes())) == (0, 1)


def test_the_note_says_what_changed(bring: Bring, book: Book) -> None:
    bring(book([*LAMP, "青禾区"], columns=[*COLUMNS, "区"]))
    bring(book([*DARKER[:2], "李四", *DARKER[3:], "别的区"], columns=[*COLUMNS, "区"]), at=LATER)
    (line,) = changes()
    assert line.facts["fields"] == ["content", "name", "district"]
    words = line.case.words.get(seq=line.seq).text
    assert words == "内容：村口路灯五天不亮\n来电人：***\n区：青禾区 → 别的区"


def test_a_changed_row_waits_for_a_person(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    job = bring(book(WATER, DARKER), at=LATER)
    remark = Remark.objects.get(job=job, why=Why.CHANGED)
    assert (remark.row, remark.case.source_number, remark.seen_at) == (3, "GD001", None)


def test_back_to_what_it_said_before_is_a_change_again(bring: Bring, book: Book) -> None:
    for row in (LAMP, DARKER, LAMP):
        bring(book(row))
    assert len(changes()) == 2


def test_three_versions_in_one_file_are_one_case_and_two_changes(bring: Bring, book: Book) -> None:
    job = bring(book(LAMP, DARKER, ["GD001", "路灯修好了", *LAMP[2:]]))
    assert (counts(job), job.changed, len(changes())) == ((3, 1, 2, 0), 2, 2)


def test_an_answer_that_comes_later_is_a_change(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    job = bring(book([*LAMP, "已换新灯", "2026-09-25"], columns=[*COLUMNS, "办理结果", "办结时间"]), at=LATER)
    assert job.changed == 1
    assert changes()[0].facts["fields"] == ["finished", "answer"]
    assert Case.objects.get().stage == "received"


def test_likes_and_other_strange_columns_may_differ_every_day(bring: Bring, book: Book) -> None:
    bring(book([*LAMP, 1], columns=[*COLUMNS, "点赞数"]))
    assert bring(book([*LAMP, 2], columns=[*COLUMNS, "点赞数"]), at=LATER).changed == 0


def test_a_column_that_the_new_file_does_not_have_has_not_changed(bring: Bring, book: Book) -> None:
    bring(book([*LAMP, "青禾区"], columns=[*COLUMNS, "区"]))
    assert bring(book(LAMP), at=LATER).changed == 0


def test_rows_without_a_number_are_known_again(bring: Bring, book: Book) -> None:
    path = book(NAMELESS, [None, *WATER[1:]], NAMELESS)
    assert counts(bring(path)) == (3, 2, 1, 0)
    assert counts(bring(path)) == (3, 0, 3, 0)


def test_a_case_that_came_by_another_door_under_that_number_is_known(bring: Bring, book: Book) -> None:
    case = receive(New(text="路灯坏了", channel="hotline", source=CITY, source_number="GD001"), by=KEEPER, at=NINE)
    assert counts(bring(book(LAMP))) == (1, 0, 1, 0)
    assert bring(book(DARKER)).changed == 1
    assert list(Entry.objects.filter(case=case).order_by("seq").values_list("deed", flat=True)) == [
        "received",
        "city_changed",
    ]


def test_what_the_law_had_us_delete_does_not_come_back(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    kept.forget(Case.objects.get())
    job = bring(book(DARKER), at=LATER)
    assert (job.changed, kept.kept_of(Case.objects.get())) == (0, {})


@pytest.mark.parametrize("history", [True, False])
def test_a_change_is_noted_wherever_the_case_stands(bring: Bring, book: Book, history: bool) -> None:
    columns = [*COLUMNS, "办理结果"]
    bring(book([*LAMP, "已修" if history else None], columns=columns))
    assert bring(book([*DARKER, "已修" if history else None], columns=columns), at=LATER).changed == 1
