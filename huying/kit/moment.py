"""Reading times 读时间: every form in which people, spreadsheets and city platforms write a moment."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huying.kit.letters import folded
from huying.kit.words import gettext_noop

EARLIEST_YEAR = 1990
AHEAD = timedelta(days=1)
SHEET_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number has no zone of its own
MORNING = {"凌晨", "清晨", "早上", "早晨", "上午", "am"}
AFTERNOON = {"下午", "傍晚", "pm"}
NIGHT = {"晚上", "晚", "夜间", "夜里", "深夜"}
NOON = {"中午"}
PERIODS = "|".join(sorted(MORNING | AFTERNOON | NIGHT | NOON, key=len, reverse=True))

COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?", re.A)
WRITTEN = re.compile(
    rf"""(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*[日号]?
    [\s,T]*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?\s*
    (?:(?P<period>{PERIODS})?\s*
       (?P<hour>\d{{1,2}})\s*[:时点]\s*
       (?:(?P<half>半)|(?P<minute>\d{{1,2}})\s*(?:[:分]\s*(?:(?P<second>\d{{1,2}})(?:\.\d+)?\s*秒?)?)?)?
       \s*(?P<after>am|pm)?
       \s*(?P<offset>z|[+-]\d\d:?\d\d)?
    )?""",
    re.A | re.X | re.I,
)

PARTS = ("year", "month", "day", "hour", "minute", "second")
CUTS = [slice(0, 4), *(slice(start, start + 2) for start in range(4, 14, 2))]

MISSING = gettext_noop("没有填写时间")
UNREADABLE = gettext_noop("看不懂这个时间，请写成 2024-01-02 15:04 的样子")
TOO_EARLY = gettext_noop("时间早于 1990 年，请核对")
TOO_LATE = gettext_noop("时间在将来，请核对")


def moment(value: object, zone: str, *, at: datetime | None = None) -> datetime:
    """Read a moment as UTC, taking times without a zone as local; refuse one that is absurd seen from `at`."""
    try:
        found = _local(value, ZoneInfo(zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(UNREADABLE) from error
    if found.year < EARLIEST_YEAR:
        raise ValueError(TOO_EARLY)
    if at is not None and found > at + AHEAD:
        raise ValueError(TOO_LATE)
    return found


def _local(value: object, zone: ZoneInfo) -> datetime:
    """Read any kind of cell; a moment that does not know its zone is given ours."""
    match value:
        case datetime():
            found = value
        case date():
            found = datetime.combine(value, time())
        case bool():
            raise ValueError(UNREADABLE)
        case int() | float():
            found = _numbered(value)
        case str():
            found = _written(folded(value).strip())
        case None:
            raise ValueError(MISSING)
        case _:
            raise ValueError(UNREADABLE)
    return found.replace(tzinfo=zone) if found.utcoffset() is None else found


def _numbered(number: float) -> datetime:
    """Read a spreadsheet's serial number of days, or digits such as 20240102 that became a number."""
    digits = f"{number:.0f}"
    if COMPACT.fullmatch(digits):
        return _compact(digits)
    try:
        return SHEET_EPOCH + timedelta(seconds=round(number * 86400))
    except (OverflowError, ValueError) as error:
        raise ValueError(UNREADABLE) from error


def _written(text: str) -> datetime:
    """Read words: a compact row of digits, a serial number, or a date with or without a time of day."""
    if not text:
        raise ValueError(MISSING)
    if COMPACT.fullmatch(text):
        return _compact(text)
    if re.fullmatch(r"\d{5}(\.\d+)?", text, re.A):
        return _numbered(float(text))
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(UNREADABLE)
    return _spelled(found)


def _compact(digits: str) -> datetime:
    year, month, day, *clock = (int(digits[cut] or 0) for cut in CUTS)
    return _built(date_of=(year, month, day), clock=clock)


def _spelled(found: re.Match[str]) -> datetime:
    """Put a written moment together."""
    year, month, day, hour, minute, second = (int(found[part] or 0) for part in PARTS)
    period = (found["period"] or found["after"] or "").lower()
    clock = [_hour(hour, period), 30 if found["half"] else minute, second]
    return _built(date_of=(year, month, day), clock=clock, offset=found["offset"] or "")


def _hour(hour: int, period: str) -> int:
    """Turn an hour of the half day into one of the day: 下午3点 is 15, 上午12点 is 0, 晚上12点 is 24."""
    if period in MORNING:
        return 0 if hour == 12 else hour
    if period in NIGHT:
        return hour + 12 if 5 <= hour <= 12 else hour
    if period in AFTERNOON:
        return hour + 12 if hour < 12 else hour
    return hour + 12 if period in NOON and hour < 11 else hour


def _built(*, date_of: tuple[int, int, int], clock: list[int], offset: str = "") -> datetime:
    """Build the moment; 24:00 is the beginning of the next day."""
    hour, minute, second = clock
    since = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or since > timedelta(days=1):
        raise ValueError(UNREADABLE)
    try:
        found = datetime.combine(date(*date_of), time()) + since
        return datetime.fromisoformat(found.isoformat() + offset.upper())
    except ValueError as error:
        raise ValueError(UNREADABLE) from error
