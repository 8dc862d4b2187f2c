"""Rows that cannot be taken come back in a file, with the reason."""

from pathlib import Path

from huying.kit import sheet
from huying.steps.intake.imports import jobs, store
from huying.steps.intake.imports.models import Job, Remark
from tests.steps.intake.imports.conftest import COLUMNS, LAMP, Book, Bring, counts
from tests.world import NINE

SILENT = ["GD007", None, "王五", "13800000000", "2026-09-24"]
ANCIENT = ["GD008", "楼道堆物", "赵六", "", "1899-12-31"]
FUTURE = ["GD009", "噪声扰民", "钱七", "", "2099-01-01"]


def returned(job: Job) -> tuple[list[str], list[list[sheet.Cell]]]:
    with sheet.open_rows(store.rejected_path(job)) as table:
        return table.columns, [cells for _, cells in table.rows]


def test_each_comes_back_as_it_was_with_its_row_and_reason(bring: Bring, book: Book) -> None:
    job = bring(book(SILENT, LAMP, ANCIENT, FUTURE))
    assert counts(job) == (4, 1, 0, 3)
    columns, rows = returned(job)
    assert columns == [*COLUMNS, "原行号", "原因"]
    assert [row[0] for row in rows] == ["GD007", "GD008", "GD009"]
    assert [row[-2:] for row in rows] == [
        [2, "诉求内容：没有内容"],
        [4, "来电时间：时间早于 1990 年，请核对"],
        [5, "来电时间：时间在将来，请核对"],
    ]


def test_mended_they_come_in_and_the_rest_is_repeated(bring: Bring, book: Book) -> None:
    bring(book(SILENT, LAMP))
    assert counts(bring(book([*SILENT[:1], "路面塌陷", *SILENT[2:]], LAMP))) == (2, 1, 1, 0)


def test_the_file_of_rejected_rows_can_be_mended_and_brought_in_itself(bring: Bring, book: Book) -> None:
    job = bring(book(ANCIENT))
    columns, rows = returned(job)
    rows[0][4] = "2026-09-24 09:00"
    assert counts(bring(book(*rows, columns=columns))) == (1, 1, 0, 0)


def test_without_rejected_rows_there_is_no_such_file(bring: Bring, book: Book) -> None:
    assert not store.rejected_path(bring(book(LAMP))).exists()


def test_the_database_keeps_the_reason_and_not_the_person(bring: Bring, book: Book) -> None:
    bring(book(SILENT))
    remark = Remark.objects.get()
    assert (remark.row, remark.reason) == (2, "诉求内容：没有内容")
    assert "王五" not in str(vars(remark))


def test_nobody_else_on_the_machine_reads_the_files(bring: Bring, book: Book, home: Path) -> None:
    job = bring(book(SILENT, LAMP))
    paths = [home / "imports", store.path_of(job), store.rejected_path(job)]
    assert [path.stat().st_mode & 0o077 for path in paths] == [0, 0, 0]


def test_formulas_come_back_as_text(bring: Bring, book: Book) -> None:
    columns, rows = returned(bring(book(["=1+1", None, "=cmd|' /C calc'!A0", "", ""])))
    assert rows[0][2] == "=cmd|' /C calc'!A0"
    assert columns[-1] == "原因"


def test_a_job_that_is_gone_takes_its_files_along(bring: Bring, book: Book) -> None:
    job = bring(book(SILENT))
    jobs.clear_away(NINE + jobs.KEPT_FOR * 2)
    assert not store.rejected_path(job).exists()
