"""How the lists are read: through an index each, whichever way a branch is asked; and both ways find the same."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import QuerySet

from huying.case import breadth, plans
from huying.case.hall.filters import wanted
from huying.case.hall.seeking import sought
from huying.case.hall.tabs import PLACES, totals
from huying.case.models import Case
from huying.case.search import matching
from huying.case.steps import ENDINGS, Stage
from huying.case.who import KEEPER
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.queue.order_of import URGENT_FIRST
from huying.steps.intake.accept import accept
from tests.world import NINE, World

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL counts its tables by itself")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="how PostgreSQL reads two lists at once")


EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}


@pytest.fixture(autouse=True)
def branches_are_counted_anew() -> Iterator[None]:
    breadth.forget()
    yield
    breadth.forget()


def plan_of(cases: QuerySet[Case]) -> str:
    query, given = cases.order_by("-pk").values("pk")[:51].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{EXPLAIN[connection.vendor]} {query}", given)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@on_sqlite
@pytest.mark.parametrize(
    ("given", "index"),
    [
        ({}, "case_newest"),
        ({"kind": "praise"}, "case_by_kind"),
        ({"channel": "phone"}, "case_by_channel"),
        ({"source": "12345"}, "case_by_source"),
        ({"urgent": "1"}, "case_urgent"),
        ({"overdue": "1"}, "deadline_running"),
        ({"unit": "东村"}, "case_by_unit"),
        ({"area": "东村"}, "case_by_area"),
        ({"matter": "路灯"}, "case_by_matter"),
    ],
)
def test_every_filter_has_an_index(world: World, given: dict[str, str], index: str) -> None:
    seen = Case.objects.seen_by(world.dispatcher, at=NINE)
    plan = plan_of(seen.filter(wanted(given).condition(NINE)))
    assert index in plan and "SCAN case_case" not in plan


@on_sqlite
@pytest.mark.parametrize("tab", PLACES)
def test_no_tab_reads_the_whole_table(world: World, tab: str) -> None:
    plan = plan_of(Case.objects.seen_by(world.dispatcher, at=NINE).filter(PLACES[tab]))
    index = "case_over" if tab in ("ended", *ENDINGS) else "case_living"
    assert index in plan or "case_newest" in plan
    assert tab not in (*Stage.values,) or index in plan


@on_sqlite
def test_a_village_is_read_through_its_shares(world: World) -> None:
    plan = plan_of(Case.objects.seen_by(world.villager, at=NINE))
    assert "COVERING INDEX sqlite_autoindex_case_share_1" in plan and "INTEGER PRIMARY KEY" in plan


@on_sqlite
def test_a_search_is_read_through_the_words(world: World) -> None:
    plan = plan_of(matching(Case.objects.seen_by(world.dispatcher, at=NINE), "路灯"))
    assert "case_search VIRTUAL TABLE" in plan and "id=?" in plan


@on_postgresql
@pytest.mark.parametrize("typed", ["20261113-000001", "13800001234"])
@pytest.mark.parametrize("who", ["dispatcher", "villager"])
def test_a_number_is_no_question_to_every_case(world: World, who: str, typed: str) -> None:
    by: Person = getattr(world, who)
    plan = plan_of(Case.objects.seen_by(by, at=NINE).filter(sought(typed).found(by, at=NINE)))
    assert "case_search" in plan and "SubPlan" not in plan


@on_postgresql
def test_urgent_ones_and_the_rest_are_two_lists_that_are_read_by_themselves(world: World) -> None:
    waiting = Case.objects.seen_by(world.dispatcher, at=NINE).filter(ended_at=None, stage=Stage.WAITING)
    assert "SubPlan" not in plan_of(URGENT_FIRST.keys(waiting, ""))


@on_postgresql
def test_of_the_whole_tree_each_case_is_asked_for_a_share_and_not_all_shares_are_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breadth, "MANY", 0)
    _cases(world)
    chief = world.person(Role.UNIT_LEADER, world.town)
    plan = plan_of(Case.objects.seen_by(chief, at=NINE))
    assert "SubPlan" in plan and "Semi Join" not in plan


@on_postgresql
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("random_page_cost", "1.1"),
        ("join_collapse_limit", "11"),
        ("from_collapse_limit", "11"),
        ("max_parallel_workers_per_gather", "0"),
        ("jit", "off"),
    ],
)
def test_the_planner_is_told_how_pages_ask(db: None, setting: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        assert cursor.fetchone() == (value,)


@on_sqlite
def test_the_planner_knows_only_indexes_that_exist(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        standing = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tbl, idx FROM sqlite_stat1")
        told = {name for table, name in cursor.fetchall() if table in plans.TABLES}
    assert told == {name for indexes in plans.TABLES.values() for name in indexes}
    assert told <= standing


def test_telling_the_planner_twice_changes_nothing(db: None) -> None:
    plans.tell(connection)
    plans.tell(connection)
    test_the_planner_knows_only_indexes_that_exist(db) if connection.vendor == "sqlite" else None


@pytest.mark.parametrize("who", ["leader", "villager", "town", "chief"])
def test_a_broad_branch_and_a_narrow_one_find_the_same(world: World, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    people: dict[str, Person] = {
        "leader": world.leader,
        "villager": world.villager,
        "town": world.person(Role.UNIT_LEADER, world.town),
        "chief": world.person(Role.UNIT_LEADER, world.east),
    }
    _cases(world)
    found = []
    for many in (10_000, 0):
        monkeypatch.setattr(breadth, "MANY", many)
        breadth.forget()
        seen = Case.objects.seen_by(people[who], at=NINE)
        found.append((list(seen.order_by("pk")), totals(seen)))
    assert found[0] == found[1] and found[0][0]


def test_how_broad_a_branch_is_is_remembered_for_a_while(world: World, django_assert_num_queries) -> None:
    Case.objects.seen_by(world.leader, at=NINE)
    leader = Person.objects.get(pk=world.leader.pk)
    leader.posts_on(NINE.date())
    with django_assert_num_queries(0):
        Case.objects.seen_by(leader, at=NINE)


def _cases(world: World) -> None:
    """Some with each unit; one report about the east, one about the office."""
    world.assigned()
    world.offered()
    for accused, taker in ((world.east, world.office), (world.office, world.west)):
        report = world.lamp(kind="report", about=accused)
        accept(report, by=KEEPER, at=NINE)
        assign(report, to=taker, by=KEEPER, at=NINE)
        report.shares.create(jurisdiction=report.jurisdiction, unit=world.east, tie="copied")
