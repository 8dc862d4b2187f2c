"""Statements made once say what Django's own would say, on either engine."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from huying.case.models import Case, Deadline, Entry
from huying.case.movement import HEAD
from huying.case.ready import Ready, ReadyRows, change
from huying.case.steps import Stage
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
MOMENT = timedelta(seconds=1)


def test_the_head_of_a_chain_is_read_as_django_reads_it(world: World) -> None:
    world.lamp()
    case = world.assigned()
    asked = Entry.objects.filter(case=case).values_list(
        "case", "seq", "mac", "case__version", "case__seq", "case__step"
    )
    assert [tuple(row[:6]) for row in map(_plain, HEAD.rows(case.pk))] == [max(map(_plain, asked))]


def _plain(row: object) -> tuple[object, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview | bytes) else value for value in row)  # type: ignore[attr-defined]


def test_instants_come_back_with_their_zone(world: World) -> None:
    case = world.assigned()
    Case.objects.filter(pk=case.pk).update(ended_at=NINE)
    assert NINE in HEAD.rows(case.pk)[0]


def test_rows_come_as_objects_that_can_be_saved(world: World) -> None:
    case = world.assigned()
    clocks = ReadyRows(lambda key: Deadline.objects.filter(case=key).order_by("pk")).objects(case.pk)
    assert clocks == list(Deadline.objects.filter(case=case).order_by("pk"))
    assert [clock.due_at for clock in clocks] == list(Deadline.objects.order_by("pk").values_list("due_at", flat=True))


def test_objects_bring_along_what_they_name_without_another_question(world: World) -> None:
    case = world.assigned()
    ready = ReadyRows(lambda key: Case.objects.filter(pk=key).select_related("unit__area", "matter"))
    ready.objects(case.pk)
    with CaptureQueriesContext(connection) as asked:
        found = ready.first(case.pk)
        assert (found.unit.area, found.matter) == (world.east_area, world.lamp_matter)
    assert len(asked) == 1


def test_several_values_each_go_where_they_belong(world: World) -> None:
    case = world.assigned()
    said = Ready(
        lambda key, deed, since: Entry.objects.filter(case=key, deed=deed, at__gt=since).values_list("seq"),
        [int, str, datetime],
    )
    line = case.entries.get(deed="assigned")
    assert said.rows(case.pk, "assigned", line.at - MOMENT) == [(line.seq,)]
    assert not said.any(case.pk, "assigned", line.at)
    assert not said.any(case.pk, "claimed", line.at - MOMENT)
    assert not said.any(case.pk + 1, "assigned", line.at - MOMENT)


def test_nothing_there_is_no_row(world: World) -> None:
    assert ReadyRows(lambda key: Case.objects.filter(pk=key)).first(0) is None


def test_a_change_where_nothing_may_stand_is_none_once_something_stands(world: World) -> None:
    case = world.lamp()
    assert change(Case, {"id": case.pk, "ended_at": None}, {"ended_at": NINE}) == 1
    assert change(Case, {"id": case.pk, "ended_at": None}, {"ended_at": NINE}) == 0


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
