"""Reading: what a sheet says of itself, what its cells become, and what happens when the child dies."""

import gc
import os
import signal
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huying.kit import sheet, sheet_words
from huying.kit.sheet import Limits, Unreadable
from tests.kit import corpus

LEAP: list[sheet.Cell] = [date(2024, 2, 29), datetime.fromisoformat("2024-02-29T23:59:59")]
BY_NAME = {sample.name: sample for sample in corpus.GOOD}


def read(folder: Path, name: str) -> tuple[sheet.Sheet, list[sheet.Row]]:
    with sheet.open_rows(BY_NAME[name].write(folder), known=corpus.KNOWN) as table:
        return table, list(table.rows)


def lines(path: Path, count: int) -> Path:
    """A text file too long to fit into the pipe at once."""
    path.write_text("工单编号,内容\n" + "".join(f"{n},{'灯' * 50}\n" for n in range(count)), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plain_xlsx", "xlsx"),
        ("xlsx_named_csv", "xlsx"),
        ("old_xls", "xls"),
        ("xls_named_xlsx", "xls"),
        ("html_as_xls", "html"),
        ("xml_2003", "xml"),
        ("csv_gb18030", "csv"),
        ("tsv_utf16", "csv"),
    ],
)
def test_the_kind_is_told_by_content_and_not_by_name(name: str, kind: str, tmp_path: Path) -> None:
    table, _ = read(tmp_path, name)
    assert table.kind == kind


@pytest.mark.parametrize("name", [name for name in BY_NAME if name.startswith(("csv_utf", "csv_gb", "tsv", "csv_s"))])
def test_every_alphabet_and_delimiter_gives_the_same_words(name: str, tmp_path: Path) -> None:
    table, rows = read(tmp_path, name)
    assert table.columns == corpus.COLUMNS
    assert [cells for _, cells in rows] == corpus.ROWS


@pytest.mark.parametrize("name", ["plain_xlsx", "old_xls", "html_as_xls", "gbk_html_as_xls", "without_references"])
def test_every_form_gives_the_same_words(name: str, tmp_path: Path) -> None:
    table, rows = read(tmp_path, name)
    assert table.columns == corpus.COLUMNS
    assert [cells for _, cells in rows] == corpus.ROWS


def test_rows_carry_the_number_excel_shows(tmp_path: Path) -> None:
    table, rows = read(tmp_path, "blank_rows_between")
    assert table.header_row_index == 1
    assert [number for number, _ in rows] == [4, 7, 8]


def test_the_total_counts_what_follows_the_header(tmp_path: Path) -> None:
    assert read(tmp_path, "description_above")[0].total == 3
    assert read(tmp_path, "csv_utf8")[0].total == 3


def test_a_description_above_the_header_is_passed_over(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "description_above")
    assert (table.header_row_index, table.columns) == (2, corpus.COLUMNS)


def test_without_known_names_the_fullest_row_is_the_header(tmp_path: Path) -> None:
    with sheet.open_rows(BY_NAME["description_above"].write(tmp_path)) as table:
        assert table.columns == corpus.COLUMNS


@pytest.mark.parametrize("name", ["two_row_header", "html_with_spans"])
def test_a_name_merged_over_two_header_rows_is_found(name: str, tmp_path: Path) -> None:
    table, rows = read(tmp_path, name)
    assert table.columns == corpus.COLUMNS
    assert [cells for _, cells in rows] == corpus.ROWS


def test_a_repeated_name_is_numbered_and_a_missing_one_is_called_by_its_place(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "duplicate_headers")
    assert table.columns == ["工单编号", "内容", "内容(2)", "电话", "第5列"]


def test_marks_and_spaces_in_names_are_cleaned_away(tmp_path: Path) -> None:
    assert read(tmp_path, "untidy_headers")[0].columns == corpus.COLUMNS


@pytest.mark.parametrize("name", ["second_sheet", "empty_first_sheet"])
def test_the_first_page_with_known_names_is_chosen(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, name)[0].name == "表2"


def test_without_known_names_the_first_page_with_content_is_chosen(tmp_path: Path) -> None:
    with sheet.open_rows(BY_NAME["second_sheet"].write(tmp_path)) as table:
        assert table.name == "表1"


def test_numbers_truth_and_instants_keep_their_kind(tmp_path: Path) -> None:
    assert read(tmp_path, "numbers")[1][0][1] == [1, "甲", True, 13800000001, 1.5]
    assert read(tmp_path, "true_and_text_dates")[1][0][1][4] == corpus.SPOKEN


def test_a_formula_shows_its_value_and_an_error_its_name(tmp_path: Path) -> None:
    rows = [cells for _, cells in read(tmp_path, "formulas")[1]]
    assert (rows[0][1], rows[1][3], rows[2][3]) == ("路灯不亮", "#DIV/0!", 42)


def test_characters_no_database_stores_are_left_out(tmp_path: Path) -> None:
    cells = read(tmp_path, "control_characters")[1][0][1]
    assert cells == ["GD001", "ab", "c\n\t\td", "　x", "2024"]


def test_zeros_kept_from_excel_are_kept(tmp_path: Path) -> None:
    rows = read(tmp_path, "csv_kept_zeros")[1]
    assert [cells[3] for _, cells in rows] == ["013800000001", "13800000002", "13800000003"]


def test_one_bad_byte_costs_one_character(tmp_path: Path) -> None:
    rows = read(tmp_path, "csv_one_bad_byte")[1]
    assert rows[2][1][:2] == ["GD003\ufffd", "占道"]


def test_a_file_cut_within_a_character_is_still_read(tmp_path: Path) -> None:
    assert read(tmp_path, "csv_cut_within_a_character")[1][2][1][2].startswith("车过不")


def test_short_rows_are_filled_and_long_ones_widen_the_table(tmp_path: Path) -> None:
    table, rows = read(tmp_path, "csv_rows_of_unequal_length")
    assert table.columns[5:] == ["第6列", "第7列"]
    assert rows[0][1] == [*corpus.ROWS[0][:2], None, None, None, None, None]


def test_days_and_instants_pass_through_the_pipe(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["日", "时"], [LEAP])
    with sheet.open_rows(path) as table:
        assert [cells for _, cells in table.rows] == [LEAP]


def test_a_cell_cannot_pretend_to_be_an_instant(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["一"], [['{"at":"2024-01-01T00:00:00"}']])
    with sheet.open_rows(path) as table:
        assert [cells for _, cells in table.rows] == [['{"at":"2024-01-01T00:00:00"}']]


def test_ten_thousand_rows_arrive_in_order(tmp_path: Path) -> None:
    with sheet.open_rows(lines(tmp_path / "甲.csv", 10_000)) as table:
        assert [cells[0] for _, cells in table.rows] == [str(n) for n in range(10_000)]


def test_closing_early_ends_the_child(tmp_path: Path) -> None:
    with sheet.open_rows(lines(tmp_path / "甲.csv", 10_000)) as table:
        next(table.rows)
        child = table._child
    assert child.returncode is not None


def test_a_forgotten_sheet_ends_its_child(tmp_path: Path) -> None:
    table = sheet.open_rows(lines(tmp_path / "甲.csv", 10_000))
    child = table._child
    del table
    gc.collect()
    assert child.returncode is not None


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    path = lines(tmp_path / "甲.csv", 10)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with sheet.open_rows(path) as table:
            list(table.rows)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize(
    ("death", "words"),
    [
        (signal.SIGXCPU, sheet_words.TOO_SLOW),
        (signal.SIGABRT, sheet_words.TOO_HEAVY),
        (signal.SIGKILL, sheet_words.TOO_HEAVY),
        (signal.SIGSEGV, sheet_words.BROKEN),
    ],
)
def test_a_child_that_dies_midway_is_told_in_words(death: signal.Signals, words: str, tmp_path: Path) -> None:
    with sheet.open_rows(lines(tmp_path / "甲.csv", 20_000)) as table:
        next(table.rows)
        table._child.send_signal(death)
        with pytest.raises(Unreadable) as refusal:
            list(table.rows)
    assert refusal.value.words == words


def test_a_child_without_memory_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["一"], [[f"{n}" * 250] for n in range(100_000, 150_000)])
    with pytest.raises(Unreadable) as refusal:
        sheet.open_rows(path, limits=Limits(memory_bytes=90 * 2**20))
    assert refusal.value.words == sheet_words.TOO_HEAVY


def test_a_child_that_stays_silent_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        sheet.open_rows(lines(tmp_path / "甲.csv", 10), limits=Limits(wait_seconds=0))
    assert refusal.value.words == sheet_words.TOO_SLOW


def test_the_child_sees_none_of_our_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUYING_SECRET", "甲")
    with sheet.open_rows(lines(tmp_path / "甲.csv", 20_000)) as table:
        environment = Path(f"/proc/{table._child.pid}/environ").read_bytes()
    assert b"HUYING_SECRET" not in environment


def test_the_child_is_confined(tmp_path: Path) -> None:
    with sheet.open_rows(lines(tmp_path / "甲.csv", 20_000), limits=Limits(memory_bytes=512 * 2**20)) as table:
        bounds = Path(f"/proc/{table._child.pid}/limits").read_text()
    told = {line[:25].strip(): line[25:].split()[0] for line in bounds.splitlines()}
    assert told["Max address space"] == str(512 * 2**20)
    assert told["Max core file size"] == told["Max file size"] == "0"
    assert told["Max cpu time"] == "60"


def test_a_file_over_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        sheet.open_rows(lines(tmp_path / "甲.csv", 20_000), limits=Limits(file_bytes=2**20))
    assert str(refusal.value) == "文件超过 1 MB，请拆分成几个文件再上传"


def test_every_sentence_is_plain_and_listed() -> None:
    spoken = {words for name, words in vars(sheet_words).items() if name.isupper() and isinstance(words, str)}
    assert spoken == set(sheet_words.WORDS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path: Path) -> None:
    read_or_refused(tmp_path / "甲.xlsx", content)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), name=st.sampled_from(sorted(BY_NAME)))
def test_any_file_with_a_wrong_byte_is_read_or_refused(place: float, byte: int, name: str, tmp_path: Path) -> None:
    content = bytearray(BY_NAME[name].write(tmp_path).read_bytes())
    content[int(place * len(content))] = byte
    read_or_refused(tmp_path / "甲.xlsx", bytes(content))


def read_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        with sheet.open_rows(path, known=corpus.KNOWN) as table:
            assert all(len(cells) == len(table.columns) for _, cells in table.rows)
    except Unreadable as refusal:
        assert refusal.words in sheet_words.WORDS
