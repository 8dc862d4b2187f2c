"""承接 · a unit merged at midnight: its successor holds what it held and sees what it saw; no clock moves, nothing is done twice."""

from datetime import date, timedelta

import pytest

from huying.case.models import Case, Tie
from huying.case.proof import verify
from huying.directory.models import Person, Post
from huying.directory.roles import Role
from huying.post.readers import readers_of
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.succession import Succession
from huying.steps.handling.entrust import entrust
from huying.steps.intake.accept import accept
from tests.world import NINE, World

TODAY, TOMORROW = date(2026, 9, 25), date(2026, 9, 26)
MORROW = NINE + timedelta(days=1)


def merge(world: World) -> None:
    """The east village ends with today; from tomorrow on it is part of the west village."""
    world.east.valid_to, world.east.successor = TODAY, world.west
    world.east.save()


def hand_over(at=MORROW) -> int:
    return Succession().hand_over(at)


def test_the_successor_holds_it_and_its_running_clocks(world: World) -> None:
    lamp = world.assigned()
    before = dict(lamp.deadlines.filter(ended_at=None).values_list("kind", "due_at"))
    merge(world)
    assert hand_over() > 0
    lamp.refresh_from_db()
    running = lamp.deadlines.filter(ended_at=None)
    assert (lamp.unit, lamp.first_unit) == (world.west, world.east)
    assert dict(running.values_list("kind", "due_at")) == before
    assert {row.unit for row in running.exclude(kind="city")} >= {world.west}
    assert verify().clean


def test_the_line_says_who_took_over_from_whom_and_the_successor_is_told(world: World) -> None:
    lamp, heirs = world.assigned(), world.neighbour
    merge(world)
    hand_over()
    line = lamp.entries.get(deed="taken_over")
    assert (line.voice, line.unit, line.facts["unit"]) == ("keeper", world.west, world.west.pk)
    assert lamp.words.get(seq=line.seq).text == "东村已并入西村，由西村承接。"
    assert readers_of(line, TOMORROW) == [heirs]


def test_on_its_last_day_the_old_unit_still_holds_it(world: World) -> None:
    lamp = world.assigned()
    merge(world)
    assert hand_over(NINE + timedelta(hours=3)) == 0
    assert Case.objects.get(pk=lamp.pk).unit == world.east


def test_twice_is_once(world: World) -> None:
    lamp = world.assigned()
    merge(world)
    hand_over()
    assert hand_over() == 0
    assert lamp.entries.filter(deed="taken_over").count() == 1


def test_through_two_mergers_it_comes_to_the_one_that_stands(world: World) -> None:
    lamp = world.assigned()
    merge(world)
    world.west.valid_to, world.west.successor = TODAY, world.office
    world.west.save()
    hand_over()
    assert Case.objects.get(pk=lamp.pk).unit == world.office


def test_a_unit_that_ended_without_successor_keeps_its_cases_for_a_person_to_look_at(world: World) -> None:
    lamp = world.assigned()
    world.east.valid_to = TODAY
    world.east.save()
    assert hand_over() == 0
    assert Case.objects.get(pk=lamp.pk).unit == world.east


@pytest.mark.parametrize(("moves", "answers"), [(True, True), (False, False)], ids=["went along", "stayed"])
def test_whoever_answered_for_it_goes_on_if_the_post_went_along(world: World, moves: bool, answers: bool) -> None:
    lamp, cadre = world.assigned(), world.person(Role.CADRE, world.east)
    entrust(lamp, to=cadre, by=world.villager, at=NINE)
    if moves:
        Post.objects.create(person=cadre, unit=world.west, role=Role.CADRE)
    merge(world)
    hand_over()
    lamp.refresh_from_db()
    assert (lamp.person == Person.objects.get(pk=cadre.pk)) is answers


def test_the_ruling_leader_of_a_merged_town_is_followed_by_the_new_one(world: World) -> None:
    lamp = world.lamp()
    accept(lamp, by=world.operator, at=NINE)
    put_to_leader(lamp, of=world.east, by=world.dispatcher, at=NINE)
    merge(world)
    hand_over()
    head = world.person(Role.LEADER, world.west)
    assert lamp.shares.filter(tie=Tie.RULES, unit=world.west).exists()
    assert lamp in Case.objects.seen_by(head, at=MORROW)


def test_what_is_over_stays_as_it_was_and_is_seen_by_the_successor(world: World) -> None:
    lamp = world.assigned()
    Case.objects.filter(pk=lamp.pk).update(ended_at=NINE)
    merge(world)
    hand_over()
    assert Case.objects.get(pk=lamp.pk).unit == world.east
    assert lamp in Case.objects.seen_by(world.neighbour, at=MORROW)


@pytest.mark.parametrize("accused", ["west", "town"])
def test_the_accused_gets_neither_the_case_nor_a_look_at_it_by_a_merger(world: World, accused: str) -> None:
    lamp = world.assigned()
    Case.objects.filter(pk=lamp.pk).update(about=getattr(world, accused), confidential=True)
    merge(world)
    assert hand_over() == 0
    assert Case.objects.get(pk=lamp.pk).unit == world.east
    assert lamp not in Case.objects.seen_by(world.neighbour, at=MORROW)
