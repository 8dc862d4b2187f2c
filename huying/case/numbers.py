"""Receipt numbers 受理编号 · the local day of arrival and the row's number: 20261121-000042. Nothing to count, nothing to collide."""

import re
from datetime import datetime

from django.utils.timezone import localtime

NUMBER = re.compile(r"^\s*([0-9]{8})-?([0-9]{6,18})\s*$")


def number_of(pk: int, arrived_at: datetime) -> str:
    return f"{localtime(arrived_at):%Y%m%d}-{pk:06d}"


def row_of(number: str) -> int | None:
    """The row that a receipt number names, or None when it is no receipt number. The caller compares the day."""
    found = NUMBER.match(number)
    return int(found[2]) if found else None
