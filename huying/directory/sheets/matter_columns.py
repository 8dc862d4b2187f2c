"""事项表的列 · as many levels as a printed list may have, and for each level of the areas who leads and who helps."""

from django.utils.translation import gettext_noop as noop

from huying.directory.models import AreaLevel, LimitClass
from huying.directory.sheets.cells import Choice, Several, Text, YesNo
from huying.directory.sheets.columns import Column

NUMERALS = "一二三四五六七八"
LEVELS = tuple(f"level_{place}" for place in range(len(NUMERALS)))
PARTS = ("lead", "help")
UNITS = tuple(f"{part}_{level}" for part in PARTS for level in AreaLevel)
OF_THE_ROW = ("code", "limit_class", "claimable", "community", "words", "basis")
USUAL = frozenset({*LEVELS[:3], "lead_village", "lead_town", "lead_county"})
"""Columns that an export always has, in use or not."""

LOCAL = "属地"
"""In the place of a unit: whichever unit of that level answers for the area."""


def _level(place: int) -> Column:
    numeral = NUMERALS[place]
    also = tuple(f"{numeral}级{word}" for word in ("分类", "事项", "类别", "目录", "名称"))
    return Column(name=LEVELS[place], header=f"{numeral}级", also=also, sort=Text(120))


def _units(part: str, word: str, hint: str) -> tuple[Column, ...]:
    return tuple(
        Column(
            name=f"{part}_{level}",
            header=f"{word}（{level.label}）",
            also=(f"{level.label}{word}",),
            sort=Several(),
            hint=hint,
        )
        for level in AreaLevel
    )


COLUMNS = (
    *(_level(place) for place in range(len(NUMERALS))),
    Column(name="code", header=noop("事项编码"), also=("编码", "事项代码", "代码", "目录编码"), sort=Text(40)),
    Column(name="limit_class", header=noop("时限类别"), sort=Choice(LimitClass, blank=LimitClass.GENERAL)),
    Column(name="claimable", header=noop("可抢单"), sort=YesNo(blank=True)),
    Column(name="community", header=noop("社区职责清单"), also=("在社区职责清单内",), sort=YesNo()),
    Column(name="lead", header=noop("主办单位"), also=("责任单位", "承办单位", "牵头单位"), sort=Several()),
    Column(name="help", header=noop("协办单位"), also=("配合单位",), sort=Several()),
    *_units("lead", "主办", noop("单位代码或名称，几个用顿号隔开；填“属地”由当地该级单位主办")),
    *_units("help", "协办", noop("单位代码或名称，几个用顿号隔开")),
    Column(
        name="words", header=noop("识别词"), also=("关键词",), sort=Text(200), hint=noop("空格分开；登记时据此推荐事项")
    ),
    Column(name="basis", header=noop("依据"), also=("法律依据", "政策依据"), sort=Text(400)),
)
