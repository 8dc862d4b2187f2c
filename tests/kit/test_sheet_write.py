"""Writing: what is read back is what was written, and nothing in it can run."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huying.kit import sheet

DANGEROUS = ["=1+1", '=HYPERLINK("http://x","点")', "+86138", "-5度", "@SUM(A1)", "\t=1", "\r=1", "{=1}"]


def read_back(path: Path) -> list[list[sheet.Cell]]:
    with sheet.open_rows(path) as table:
        return [cells for _, cells in table.rows]


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    row: list[sheet.Cell] = [
        "路灯",
        3,
        2.5,
        True,
        None,
        date(2024, 1, 2),
        datetime.fromisoformat("2024-01-02T03:04:05"),
    ]
    path = tmp_path / "甲.xlsx"
    assert sheet.write(path, list("甲乙丙丁戊己庚"), [row]) == 1
    assert read_back(path) == [row]


def test_a_stream_is_written_as_well_as_a_file() -> None:
    out = io.BytesIO()
    sheet.write(out, ["甲"], [["一"]])
    assert out.getvalue().startswith(b"PK")


def test_a_dangerous_beginning_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, DANGEROUS, [DANGEROUS])
    body = ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in body
    assert "<hyperlink" not in body
    assert read_back(path)[0][0] == "=1+1"


def test_text_that_excel_might_run_later_is_quoted(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["甲"], [["=1+1"]])
    assert 'quotePrefix="1"' in ZipFile(path).read("xl/styles.xml").decode()


def test_a_long_number_is_not_rounded(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["证号"], [[110116199001011234]])
    assert read_back(path) == [["110116199001011234"]]


def test_a_cell_longer_than_excel_allows_says_so(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["甲"], [["灯" * 40_000]])
    text = read_back(path)[0][0]
    assert isinstance(text, str)
    assert len(text) == 32_767
    assert text.endswith("余下未写出）")


def test_a_number_that_is_none_is_written_as_text(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["甲", "乙"], [[float("nan"), float("inf")]])
    assert read_back(path) == [["nan", "inf"]]


def test_the_header_stays_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["甲"], [["一"]])
    assert 'state="frozen"' in ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


def test_an_instant_with_a_zone_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        sheet.write(tmp_path / "甲.xlsx", ["甲"], [[datetime(2024, 1, 1, tzinfo=UTC)]])


def test_csv_is_marked_as_utf8_and_its_formulas_are_disarmed() -> None:
    out = io.BytesIO()
    assert sheet.write_csv(out, ["甲", "乙"], [[text, 1] for text in DANGEROUS[:7]]) == 7
    text = out.getvalue().decode("utf-8-sig")
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[1] == "'=1+1,1"
    assert text.count("'") == 7


def test_csv_keeps_what_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    sheet.write_csv(path, ["甲", "乙"], [["a,b\n“c”", datetime.fromisoformat("2024-01-02T03:04:00")], [None, -5]])
    assert read_back(path) == [["a,b\n“c”", "2024-01-02 03:04:00"], [None, "-5"]]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1), min_size=1, max_size=9)
)
def test_any_text_survives_the_round_trip(texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    sheet.write(path, ["编号", "甲", "乙"], [["一", text, "二"] for text in texts])
    assert [cells[1] for cells in read_back(path)] == [text if text.strip() else None for text in texts]
