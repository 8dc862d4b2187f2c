"""Many rows of one table in one statement are the rows that the ORM would write."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection, transaction

from huying.case import bulk
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Identity, Share, Tie, Words
from huying.case.steps import Stage, Step
from huying.oversight.month.models import Tally
from tests.world import NINE, World

CHINA = timezone(timedelta(hours=8))
MOMENTS = [
    NINE,
    NINE.astimezone(CHINA),
    datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=UTC),
    datetime(1990, 1, 1, tzinfo=UTC),
]


def raw(model: type[Any], key: int) -> dict[str, Any]:
    """The row as the engine holds it, without what must differ."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = %s", [key])
        row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    return {name: value for name, value in row.items() if name not in ("id", "source")}


def case(number: int, **more: Any) -> Case:
    usual = {
        "jurisdiction": 110199,
        "title": f"第 {number} 盏",
        "channel": "file",
        "step": Step.INTAKE,
        "stage": Stage.RECEIVED,
    }
    return Case(
        **usual | {"received_at": MOMENTS[number % 4], "arrived_at": NINE, "source_number": f"G{number}"} | more
    )


def test_rows_written_together_are_those_written_by_the_orm(world: World) -> None:
    together = [case(number, urgent=number % 2 == 0, latitude=39.5 if number else None) for number in range(4)]
    bulk.number(together)
    bulk.insert(together)
    for number, row in enumerate(together):
        same = case(number, urgent=number % 2 == 0, latitude=39.5 if number else None, source="别处")
        same.save()
        assert raw(Case, row.pk) == raw(Case, same.pk)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_new_rows_know_their_ids_and_that_they_are_stored(world: World, count: int) -> None:
    rows = [case(number) for number in range(count)]
    bulk.number(rows)
    bulk.insert(rows)
    assert [Case.objects.get(pk=row.pk).source_number for row in rows] == [f"G{number}" for number in range(count)]
    assert not any(row._state.adding for row in rows)


def test_rows_that_were_not_numbered_are_written_too(world: World) -> None:
    lamp = world.lamp()
    bulk.insert([Words(jurisdiction=1, case=lamp, seq=seq, text="路灯", salt=bytes([seq]) * 16) for seq in (7, 8, 9)])
    stored = Words.objects.filter(case=lamp, seq__gt=6).order_by("seq")
    assert [(row.seq, bytes(row.salt)) for row in stored] == [(seq, bytes([seq]) * 16) for seq in (7, 8, 9)]


def test_nothing_is_nothing(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        bulk.insert([])
        bulk.number([])


def test_ids_are_never_given_twice_even_after_an_undone_batch(world: World) -> None:
    first = [case(number) for number in range(3)]
    with pytest.raises(RuntimeError), transaction.atomic():
        bulk.number(first)
        bulk.insert(first)
        raise RuntimeError
    second = [case(number) for number in range(3)]
    bulk.number(second)
    bulk.insert(second)
    third = world.lamp()
    assert len({row.pk for row in second} | {third.pk}) == 4


def test_words_of_tables_are_stored_as_letters(world: World) -> None:
    lamp = world.lamp()
    rows = [
        Deadline(jurisdiction=1, case=lamp, kind=kind, round=1, seq=40, opened_at=NINE, due_at=NINE)
        for kind in (Clock.PART, Clock.REVIEW)
    ]
    bulk.insert(rows)
    assert set(Deadline.objects.filter(seq=40).values_list("kind", flat=True)) == {"part", "review"}


def test_what_is_empty_stays_empty(world: World) -> None:
    rows = [case(1), case(2)]
    bulk.number(rows)
    bulk.insert(rows)
    bulk.insert([Identity(jurisdiction=1, case_id=row.pk) for row in rows])
    stored = Identity.objects.filter(case__in=rows)
    assert {(row.name, row.phone, row.erased_at, row.masked_name) for row in stored} == {(None, None, None, "")}


def test_what_is_there_already_is_not_written_twice(world: World) -> None:
    lamp = world.lamp()
    rows = [
        Share(jurisdiction=lamp.jurisdiction, case=lamp, unit=unit, tie=Tie.COPIED) for unit in (world.town, world.east)
    ]
    bulk.ensure(rows[:1])
    bulk.ensure(rows)
    assert lamp.shares.filter(tie=Tie.COPIED).count() == len(rows)


def test_figures_are_added_to_those_that_are_there(world: World) -> None:
    def one(figure: str, count: int) -> Tally:
        return Tally(jurisdiction=1, day=NINE.date(), unit=0, figure=figure, count=count)

    of = ("jurisdiction", "day", "unit", "figure")
    bulk.add_up([], "count", of=of)
    bulk.add_up([one("received", 2)], "count", of=of)
    bulk.add_up([one("received", 3), one("closed", 1), one("closed", -1)], "count", of=of)
    assert dict(Tally.objects.values_list("figure", "count")) == {"received": 5, "closed": 0}
