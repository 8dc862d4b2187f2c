"""疑似重复 · what is suggested as the same matter, and what never is."""

from datetime import timedelta

import pytest

from huying.case.identity import phone_index
from huying.case.models import Case
from huying.case.similar import Asked, distance, likeness, similar
from huying.case.who import RESIDENT
from huying.steps.intake.withdraw import withdraw
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
ASKED = "村口的路灯坏了，三天都不亮"


def found(asked: Asked) -> list[Case]:
    return [one.case for one in similar(asked, Case.objects.all(), at=LATER)]


def test_the_same_lamp_in_other_words_is_found(world: World) -> None:
    lamp = world.lamp()
    assert found(Asked(text=ASKED)) == [lamp]


def test_another_matter_is_not(world: World) -> None:
    world.lamp(text="河边垃圾堆积如山，气味难闻，没有人清理。", place="东河边")
    assert found(Asked(text=ASKED)) == []


def test_a_caller_s_first_words_are_enough(world: World) -> None:
    lamp = world.lamp()
    assert found(Asked(text="村口路灯不亮")) == [lamp]


def test_a_report_is_never_shown(world: World) -> None:
    world.lamp(kind="report")
    assert found(Asked(text=ASKED)) == []


def test_what_has_ended_is_not_offered(world: World) -> None:
    lamp = world.lamp()
    withdraw(lamp, by=RESIDENT, at=LATER)
    assert found(Asked(text=ASKED)) == []


def test_only_what_the_asker_may_see_is_looked_at(world: World) -> None:
    world.lamp()
    among = Case.objects.seen_by(world.neighbour, at=LATER)
    assert similar(Asked(text=ASKED), among, at=LATER) == []


def test_a_lamp_in_another_village_is_another_lamp(world: World) -> None:
    world.lamp(area=world.west_area, place="西村村口")
    near = world.lamp(at=LATER)
    assert found(Asked(text=ASKED, area=world.east_area, place="东村村口")) == [near]


def test_a_town_holds_its_villages(world: World) -> None:
    lamp = world.lamp()
    assert found(Asked(text=ASKED, area=world.town_area)) == [lamp]


def test_a_point_close_by_says_how_many_metres(world: World) -> None:
    world.lamp(latitude=40.2, longitude=116.4)
    (one,) = similar(Asked(text=ASKED, point=(40.2003, 116.4)), Case.objects.all(), at=LATER)
    assert one.metres == 33


def test_the_same_caller_raises_the_figure(world: World) -> None:
    world.lamp()
    plain = similar(Asked(text=ASKED), Case.objects.all(), at=LATER)[0]
    same = similar(Asked(text=ASKED, phone_index=phone_index("13800001234")), Case.objects.all(), at=LATER)[0]
    assert same.same_phone
    assert same.score > plain.score


def test_it_costs_two_queries_and_the_sample(world: World, django_assert_max_num_queries) -> None:
    for minute in range(30):
        world.lamp(at=NINE + timedelta(minutes=minute))
    with django_assert_max_num_queries(3):
        assert len(similar(Asked(text=ASKED), Case.objects.all(), at=LATER)) == 5


@pytest.mark.parametrize("text", ["", "，。！", "😀", "x" * 9000, '\' OR "1"=1 --\\'])
def test_any_text_is_taken(world: World, text: str) -> None:
    world.lamp()
    assert found(Asked(text=text)) == []


def test_a_figure_stays_a_share() -> None:
    assert likeness(1, 1, True) == 1
    assert likeness(0.5, None, False) == 0.5
    assert likeness(0.5, 0.0, False) < 0.5 < likeness(0.5, 1.0, False)


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert round(distance((40, 116), (41, 116)) / 1000) == 111
