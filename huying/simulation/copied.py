"""名录副本 · the directory of one home as it stands today, for another: places, units, matters, limits, days; of people the posts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.core import serializers
from django.db import models, transaction
from django.db.models import QuerySet

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
from huying.directory.models.valid import ALWAYS, Valid, in_force

KINDS: tuple[type[models.Model], ...] = (
    Area, Unit, Person, Post, MatterList, Matter, MatterUnit, Limit, CalendarVersion, CalendarDay,
)  # fmt: skip
"""Each after those that it names."""

LONG_AGO = date(1, 1, 1)


def write(to: Path, *, on: date) -> None:
    """Into a file. What is in force that day has always been, so that any span of the past can be lived under it."""
    to.write_text(serializers.serialize("json", _rows(on)), "utf-8")


def _rows(on: date) -> Iterator[models.Model]:
    for kind in KINDS:
        for row in _of(kind, on).order_by("pk"):
            yield _standing(_nameless(row) if isinstance(row, Person) else row, on)


def _of(kind: type[models.Model], on: date) -> QuerySet[models.Model]:
    """Whatever names nothing else is left out once it has ended."""
    rows: QuerySet[models.Model] = kind._default_manager.all()
    if kind in (Post, Limit):
        return rows.filter(in_force(on))
    if kind is Person:
        return rows.filter(is_active=True, pk__in=Post.objects.filter(in_force(on)).values("person"))
    return rows


def _standing(row: models.Model, on: date) -> models.Model:
    """In force since ever, or never."""
    if isinstance(row, Valid):
        today = row.valid_on(on)
        row.valid_from = ALWAYS if today else LONG_AGO + timedelta(days=row.pk)
        row.valid_to = None if today else row.valid_from
    if isinstance(row, Matter) and row.retired_on:
        row.retired_on = ALWAYS if row.retired_on <= on else None
    return row


def _nameless(person: Person) -> Person:
    """Nobody's name, address or password goes along."""
    return Person(pk=person.pk, username=f"person-{person.pk:08}", name=str(person.pk), joined_at=person.joined_at)


@transaction.atomic
def read(file: Path) -> None:
    """Out of it, with the same rows' numbers, so that both homes mean the same."""
    for row in serializers.deserialize("json", file.read_text("utf-8")):
        row.save()
