"""One row of a file, understood."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from huying.case.models import Kind
from huying.steps.intake.imports import mapping, reading
from huying.steps.intake.imports.reading import Reader, Reading, Unfit
from tests.world import NINE

COLUMNS = [
    "工单编号", "诉求内容", "来电时间", "标题", "来电人", "联系电话", "诉求类型", "办理时限", "办结时间", "办理结果", "是否满意", "点赞数",
]  # fmt: skip
CELL = datetime.fromisoformat("2026-09-24T08:30:00")
SPOKEN = datetime(2026, 9, 24, 0, 30, tzinfo=UTC)


def read(**cells: Any) -> Reading:
    usual = {"工单编号": "GD001", "诉求内容": "路灯不亮", "来电时间": "2026-09-24 08:30"} | cells
    reader = Reader(COLUMNS, mapping.propose(COLUMNS), at=NINE)
    return reader.read((2, [usual.get(name) for name in COLUMNS]))


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-24 08:30", "2026/9/24 8:30:00", "2026年9月24日 上午8点30分", CELL, 46289.3541666667,
        "20260924083000", "\n\t\t2026-09-24　08:30",
    ],
    ids=repr,
)  # fmt: skip
def test_the_true_time_is_found_whatever_the_cell(written: Any) -> None:
    assert read(来电时间=written).received_at == SPOKEN


def test_a_day_alone_is_its_beginning() -> None:
    assert read(来电时间=date(2026, 9, 24)).received_at == datetime(2026, 9, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1899-12-31", "1990"), (date(1899, 12, 31), "1990"), ("2099-01-01", "将来"), ("昨天下午", "看不懂"),
        (None, "没有填写"), ("  ", "没有填写"), ("-", "没有填写"), (0, "1990"), (True, "看不懂"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_rejected_in_words(written: Any, words: str) -> None:
    with pytest.raises(Unfit) as reason:
        read(来电时间=written)
    assert words in reason.value.words
    assert reason.value.values == {"column": "来电时间"}


@pytest.mark.parametrize("written", [None, "", "　\n\t", "/", "无", "\u200b\x00"])
def test_a_row_that_says_nothing_is_rejected(written: Any) -> None:
    with pytest.raises(Unfit, match="没有内容"):
        read(诉求内容=written)


def test_a_time_of_answer_that_cannot_be_is_rejected_too() -> None:
    with pytest.raises(Unfit, match="看不懂"):
        read(办结时间="大概上周")


def test_a_book_is_no_message() -> None:
    with pytest.raises(Unfit, match="10 万字"):
        read(诉求内容="长" * 100_001)


@pytest.mark.parametrize(
    ("written", "number"), [(188006, "188006"), ("188006", "188006"), (" ＧＤ００１ ", "GD001"), (7.5, "7.5")]
)
def test_numbers_are_the_same_as_text_or_number(written: Any, number: str) -> None:
    assert read(工单编号=written).number == number


def test_a_number_that_the_spreadsheet_has_rounded_is_not_trusted() -> None:
    found = read(工单编号=2.02609240830001e17)
    assert (found.number, found.notices) == ("", [reading.BLURRED_NUMBER])
    assert found.identity == read(工单编号=None).identity


def test_without_a_number_words_time_and_person_tell_rows_apart() -> None:
    one = read(工单编号=None, 来电人="张三")
    assert one.identity == read(工单编号="-", 来电人="张三", 诉求内容="路 灯\n不亮").identity
    assert (
        len(
            {
                one.identity,
                read(工单编号=None, 来电人="李四").identity,
                read(工单编号=None, 来电时间="2026-09-23").identity,
            }
        )
        == 3
    )


def test_the_title_is_taken_from_the_words_when_there_is_none() -> None:
    assert read(诉求内容="您好，路灯不亮。谢谢").title == "路灯不亮"
    assert len(read(标题="长" * 200).title) == 80


@pytest.mark.parametrize("title", ["【急】漏水", "【紧急】漏水"])
def test_a_tag_in_the_title_makes_it_urgent(title: str) -> None:
    assert read(标题=title).urgent
    assert read(标题=title).title == title


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("投诉类", Kind.COMPLAINT),
        ("意见建议", Kind.SUGGESTION),
        ("举报", Kind.REPORT),
        ("其他", Kind.HELP),
        (None, Kind.HELP),
    ],
)
def test_kinds_are_recognised(written: Any, kind: Kind) -> None:
    assert read(诉求类型=written).kind == kind


@pytest.mark.parametrize(
    ("written", "phone"), [(13800001234, "13800001234"), ("138 0000 1234", "13800001234"), ("无", ""), (None, "")]
)
def test_phones_are_written_one_way(written: Any, phone: str) -> None:
    assert read(联系电话=written).phone == phone


def test_a_phone_that_is_none_is_kept_and_noticed() -> None:
    found = read(联系电话="138****1234")
    assert (found.phone, found.notices) == ("", [reading.STRANGE_PHONE])
    assert found.told["phone"] == "138****1234"


def test_somebody_who_hides_has_no_name() -> None:
    found = read(来电人="匿名用户")
    assert (found.name, found.anonymous) == ("", True)


def test_an_answer_makes_it_history() -> None:
    assert read(办理结果="已修好").is_history
    assert read(办结时间="2026-09-24 18:00").is_history
    assert not read(办理结果="-", 办结时间="").is_history


def test_a_limit_that_is_a_day_lasts_until_it_is_over() -> None:
    assert read(办理时限="2026-09-28").due == datetime(2026, 9, 28, 16, tzinfo=UTC)
    assert read(办理时限="2026-09-28 12:00").due == datetime(2026, 9, 28, 4, tzinfo=UTC)


@pytest.mark.parametrize("written", ["5个工作日", "2099-01-01", "1899-12-31"])
def test_a_limit_that_cannot_be_read_is_noticed(written: str) -> None:
    found = read(办理时限=written)
    assert (found.due, found.notices) == (None, [reading.STRANGE_DUE])


def test_a_limit_that_has_passed_is_late_unless_it_was_answered() -> None:
    assert not read(办理时限="2026-09-25").is_late
    assert read(办理时限="2026-09-24").is_late
    assert not read(办理时限="2026-09-24", 办理结果="已修好").is_late


def test_strange_columns_are_kept_as_they_were() -> None:
    assert read(点赞数=3).strange == {"点赞数": 3}


def test_facts_are_kept_word_for_word() -> None:
    assert read(是否满意="基本满意").facts == {"satisfied": "基本满意"}


def test_the_same_words_have_one_digest_however_spaced() -> None:
    assert read(诉求内容="\n\t\t路灯　不亮").words == read(诉求内容="路灯不亮").words


def test_the_same_row_has_one_digest_however_its_time_is_written() -> None:
    assert read(来电时间="2026/9/24 8:30").content == read(来电时间=CELL).content
    assert read(来电人="李四").content != read(来电人="张三").content


def test_digests_cannot_be_made_without_our_key(settings: Any) -> None:
    before = read().words
    settings.HUYING_KEYS = type(settings.HUYING_KEYS)({1: b"1" * 16}, b"2" * 32, b"3" * 32, b"4" * 32)
    assert read().words != before


def test_marks_that_cannot_be_seen_are_gone_and_faces_stay() -> None:
    assert read(诉求内容="路灯\x00\u202e不亮🙂<script>").text == "路灯不亮🙂<script>"
