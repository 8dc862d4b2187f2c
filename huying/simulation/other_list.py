"""另一份清单 · a file of matters as `huying directory import` reads it: looked at, or written into a copy."""

from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory.matter_list import current_list
from huying.directory.models import MatterList
from huying.directory.sheets import REGISTERS, Plan, Reading, Unreadable, read_sheet
from huying.directory.sheets import Unfit as NoSuchSheet

SHOWN = 5


class Unfit(ValueError):
    """What is wrong with the file, in words."""


def look(file: Path, *, at: datetime) -> tuple[Reading, Plan]:
    """Whether it could become a list here; raises with the first faults."""
    register = REGISTERS["matters"]
    try:
        reading = read_sheet(file, register.columns)
    except Unreadable as refusal:
        raise Unfit(_(refusal.words) % refusal.values) from refusal
    except NoSuchSheet as refusal:
        raise Unfit(str(refusal)) from refusal
    plan = register.plan(reading, at)
    if plan.faults:
        told = {"first": "；".join(map(str, plan.faults[:SHOWN])), "count": len(plan.faults)}
        raise Unfit(_("清单文件有 %(count)d 处错误：%(first)s") % told)
    return reading, plan


def bring(file: Path, *, at: datetime) -> MatterList:
    """As a new version; the version that is in force where the file says the same."""
    reading, plan = look(file, at=at)
    try:
        REGISTERS["matters"].carry_out(reading, mark=plan.mark, by=None, at=at)
    except ValidationError as error:
        raise Unfit("；".join(error.messages)) from error
    listing = current_list(localdate(at))
    if listing is None:
        raise Unfit(_("清单文件里没有事项。"))
    return listing
