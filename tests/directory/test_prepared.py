"""A prepared query finds what the plain one finds, whatever its values, and says so at once where it could not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left
from django.test.utils import CaptureQueriesContext

from huying.case.models import Case, Deadline
from huying.directory.models import Area, Person, Post, Unit
from huying.directory.prepared import MOST, Prepared
from huying.directory.roles import Role
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
BY_NAME: Prepared[Person] = Prepared(lambda name: Person.objects.filter(username=name))


def test_the_values_of_each_call_are_its_own(world: World) -> None:
    named = [world.dispatcher.username, world.villager.username, "nobody"]
    assert [[one.username for one in BY_NAME(name)] for name in named] == [[named[0]], [named[1]], []]


def test_it_is_made_once_and_asked_each_time(world: World) -> None:
    made = []

    def make(pk: int) -> "QuerySet[Unit]":
        made.append(pk)
        return Unit.objects.filter(pk=pk)

    prepared: Prepared[Unit] = Prepared(make)
    found = [prepared(unit.pk)[0] for unit in (world.east, world.west, world.office)]
    assert found == [world.east, world.west, world.office]
    assert made[1:] == [world.east.pk], "once with a mark, once with the first value to hold it against"


def test_an_instant_may_come_out_shifted(world: World) -> None:
    late = timedelta(hours=1)
    due: Prepared[Deadline] = Prepared(lambda at: Deadline.objects.filter(due_at__lt=at - late).order_by("pk"))
    world.lamp()
    for at in (NINE, NINE + timedelta(minutes=90, microseconds=1), NINE + timedelta(days=2)):
        assert due(at) == list(Deadline.objects.filter(due_at__lt=at - late).order_by("pk"))
    assert due(NINE + timedelta(days=2)) != due(NINE)


def test_days_go_in_as_days(world: World) -> None:
    standing: Prepared[Area] = Prepared(lambda on: Area.objects.filter(valid_from__lte=on).order_by("pk"))
    assert standing(date(1949, 9, 30)) == []
    assert standing(date(1949, 10, 1)) == list(Area.objects.order_by("pk"))


def test_what_was_selected_beside_is_there_without_another_query(world: World) -> None:
    held: Prepared[Post] = Prepared(lambda person: Post.objects.filter(person=person).select_related("unit", "area"))
    post = held(world.villager.pk)[0]
    with CaptureQueriesContext(connection) as captured:
        assert post.unit.name == "东村"
        assert post.area is None
    assert len(captured) == 0


def test_annotations_and_values_come_as_from_the_query_itself(world: World) -> None:
    case = world.lamp()

    def make(pk: int) -> "QuerySet[Case]":
        running = Deadline.objects.filter(case=OuterRef("pk"), ended_at=None)
        return Case.objects.filter(pk=pk).annotate(runs=Exists(running), short=Left("title", 2))

    found = Prepared(make)(case.pk)[0]
    assert (found, found.runs, found.short) == (case, True, case.title[:2])  # type: ignore[attr-defined]
    values: Prepared[tuple[int, object]] = Prepared(
        lambda pk: Case.objects.filter(pk=pk).values_list("pk", "received_at")
    )
    assert values(case.pk) == [(case.pk, NINE)]


def test_it_counts_without_reading(world: World) -> None:
    below: Prepared[Unit] = Prepared(lambda parent: Unit.objects.filter(parent=parent))
    assert below.count(world.town.pk) == len(below(world.town.pk)) == 4
    assert below.count(world.east.pk) == 0


def test_another_shape_is_another_text(world: World) -> None:
    def make(many: int, *keys: int) -> "QuerySet[Unit]":
        return Unit.objects.filter(pk__in=keys).order_by("pk")

    several: Prepared[Unit] = Prepared(make)
    units = [world.town, world.east, world.west]
    for many in (1, 2, 3, 2, 1):
        assert several(*(unit.pk for unit in units[:many]), shape=(many,)) == units[:many]


def test_many_shapes_do_not_pile_up(world: World) -> None:
    def make(limit: int, kind: str) -> "QuerySet[Unit]":
        return Unit.objects.filter(kind=kind).order_by("pk")[:limit]

    first: Prepared[Unit] = Prepared(make)
    for limit in range(1, MOST + 20):
        assert first("village", shape=(limit,)) == [world.east, world.west][:limit]
    assert len(first._of_thread.__dict__) <= MOST


def test_where_nothing_can_be_found_nothing_is_asked(world: World) -> None:
    nobody: Prepared[Person] = Prepared(lambda name: Person.objects.filter(username=name, pk__in=()))
    with CaptureQueriesContext(connection) as captured:
        assert nobody("anybody") == []
        assert nobody.count("anybody") == 0
    assert len(captured) == 0


def test_a_value_that_is_lost_on_the_way_is_an_error_at_once(world: World) -> None:
    prefixed: Prepared[Unit] = Prepared(lambda path: Unit.objects.filter(path__startswith=path))
    with pytest.raises(AssertionError, match="does not stand in the query"):
        prefixed(world.town.path)
    lost: Prepared[Unit] = Prepared(lambda kind: Unit.objects.exclude(kind=f"not {kind}"))
    with pytest.raises(AssertionError, match="does not stand in the query"):
        lost("village")


def test_a_role_is_a_word_like_others(world: World) -> None:
    holding: Prepared[Post] = Prepared(lambda role: Post.objects.filter(role=role))
    person = world.leader
    assert [post.person_id for post in holding(Role.LEADER)] == [person.pk]
    assert holding("liaison") == []
