"""A city platform's yearly export, invented: 128,278 rows × 15 columns, about 37 MB, with the traps of real ones.

    python bench/make_city_file.py /tmp/city.xlsx [rows]

Half of the rows are answered, about 1 in 200 repeats another's words, 1 in 2,000 cannot be taken.
"""

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from huying.kit.sheet import Cell, write

ROWS = 128_278
BEGIN = datetime(2025, 1, 1, 8)  # noqa: DTZ001 - a cell has no zone
COLUMNS = [
    "工单编号", "诉求类型", "问题分类", "标题", "诉求内容", "来电人", "联系电话", "被反映区", "街道乡镇", "承办单位",
    "来电时间", "办理时限", "办结时间", "办理结果", "是否解决",
]  # fmt: skip
KINDS = ["投诉", "求助", "咨询", "建议", "表扬", "举报"]
MATTERS = [
    "路灯",
    "噪声",
    "停车",
    "供水",
    "供暖",
    "物业",
    "拆迁",
    "社保",
    "道路",
    "垃圾",
    "违建",
    "积水",
    "公交",
    "学位",
    "工资",
]
TOWNS = [
    f"{name}{kind}"
    for name in ("柳河", "东关", "西苑", "南塘", "北坡", "清泉", "石桥", "杨林")
    for kind in ("镇", "街道", "乡")
]
UNITS = ["城管局", "住建局", "交通局", "水务局", "教育局", "人社局", "公安分局", "市场监管局", "供热公司", "自来水公司"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得"
    "经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义"
    "事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放"
    "决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美"
)


def rows(count: int, dice: random.Random) -> Iterator[list[Cell]]:
    """The rows, the same for the same dice."""
    said: list[str] = []
    for number in range(count):
        spoken = BEGIN + timedelta(minutes=4 * number, seconds=dice.randrange(60))
        words = dice.choice(said) if said and dice.random() < 0.005 else _words(dice, 40, 110)
        if len(said) < 5000:
            said.append(words)
        yield _row(number, spoken, words, dice)


def _row(number: int, spoken: datetime, words: str, dice: random.Random) -> list[Cell]:
    answered = dice.random() < 0.5
    done = spoken + timedelta(hours=dice.randrange(4, 200))
    broken = dice.random() < 0.0005
    return [
        f"GD{spoken:%Y%m%d}{number:07d}", dice.choice(KINDS), dice.choice(MATTERS), f"反映{dice.choice(MATTERS)}{_words(dice, 6, 14)}",
        None if broken else words, dice.choice(SURNAMES) + dice.choice(["先生", "女士", "某"]), f"13{dice.randrange(10**9):09d}",
        "青禾区", dice.choice(TOWNS), dice.choice(UNITS), _when(spoken, dice), done + timedelta(days=5),
        done if answered else None, _words(dice, 30, 70) if answered else None, dice.choice(["是", "否"]) if answered else None,
    ]  # fmt: skip


def _when(spoken: datetime, dice: random.Random) -> Cell:
    """Text and true instants in one column, as platforms write them."""
    kind = dice.randrange(4)
    if kind == 0:
        return spoken
    if kind == 1:
        return f"{spoken.year}/{spoken.month}/{spoken.day} {spoken:%H:%M:%S}"
    return f"{spoken:%Y-%m-%d %H:%M:%S}"


def _words(dice: random.Random, least: int, most: int) -> str:
    text = "".join(dice.choices(COMMON, k=dice.randrange(least, most)))
    return "，".join(text[place : place + 13] for place in range(0, len(text), 13))


def main() -> None:
    """Write the file."""
    path, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    written = write(path, COLUMNS, rows(count, random.Random(20250101)))
    print(f"{path}: {written} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
