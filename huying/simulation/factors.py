"""到件因素 · one table: what makes more or fewer requests come, by how much, and where the figure is from.

"counted": shares over 7,128 dated public messages of 2010–2020 to officials, all of China, told here as shares only.
"assumed": ours, to be replaced by a district's own history.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from huying.simulation.day import Day

COUNTED, ASSUMED = "counted", "assumed"

HOURS = (
    0.49, 0.31, 0.06, 0.07, 0.03, 0.09, 0.18, 0.33, 1.01, 1.45, 2.67, 2.07,
    1.29, 1.20, 1.61, 2.21, 1.69, 1.70, 1.23, 0.95, 0.80, 0.93, 0.96, 0.68,
)  # fmt: skip
"""COUNTED · how often each hour of the day against the mean hour."""

WEEKDAYS = (1.13, 1.36, 1.29, 1.12, 1.02, 0.50, 0.59)
"""COUNTED · from Monday on."""

REST_DAY, WORK_ON_WEEKEND = 0.6, 1.05
"""ASSUMED · a statutory rest on a weekday; a make-up working day."""

EVENTS_A_WEEK, EVENT_SHARE = 0.7, 0.05
"""ASSUMED · hot events: so many a week; the share of all requests that belong to one."""

AGAIN, NEIGHBOUR = 0.04, 0.03
"""ASSUMED · the same resident about the same once more; somebody next door about the same."""


class Factor(NamedTuple):
    """A matter or a group of them (its first name), when it holds, how many times as many, and where from."""

    matter: str
    why: str
    holds: Callable[[Day], bool]
    times: float
    source: str = ASSUMED


def _months(*months: int) -> Callable[[Day], bool]:
    return lambda day: day.on.month in months


F = Factor
FACTORS: Sequence[Factor] = (
    F("供暖不热", "no heating season", _months(4, 5, 6, 7, 8, 9, 10), 0.02),
    F("供暖不热", "the first weeks of heating", lambda day: day.on.month == 11 and day.on.day > 10, 9),
    F("供暖不热", "winter", _months(12, 1, 2), 4),
    F("供暖不热", "a cold wave", lambda day: day.celsius < -6, 2.5),
    F("停水报修", "pipes freeze", lambda day: day.celsius < -8, 3),
    F("停水报修", "summer peak", lambda day: day.celsius > 27, 2),
    F("停电报修", "heat", lambda day: day.celsius > 28, 3),
    F("停电报修", "a storm", lambda day: day.millimetres > 15, 2.5),
    F("房屋漏雨", "rain", lambda day: day.millimetres > 3, 6),
    F("道路积水", "rain", lambda day: day.millimetres > 8, 14),
    F("防汛排险", "heavy rain in summer", lambda day: day.millimetres > 15 and day.on.month in (6, 7, 8, 9), 20),
    F("防汛排险", "dry", lambda day: day.millimetres == 0, 0.2),
    F("灌溉用水", "no irrigation", _months(11, 12, 1, 2), 0.1),
    F("灌溉用水", "spring drought", _months(4, 5, 6), 3),
    F("药害纠纷", "spraying", _months(4, 5, 6, 7), 4),
    F("露天焚烧", "after the harvests", _months(6, 10), 6),
    F("养殖异味", "warm days", lambda day: day.celsius > 22, 3),
    F("生活垃圾清运", "warm days", lambda day: day.celsius > 24, 1.6),
    F("噪声扰民", "open windows", lambda day: day.celsius > 20, 1.7),
    F("拖欠工资", "before the Spring Festival", lambda day: "春节" in day.coming, 7),
    F("快递服务", "November sales", _months(11), 3),
    F("食品安全", "festival trade", lambda day: bool(day.coming) and day.days_to <= 7, 1.8),
    F("价格行为", "festival trade", lambda day: bool(day.coming) and day.days_to <= 5, 2.5),
    F("停车收费", "festival days", lambda day: bool(day.festival), 3),
    F("校园周边", "school holidays", _months(2, 7, 8), 0.15),
    F("托育服务", "terms begin", _months(8, 9), 2),
    F("殡葬服务", "around Qingming", lambda day: "清明" in day.coming and day.days_to <= 12, 8),
)  # fmt: skip

COMMON: dict[str, float] = {
    "物业服务": 2.5, "噪声扰民": 2.4, "机动车违停": 2.0, "生活垃圾清运": 2.2, "供暖不热": 1.6, "拖欠工资": 1.5,
    "道路破损": 1.8, "路灯不亮": 1.7, "违法建设": 1.6, "小区停车": 1.6, "停水报修": 1.4, "食品安全": 1.3,
    "邻里纠纷": 1.3, "预付卡退费": 1.2, "房产证办理": 1.2, "文体活动": 0.5, "殡葬服务": 0.4, "违规广告牌": 0.5,
}  # fmt: skip
"""ASSUMED · what is asked more or less often than the mean matter."""


def matter_weight(matter: str, day: Day) -> float:
    """How often this matter on that day, against a mean matter on a mean day."""
    weight = COMMON.get(matter, 1.0)
    for factor in FACTORS:
        if factor.matter == matter and factor.holds(day):
            weight *= factor.times
    return weight


def day_weight(day: Day) -> float:
    """How many on that day by the week and the calendar alone."""
    weekend = day.on.weekday() > 4
    moved = WORK_ON_WEEKEND if weekend and day.works else REST_DAY if not weekend and not day.works else 1.0
    return moved if weekend and day.works else WEEKDAYS[day.on.weekday()] * moved
