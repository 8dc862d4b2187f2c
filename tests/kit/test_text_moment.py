"""Times as files and people write them."""

# ruff: noqa: DTZ001 - moments that do not know their zone are what is tried here
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.kit.text import moment
from tests.kit.calendars import SHANGHAI, local

ZONE = "Asia/Shanghai"
NOW = local(2026, 3, 2, 9)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2019/1/2 3:04:05", local(2019, 1, 2, 3, 4, 5)),
        ("2019/11/12 13:04", local(2019, 11, 12, 13, 4)),
        ("\n\t\t2019/1/2 3:04:05\n\t\t", local(2019, 1, 2, 3, 4, 5)),
        ("\u30002019-01-02\u300003:04:05", local(2019, 1, 2, 3, 4, 5)),
        ("\u202d2019/1/2 3:04\u202c", local(2019, 1, 2, 3, 4)),
        ("２０１９／１／２　３：０４", local(2019, 1, 2, 3, 4)),
        ("2024年1月2日 下午3点", local(2024, 1, 2, 15)),
        ("2024年1月2日下午3点半", local(2024, 1, 2, 15, 30)),
        ("2024年1月2日15时4分5秒", local(2024, 1, 2, 15, 4, 5)),
        ("2024年1月2日 上午12:30", local(2024, 1, 2, 0, 30)),
        ("2024年1月2日 中午12点", local(2024, 1, 2, 12)),
        ("2024年1月2日 中午1点", local(2024, 1, 2, 13)),
        ("2024年1月2日 晚上12点", local(2024, 1, 3)),
        ("2024年1月2日 晚上8:15", local(2024, 1, 2, 20, 15)),
        ("2024年1月2日 凌晨1点", local(2024, 1, 2, 1)),
        ("2024年1月2日 下午15:04", local(2024, 1, 2, 15, 4)),
        ("2024-1-2 3:04 PM", local(2024, 1, 2, 15, 4)),
        ("2024-01-02（星期二）15:04", local(2024, 1, 2, 15, 4)),
        ("2024.1.2", local(2024, 1, 2)),
        ("2024年1月2日", local(2024, 1, 2)),
        ("2024-01-02 24:00", local(2024, 1, 3)),
        ("2024-01-02T15:04:05.123Z", datetime(2024, 1, 2, 15, 4, 5, tzinfo=UTC)),
        ("2024-01-02T15:04:05+08:00", local(2024, 1, 2, 15, 4, 5)),
        ("20240102", local(2024, 1, 2)),
        ("202401021504", local(2024, 1, 2, 15, 4)),
        ("20240102150405", local(2024, 1, 2, 15, 4, 5)),
        (20240102, local(2024, 1, 2)),
        (43467, local(2019, 1, 2)),
        (43467.5, local(2019, 1, 2, 12)),
        ("43467.75", local(2019, 1, 2, 18)),
        (43467.12783564815, local(2019, 1, 2, 3, 4, 5)),
        (datetime(2019, 1, 2, 3, 4, 5), local(2019, 1, 2, 3, 4, 5)),
        (datetime(2019, 1, 2, 3, tzinfo=timezone(timedelta(hours=9))), datetime(2019, 1, 1, 18, tzinfo=UTC)),
        (date(2019, 1, 2), local(2019, 1, 2)),
    ],
)
def test_every_form_in_use_is_read(written: object, instant: datetime):
    found = moment(written, ZONE, at=NOW)
    assert found == instant
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "written",
    ["上周三", "2024-02-30", "2024-13-01", "24-1-2", "1/2/2024", "2024-01-02 25:00", "2024-01-02 12:60", "2024年1月",
     "2024-01-02T15:04:05+99:99", "99999999", "202401029999", 1e300, 10**400, float("nan"), float("inf"), -(10**9),
     True, b"2024", time(3), [], "9999-12-31 24:00"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(written: object):
    with pytest.raises(ValueError, match="看不懂"):
        moment(written, ZONE)


@pytest.mark.parametrize("written", [None, "", " \n\t", "\u3000"])
def test_an_empty_time_is_called_missing(written: object):
    with pytest.raises(ValueError, match="没有填写"):
        moment(written, ZONE)


@pytest.mark.parametrize(
    "written", ["1899-12-30", "1899/12/31 10:00", 0, 1.5, datetime(1989, 12, 31), date(1900, 1, 1)]
)
def test_a_time_before_1990_is_refused(written: object):
    with pytest.raises(ValueError, match="1990"):
        moment(written, ZONE, at=NOW)


def test_1990_itself_is_read():
    assert moment("1990-01-01 09:00", ZONE) == local(1990, 1, 1, 9)


def test_a_time_of_2099_is_refused():
    with pytest.raises(ValueError, match="将来"):
        moment("2099-01-01", ZONE, at=NOW)


def test_a_clock_a_little_fast_is_forgiven():
    assert moment("2026-03-03 09:00", ZONE, at=NOW) == NOW + timedelta(days=1)
    with pytest.raises(ValueError, match="将来"):
        moment("2026-03-03 09:01", ZONE, at=NOW)


def test_local_means_the_zone_that_was_named():
    assert moment("2024-01-02 12:00", "Asia/Urumqi") - moment("2024-01-02 12:00", ZONE) == timedelta(hours=2)


PIECES = st.sampled_from(
    ["2024", "年", "1", "月", "2", "日", "/", "-", ":", " ", "下午", "3", "点", "半", "pm", "Z", "99", "+"]
)
ANYTHING = st.text() | st.lists(PIECES).map("".join) | st.floats() | st.integers() | st.datetimes() | st.dates()


@given(ANYTHING | st.datetimes(timezones=st.timezones()) | st.none() | st.booleans())
def test_nothing_but_a_refusal_in_words_is_ever_raised(value: object):
    try:
        found = moment(value, ZONE, at=NOW)
    except ValueError as refusal:
        assert "时间" in str(refusal)
    else:
        assert found.tzinfo is UTC
        assert found <= NOW + timedelta(days=1)


@given(st.datetimes(datetime(1992, 1, 1), datetime(2026, 1, 1)))
def test_what_is_written_out_is_read_back(wall: datetime):
    wall = wall.replace(microsecond=0)
    for form in ("%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S"):
        assert moment(wall.strftime(form), ZONE) == wall.replace(tzinfo=SHANGHAI)


@given(st.integers(33605 * 86400, 46000 * 86400))
def test_a_sheets_serial_number_is_exact_to_the_second(seconds: int):
    wall = datetime(1899, 12, 30) + timedelta(seconds=seconds)
    assert moment(seconds / 86400, ZONE) == wall.replace(tzinfo=SHANGHAI)
