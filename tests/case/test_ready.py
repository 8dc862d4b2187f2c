"""Statements made once say what Django's own would say, on either engine."""

import pytest
from django.utils.timezone import now

from huying.case.models import Case, Deadline, Entry
from huying.case.movement import HEAD
from huying.case.ready import ReadyRows, change
from huying.case.steps import Stage
from tests.world import NINE, World

pytestmark = pytest.mark.django_db


def test_the_head_of_a_chain_is_read_as_django_reads_it(world: World) -> None:
    world.lamp()
    case = world.assigned()
    asked = Entry.objects.filter(case=case).values_list(
        "case", "seq", "mac", "case__version", "case__seq", "case__step"
    )
    assert sorted(tuple(row[:6]) for row in map(_plain, HEAD.rows(case.pk))) == sorted(map(_plain, asked))


def _plain(row: object) -> tuple[object, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview | bytes) else value for value in row)  # type: ignore[attr-defined]


def test_instants_come_back_with_their_zone(world: World) -> None:
    case = world.assigned()
    Case.objects.filter(pk=case.pk).update(ended_at=NINE)
    assert NINE in next(HEAD.rows(case.pk))


def test_rows_come_as_objects_that_can_be_saved(world: World) -> None:
    case = world.assigned()
    clocks = ReadyRows(Deadline, lambda key: Deadline.objects.filter(case=key).order_by("pk")).objects(case.pk)
    assert clocks == list(Deadline.objects.filter(case=case).order_by("pk"))
    assert [clock.due_at for clock in clocks] == list(Deadline.objects.order_by("pk").values_list("due_at", flat=True))


def test_a_change_happens_only_where_everything_is_as_said(world: World) -> None:
    case, version = world.lamp(), 1
    assert change(Case, {"id": case.pk, "version": version}, {"stage": Stage.WAITING}, plus=("version",)) == 1
    assert change(Case, {"id": case.pk, "version": version}, {"stage": Stage.CLOSED}, plus=("version",)) == 0
    case.refresh_from_db()
    assert (case.stage, case.version) == (Stage.WAITING, version + 1)


def test_instants_and_nothing_are_written_as_django_writes_them(world: World) -> None:
    case, at = world.lamp(), now()
    change(Case, {"id": case.pk}, {"ended_at": at, "unit_id": None})
    case.refresh_from_db()
    assert (case.ended_at, case.unit_id) == (at, None)
