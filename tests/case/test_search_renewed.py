"""旧检索行 · what was made findable before numbers were masked is made so again, a few at a time, and nothing else is touched."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Max

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.deeds import DEEDS
from huying.case.models import Case, Chore, Deadline
from huying.case.search import forget, index, matching
from huying.case.search.renew import SEARCH, renew
from huying.case.who import RESIDENT
from huying.steps.handling.ask_extension import ask_extension
from huying.steps.intake.supplement import supplement
from tests.world import NINE, World

LATER = NINE + timedelta(hours=1)
PHONE = "13912345678"
CHANGES = import_module("huying.case.migrations.0011_old_rows")


def old(case: Case, text: str) -> None:
    """As it was before numbers were masked."""
    with connection.cursor() as cursor:
        cursor.execute(index.CHANGE[connection.vendor], [index._tokens(text), case.pk])


def found(query: str) -> list[int]:
    return sorted(matching(Case.objects.all(), query).values_list("pk", flat=True))


def all_of_them() -> None:
    Chore.objects.create(name=SEARCH, upto=Case.objects.aggregate(newest=Max("pk"))["newest"])


def test_nobody_is_found_by_a_number_any_more(world: World) -> None:
    lamp = world.lamp(text=f"路灯不亮，打{PHONE}")
    old(lamp, f"路灯不亮，打{PHONE}")
    assert found(PHONE) == [lamp.pk]
    all_of_them()
    assert renew(NINE) == 1
    assert (found(PHONE), found("路灯不亮")) == ([], [lamp.pk])


def test_what_the_resident_added_is_found_still(world: World) -> None:
    lamp = world.lamp()
    supplement(lamp, words="井盖也坏了", by=RESIDENT, at=LATER)
    all_of_them()
    renew(NINE)
    assert found("井盖") == found("放学") == [lamp.pk]


def test_a_few_at_a_time_the_newest_first_until_nothing_is_left(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("huying.case.search.renew"), "BATCH", 2)
    lamps = [world.lamp() for _ in range(3)]
    for lamp in lamps:
        old(lamp, "旧词")
    all_of_them()
    assert (renew(NINE), found("旧词")) == (2, [lamps[0].pk])
    assert (renew(NINE), found("旧词")) == (1, [])
    assert (renew(NINE), Chore.objects.exists()) == (0, False)


def test_a_case_that_came_since_is_left_alone(world: World) -> None:
    world.lamp()
    all_of_them()
    since = world.lamp()
    old(since, "旧词")
    renew(NINE)
    assert found("旧词") == [since.pk]


def test_what_was_forgotten_stays_forgotten(world: World) -> None:
    lamp = world.lamp()
    forget(lamp)
    all_of_them()
    renew(NINE)
    assert found("路灯") == []


def test_without_a_chore_nothing_is_done(world: World) -> None:
    old(world.lamp(), "旧词")
    assert renew(NINE) == 0
    assert found("旧词")


def test_the_migration_leaves_a_chore_where_there_are_cases(world: World) -> None:
    CHANGES.ask_for_new_search_words(apps, connection.schema_editor())
    assert not Chore.objects.exists()
    newest = [world.lamp() for _ in range(2)][-1]
    CHANGES.ask_for_new_search_words(apps, connection.schema_editor())
    assert Chore.objects.get().upto == newest.pk


def test_the_migration_ends_requests_for_time_with_the_work_they_were_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the handling of today would have done."""
    over, living = world.assigned(), world.assigned()
    for case in (over, living):
        ask_extension(case, until=NINE + timedelta(days=30), reason="等配件", by=world.villager, at=NINE)
    monkeypatch.setitem(DEEDS, "handled", replace(DEEDS["handled"], drops=frozenset()))
    with transaction.atomic():
        ledger.write(over, "handled", by=world.villager, at=LATER, words="已换好")
    waiting = Deadline.objects.filter(kind=Clock.EXTENSION, ended_at=None)
    assert waiting.count() == 2
    CHANGES.end_requests_for_time(apps, connection.schema_editor())
    assert waiting.get().case_id == living.pk
    row = over.deadlines.get(kind=Clock.EXTENSION)
    assert (row.ended_at, row.kept, row.next_at) == (LATER, False, None)
