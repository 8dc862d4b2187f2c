"""Visits are counted: by person, unit and day, for any days, each figure down to its cases; read through an index (LL1)."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from lxml import html

from huying.case import ledger
from huying.case.models import Case, Share
from huying.directory.models import Person, Post, Unit
from huying.directory.roles import Role
from huying.oversight.month.period import Period
from huying.oversight.month.visits.counting import Row, cases_of, read, rows, total, visits
from huying.oversight.month.visits.pages import VISITORS
from huying.steps.dispatch.assign import assign
from huying.steps.handling.give_back import give_back
from huying.steps.handling.visit import Visit, visit
from tests.steps.intake.conftest import at_most
from tests.world import NINE, World

Signed = Callable[[Person], Client]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
WENT = Visit("进屋看了", met=1)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite says how it reads")


@pytest.fixture
def supervisor(world: World) -> Person:
    return world.person(Role.SUPERVISOR, world.centre)


def counted(reader: Person, by: str = "person", days: Period = SEPTEMBER) -> dict[str, tuple[int, int, int]]:
    return {row.name: figures(row) for row in rows(read(visits(reader, days, at=NINE)), by)}


def figures(row: Row) -> tuple[int, int, int]:
    return row.visits, row.homes, row.same_day


def test_visits_homes_and_same_day_homes_are_told_apart(world: World, supervisor: Person) -> None:
    """Wang goes to one home twice on the day it came, and to another on the next; Zhao goes along to the second."""
    wang, zhao = (world.person(Role.CADRE, world.east, name) for name in ("王包村", "赵包村"))
    first, second = world.assigned(), world.assigned()
    for case, by, at in [(first, wang, HOUR), (first, wang, 2 * HOUR), (second, wang, DAY), (second, zhao, DAY)]:
        visit(case, seen=WENT, by=by, at=NINE + at)
    assert counted(supervisor) == {"王包村": (3, 2, 1), "赵包村": (1, 1, 0)}
    assert counted(supervisor, "unit") == {"东村": (4, 2, 1)}
    assert counted(supervisor, "day") == {"2026-09-25": (2, 1, 1), "2026-09-26": (2, 1, 0)}
    assert figures(total(read(visits(supervisor, SEPTEMBER, at=NINE)), "合计")) == (4, 2, 1)


def test_the_day_a_case_reached_the_unit_that_went_is_the_one_that_counts(world: World, supervisor: Person) -> None:
    case = world.assigned()
    give_back(case, by=world.villager, reason="不属本村", at=NINE)
    assign(case, to=world.west, by=world.dispatcher, at=NINE + 3 * DAY)
    visit(case, seen=WENT, by=world.neighbour, at=NINE + 3 * DAY + HOUR)
    assert counted(supervisor, "unit") == {"西村": (1, 1, 1)}


def test_a_new_round_reaches_the_unit_anew(world: World, supervisor: Person) -> None:
    case = world.assigned()
    with transaction.atomic():
        for deed, by in [("handled", world.villager), ("reported", world.villager), ("approved", world.leader)]:
            ledger.write(case, deed, by=by, at=NINE)
        ledger.write(case, "replied", by=world.villager, at=NINE)
        ledger.write(case, "reopened", by=world.leader, at=NINE + DAY)
    visit(case, seen=WENT, by=world.villager, at=NINE + DAY)
    assert counted(supervisor, "unit") == {"东村": (1, 1, 1)}


def test_midnight_of_the_district_parts_the_days(world: World, supervisor: Person) -> None:
    case = world.assigned()
    midnight = NINE + 15 * HOUR
    visit(case, seen=WENT, by=world.villager, at=midnight - timedelta(seconds=1))
    visit(case, seen=Visit("夜里又去"), by=world.villager, at=midnight)
    today = Period(date(2026, 9, 25), date(2026, 9, 25))
    assert counted(supervisor, "day", today) == {"2026-09-25": (1, 1, 1)}
    assert counted(supervisor, "day") == {"2026-09-25": (1, 1, 1), "2026-09-26": (1, 1, 0)}


def test_what_was_said_to_have_happened_moves_no_visit_to_another_day(world: World, supervisor: Person) -> None:
    case = world.assigned()
    visit(case, seen=Visit("昨天就去了", happened_at=NINE), by=world.villager, at=NINE + DAY)
    assert counted(supervisor, "day") == {"2026-09-26": (1, 1, 0)}


@pytest.mark.parametrize("figure", ["visits", "homes", "same_day"])
def test_a_figure_opens_to_the_cases_of_one_person(world: World, supervisor: Person, figure: str) -> None:
    mine, later, other = world.assigned(), world.assigned(), world.assigned()
    cadre = world.person(Role.CADRE, world.east)
    visit(mine, seen=WENT, by=cadre, at=NINE)
    visit(later, seen=WENT, by=cadre, at=NINE + DAY)
    visit(other, seen=WENT, by=world.villager, at=NINE)
    found = cases_of(visits(supervisor, SEPTEMBER, at=NINE), figure, "person", str(cadre.pk))
    expected = {mine} if figure == "same_day" else {mine, later}
    assert set(Case.objects.filter(pk__in=found.values("case"))) == expected


def test_a_village_counts_its_own_visits_and_no_neighbours(world: World) -> None:
    visit(world.assigned(), seen=WENT, by=world.villager, at=NINE)
    assert counted(world.villager, "unit") == {"东村": (1, 1, 1)}
    assert counted(world.neighbour, "unit") == {}
    assert counted(world.leader, "unit") == {"东村": (1, 1, 1)}


def test_a_visit_to_a_case_that_one_may_not_see_is_not_counted(world: World) -> None:
    """A report about the office: whoever leads it is not even told that somebody went."""
    visit(world.assigned(kind="report", about=world.office), seen=WENT, by=world.villager, at=NINE)
    accused = world.person(Role.UNIT_LEADER, world.office)
    Post.objects.create(person=accused, unit=world.east, role=Role.GRID_WORKER)
    Share.objects.update(unit=world.office)
    assert counted(accused, "unit") == {}
    assert counted(world.dispatcher, "unit") == {"东村": (1, 1, 1)}


@pytest.mark.parametrize("by", ["person", "unit", "day"])
def test_every_figure_on_the_page_opens_to_as_many_cases_as_it_says(
    world: World, signed: Signed, supervisor: Person, by: str
) -> None:
    first, second = world.assigned(), world.assigned()
    for case in (first, second):
        visit(case, seen=WENT, by=world.villager, at=NINE)
    client = signed(supervisor)
    shown = client.get("/month/visits/", {"by": by, "month": "2026-09"}).content.decode()
    links = re.findall(r'href="(/month/visits/cases/[^"]+)">(\d+)<', shown)
    assert len(links) == 6
    for address, figure in links:
        opened = client.get(address.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r"hy-table__title", opened)) == int(figure) == 2


@pytest.mark.parametrize("role", Role)
def test_the_page_opens_for_whoever_goes_and_whoever_answers_for_it(world: World, signed: Signed, role: Role) -> None:
    expected = 200 if role in VISITORS else 403
    assert signed(world.person(role, world.centre)).get("/month/visits/").status_code == expected


@pytest.mark.parametrize(
    ("address", "words"),
    [("/month/", "月度数字"), ("/month/visits/", "上门走访"), ("/month/visits/cases/?figure=homes", "上门走访")],
)
def test_of_two_doors_within_each_other_one_is_where_one_is(
    signed: Signed, supervisor: Person, address: str, words: str
) -> None:
    tree = html.fromstring(signed(supervisor).get(address).content.decode())
    here = tree.xpath("//li/a[@aria-current='page'][contains(@href, '/month/')]")
    assert [link.text_content().strip() for link in here] == [words]


@pytest.mark.parametrize(
    "query",
    [
        "cases/?figure=nothing",
        "cases/?figure=homes&by=person&of=x",
        "cases/?figure=homes&by=unit&of=99999999999999999999",
        "cases/?figure=homes&by=day&of=2026-13-01",
        "?by=moon",
    ],
)
def test_nonsense_is_not_found(signed: Signed, supervisor: Person, query: str) -> None:
    assert signed(supervisor).get(f"/month/visits/{query}").status_code == 404


def test_the_page_is_few_questions_however_many_visits(world: World, signed: Signed, supervisor: Person) -> None:
    for _ in range(6):
        visit(world.assigned(), seen=WENT, by=world.villager, at=NINE)
    client = signed(supervisor)
    client.get("/month/visits/")
    with at_most(8):
        client.get("/month/visits/", {"month": "2026-09"})


@on_sqlite
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER, Role.CADRE])
def test_only_the_visits_of_the_period_are_read_and_never_the_whole_ledger(world: World, role: Role) -> None:
    reader = world.person(role, world.east if role is Role.CADRE else world.town)
    lines = visits(reader, SEPTEMBER, at=NINE).order_by().values("by")
    plan = plan_of(lines)
    assert "USING INDEX entry_by_deed (jurisdiction=? AND deed=? AND at>? AND at<?)" in plan
    scans = [step for step in plan.splitlines() if step.startswith("SCAN") and "case_" in step]
    assert scans == []


def plan_of(lines: object) -> str:
    query, given = lines.query.sql_with_params()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}", given)
        return "\n".join(row[3] for row in cursor.fetchall())


def test_a_unit_that_was_renamed_keeps_its_visits(world: World, supervisor: Person) -> None:
    visit(world.assigned(), seen=WENT, by=world.villager, at=NINE)
    Unit.objects.filter(pk=world.east.pk).update(name="东新村")
    assert counted(supervisor, "unit") == {"东新村": (1, 1, 1)}
