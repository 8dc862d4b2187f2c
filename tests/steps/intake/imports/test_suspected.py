"""The same words under another number: made, and pointed out, never dropped."""

from huying.case.models import Case, Entry
from huying.steps.intake.imports.models import Remark, Why
from tests.steps.intake.imports.conftest import LAMP, WATER, Book, Bring, counts


def twin(number: object, words: str = LAMP[1]) -> list[object]:
    return [number, words, "王五", "", "2026-09-24 10:00"]


def suspected() -> dict[str, str | None]:
    rows = Case.objects.values_list("source_number", "suspected__source_number")
    return dict(rows)


def test_the_same_words_in_one_file_point_to_the_first(bring: Bring, book: Book) -> None:
    job = bring(book(LAMP, WATER, twin("GD003", "\t村口路灯　三天\n不亮"), twin("GD004")))
    assert (counts(job), job.suspected) == ((4, 4, 0, 0), 2)
    assert suspected() == {"GD001": None, "GD002": None, "GD003": "GD001", "GD004": "GD001"}


def test_the_same_words_in_a_later_file_point_to_the_first(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    bring(book(twin("GD003")))
    bring(book(twin("X-1")), "别的平台")
    assert suspected() == {"GD001": None, "GD003": "GD001", "X-1": "GD001"}


def test_the_line_and_the_list_say_so(bring: Bring, book: Book) -> None:
    job = bring(book(LAMP, twin("GD003")))
    first, second = Case.objects.order_by("pk")
    assert Entry.objects.get(case=second).facts["suspected"] == first.pk
    assert [(remark.row, remark.case) for remark in Remark.objects.filter(job=job, why=Why.SUSPECTED)] == [(3, second)]


def test_rows_without_a_number_may_say_the_same_too(bring: Bring, book: Book) -> None:
    job = bring(book([None, *LAMP[1:]], twin(None)))
    assert (counts(job), job.suspected) == ((2, 2, 0, 0), 1)


def test_a_repeated_row_is_not_suspected(bring: Bring, book: Book) -> None:
    bring(book(LAMP))
    assert bring(book(LAMP)).suspected == 0


def test_other_words_are_not_suspected(bring: Bring, book: Book) -> None:
    assert bring(book(LAMP, twin("GD003", "村口路灯四天不亮"))).suspected == 0
