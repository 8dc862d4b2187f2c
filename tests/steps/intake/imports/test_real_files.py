"""Real exports, where they lie beside the checkout (they do where every change is tested); else the same traps by script."""

import re
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from huying.case import proof
from huying.case.models import Case, Deadline, Unposted, Words
from huying.case.search import matching
from huying.steps.intake.imports.mapping import default_source
from tests.steps.intake.imports.conftest import Book, Bring, counts
from tests.world import NINE

REAL = Path(__file__).resolve().parents[5] / "shared" / "data"
COUNTS = {"messages-with-replies.xlsx": 2816, "messages.xlsx": 4326, "labelled-messages.xlsx": 956}
CHINA = ZoneInfo("Asia/Shanghai")
NAMES = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "点赞数"]
OPEN, ANSWERED, LONG = 40, 30, 7000
HIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")


def read(path: Path) -> tuple[list[str], list[dict[str, object]]]:
    """An independent reader: nothing of ours but the file."""
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [str(name) for name in header], [dict(zip(header, row, strict=True)) for row in rows]


def instant(cell: object) -> datetime:
    """By hand: text of one form, or a true date with or without its hour."""
    if isinstance(cell, str):
        day, _, hour = cell.partition(" ")
        local = datetime.strptime(f"{day} {hour or '0:0:0'}", "%Y/%m/%d %H:%M:%S").replace(tzinfo=CHINA)
    elif isinstance(cell, datetime):
        local = cell.replace(tzinfo=CHINA)
    else:
        assert isinstance(cell, date)
        local = datetime(cell.year, cell.month, cell.day, tzinfo=CHINA)
    return local.astimezone(UTC)


def bare(text: object) -> str:
    """The letters that can be seen, of one width."""
    return HIDDEN.sub("", unicodedata.normalize("NFKC", str(text)))


def number(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def invented(book: Book) -> list[Path]:
    """What the real ones hold: text and true times in one column, unpadded, a day alone, tabs, twins, a very long one."""
    when = ["2019/2/28 9:05:07", datetime.fromisoformat("2019-11-13T11:20:21"), date(2019, 8, 1)]
    said = [f"\n\t\t\t\t\t\n\t\t\t\t\t第 {place // 2} 条巷子的路灯不亮　请处理" for place in range(OPEN)] + [
        "路" * LONG
    ]
    rows = [
        [188006.0 + place, f"A{place:07}", "路灯", when[place % 3], words, "", "", 1]
        for place, words in enumerate(said)
    ]
    replied = [
        [2549.0 + place, "A1", "水", when[0], f"第 {place} 户漏水", "已修", "2019/5/10 14:56:53", 0]
        for place in range(ANSWERED)
    ]
    return [
        book(*replied, columns=NAMES, name="有答复.xlsx"),
        book(*rows, columns=[*NAMES, "反对数"], name="无答复.xlsx"),
    ]


@pytest.fixture
def files(book: Book) -> list[Path]:
    if REAL.is_dir():
        return [REAL / name for name in COUNTS]
    return invented(book)


def test_the_real_files_are_whole() -> None:
    if REAL.is_dir():
        assert {name: len(read(REAL / name)[1]) for name in COUNTS} == COUNTS


def test_every_message_becomes_a_case_with_its_true_time_and_again_adds_none(bring: Bring, files: list[Path]) -> None:
    for path in files:
        header, rows = read(path)
        source = default_source(header)
        assert counts(bring(path, source)) == (len(rows), len(rows), 0, 0)
        stored = Case.objects.filter(source=source).values_list("source_number", "received_at")
        assert dict(stored) == {number(row["留言编号"]): instant(row["留言时间"]) for row in rows}
        _check_words(source, rows)
        assert counts(bring(path, source)) == (len(rows), 0, len(rows), 0)
    _check_whole(files)


def _check_words(source: str, rows: list[dict[str, object]]) -> None:
    """Whatever the spaces, the words are those of the file; answers carry their time."""
    cases = Case.objects.filter(source=source).prefetch_related("words", "entries")
    file = {number(row["留言编号"]): row for row in rows}
    for case in cases:
        row, words = file[case.source_number], {one.seq: one.text for one in case.words.all()}
        assert bare(words[1]) == bare(row["留言详情"])
        if row.get("答复意见"):
            assert case.outcome == "imported"
            assert bare(words[2]) == bare(row["答复意见"])
            assert {line.seq: line.happened_at for line in case.entries.all()}[2] == instant(row["答复时间"])


def _check_whole(files: list[Path]) -> None:
    assert proof.verify(lambda count: None).clean
    history = Case.objects.filter(outcome="imported")
    assert history.exists()
    assert not Deadline.objects.filter(case__in=history).exists()
    assert not Unposted.objects.filter(entry__case__in=history).exists()
    assert set(Case.objects.filter(outcome="").values_list("arrived_at", flat=True)) == {NINE}
    assert matching(Case.objects.all(), "路灯").exists()
    said = Words.objects.filter(case__outcome="", seq=1).values_list("text", flat=True)
    assert max(map(len, said)) >= LONG - 100


def test_twins_are_suspected_and_none_is_dropped(bring: Bring, files: list[Path]) -> None:
    path = files[1]
    header, rows = read(path)
    bodies = Counter("".join(str(row["留言详情"]).split()) for row in rows)
    job = bring(path, default_source(header))
    assert job.suspected >= sum(times - 1 for times in bodies.values()) > 0
    assert Case.objects.exclude(suspected=None).count() == job.suspected
    first = Case.objects.exclude(suspected=None).select_related("suspected")[0]
    assert first.suspected is not None
    assert first.suspected.pk < first.pk
