"""区划代码 · GB/T 2260 and the statistics bureau's digits, and the suffixes that a district gives its grids (RULES §6)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huying.directory.models import AreaLevel
from huying.directory.sheets.cells import Bad, Value, words_of
from huying.kit.sheet import Cell

LEVELS = {2: AreaLevel.PROVINCE, 4: AreaLevel.CITY, 6: AreaLevel.COUNTY, 9: AreaLevel.TOWN, 12: AreaLevel.VILLAGE}
CODE = re.compile(r"(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(?:[-.][0-9A-Z]{1,11})?|\d{12}[0-9A-Z]{1,12}")
FILLED = {12: 9, 9: 6, 6: 4, 4: 2}
"""The statistics bureau fills short codes up with noughts: 110116000000 is 110116."""


@dataclass(frozen=True, slots=True)
class Code:
    """区划代码 · without the noughts that only fill it up."""

    def read(self, cell: Cell) -> Value:
        text = words_of(cell).upper()
        if text and not CODE.fullmatch(text):
            raise Bad(_("“%s”不是区划代码：应为 2、4、6、9 或 12 位数字，网格等可再加后缀") % text[:24])
        return bare(text)

    def show(self, value: Value) -> Cell:
        return str(value or "")


def bare(code: str) -> str:
    """110116000000 → 110116."""
    while len(code) in FILLED and not code[FILLED[len(code)] :].strip("0"):
        code = code[: FILLED[len(code)]]
    return code


def level_of(code: str) -> str:
    """By the number of digits; anything longer, or with a suffix, is a grid."""
    return LEVELS.get(len(code), AreaLevel.GRID) if code.isdecimal() else AreaLevel.GRID
