"""响铃的一刻 · two keepers ring while the dispatcher assigns, sorts or keeps the case back: one end, and clear words for the rest."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from huying.case.models import Case
from huying.case.proof import verify
from huying.case.refused import Refused
from huying.directory.models import Person
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.bell import Bell
from huying.steps.dispatch.keep_back import keep_back
from huying.steps.dispatch.sort import sort
from huying.steps.intake.accept import accept
from tests.steps.dispatch.test_ring import SOON, boards
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10
Meanwhile = Callable[[World, Case, Person], None]


def assigns(world: World, lamp: Case, by: Person) -> None:
    assign(lamp, to=world.office, by=by, at=SOON)


def sorts(world: World, lamp: Case, by: Person) -> None:
    sort(lamp, matter=lamp.matter, area=world.west_area, by=by, at=SOON)


def keeps_back(world: World, lamp: Case, by: Person) -> None:
    keep_back(lamp, by=by, at=SOON)


def race(world: World, lamp: Case, meanwhile: Meanwhile) -> list[str]:
    """What each of the three heard; nothing for whoever was served."""
    gate, by = Barrier(3), world.dispatcher.pk

    def act(number: int) -> str:
        case, person = Case.objects.get(pk=lamp.pk), Person.objects.get(pk=by)
        gate.wait()
        try:
            if number:
                return f"rang {Bell().ring_new_cases(SOON)}"
            meanwhile(world, case, person)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(act, range(3)))


def accepted(world: World) -> Case:
    lamp = world.lamp()
    accept(lamp, by=world.operator, at=NINE)
    return lamp


def deeds(lamp: Case) -> list[str]:
    return list(lamp.entries.order_by("seq").values_list("deed", flat=True))


def test_assigned_and_rung_in_the_same_moment_it_goes_one_way(transactional_db: None) -> None:
    world = World()
    for _ in range(ROUNDS):
        lamp = accepted(world)
        said = race(world, lamp, assigns)
        lamp.refresh_from_db()
        if lamp.stage == "offered":
            assert said[0] == "此件刚刚发布抢单：东村、城建办。还没有人领办；仍要这样办，请再点一次。"
        assert (lamp.stage, deeds(lamp)[-1]) in {("offered", "offered"), ("working", "assigned")}, said
        assert deeds(lamp).count("offered") + deeds(lamp).count("assigned") == 1, said
    assert verify().clean


def test_kept_back_and_rung_in_the_same_moment_it_goes_one_way(transactional_db: None) -> None:
    world = World()
    for _ in range(ROUNDS):
        lamp = accepted(world)
        said = race(world, lamp, keeps_back)
        assert deeds(lamp).count("offered") + deeds(lamp).count("kept_back") == 1, said
        assert (said[0] == "") == (deeds(lamp)[-1] == "kept_back")
        assert said[0] in {"", "此件已自动发布抢单。要收回，请直接派单或提请领导定责。"}
    assert verify().clean


def test_sorted_in_the_same_moment_it_never_hangs_where_the_new_line_does_not_say(transactional_db: None) -> None:
    """Sorting moves nothing, so the case is held while the list is asked."""
    world = World()
    for _ in range(ROUNDS):
        lamp = accepted(world)
        said = race(world, lamp, sorts)
        line = {deed: number for number, deed in enumerate(deeds(lamp))}
        assert "sorted" in line, said
        rung_first = line.get("offered", 99) < line["sorted"]
        assert boards(lamp) == (["东村", "城建办"] if rung_first else []), said
    assert verify().clean
