"""名录的表格 · the six registers of the directory as spreadsheets, in and out.

reading = read_sheet(path, register.columns)
plan = register.plan(reading, at)                                   # what it would do; nothing is written
register.carry_out(reading, mark=plan.mark, by=person, at=at)       # all of it, or nothing
export(register, target, at=at)
"""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from huying.directory.sheets.areas import Areas
from huying.directory.sheets.calendar import Calendar
from huying.directory.sheets.columns import Unfit
from huying.directory.sheets.limits import Limits
from huying.directory.sheets.matters import Matters
from huying.directory.sheets.people import People
from huying.directory.sheets.plan import Change, Fault, Plan
from huying.directory.sheets.read_sheet import Reading, read_rows, read_sheet
from huying.directory.sheets.register import Register, Stale
from huying.directory.sheets.units import Units
from huying.kit.sheet import Unreadable, write

__all__ = [
    "REGISTERS", "Change", "Fault", "Plan", "Reading", "Register", "Stale", "Unfit", "Unreadable", "export", "read_rows",
    "read_sheet",
]  # fmt: skip

REGISTERS: dict[str, Register] = {
    register.name: register for register in (Areas(), Units(), People(), Matters(), Calendar(), Limits())
}
"""In the order in which an empty district is filled."""


def export(register: Register, target: Path | BinaryIO, *, at: datetime) -> int:
    """导出 · what stands, in the columns that an import reads; the number of rows."""
    headers = [column.header for column in register.exported_columns(at)]
    return write(target, headers, register.exported(at), title=str(register.title))
