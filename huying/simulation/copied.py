"""名录副本 · the directory of one home, for another: places, units, people without passwords, matters, limits, calendar."""

from collections.abc import Iterator
from pathlib import Path

from django.core import serializers
from django.db import models, transaction

from huying.directory.models import (
    Area,
    CalendarDay,
    CalendarVersion,
    Limit,
    Matter,
    MatterList,
    MatterUnit,
    Person,
    Post,
    Unit,
)

KINDS: tuple[type[models.Model], ...] = (
    Area, Unit, Person, Post, MatterList, Matter, MatterUnit, Limit, CalendarVersion, CalendarDay,
)  # fmt: skip
"""Each after those that it names."""


def write(to: Path) -> None:
    """Into a file."""
    to.write_text(serializers.serialize("json", _rows()), "utf-8")


def _rows() -> Iterator[models.Model]:
    for kind in KINDS:
        for row in kind._default_manager.order_by("pk"):
            if isinstance(row, Person):
                row.password, row.email = "", ""
            yield row


@transaction.atomic
def read(file: Path) -> None:
    """Out of it, with the same rows' numbers, so that both homes mean the same."""
    for row in serializers.deserialize("json", file.read_text("utf-8")):
        row.save()
