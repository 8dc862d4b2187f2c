"""建议承办 · three units at most, each with reasons that anybody can read; never one that the rules keep from the case."""

from datetime import date, timedelta

import pytest

from huying.case.models import Case
from huying.case.who import KEEPER
from huying.directory.models import Matter, MatterUnit
from huying.steps.dispatch.suggest import Advice, Asked, suggest, suggest_many
from huying.steps.handling.escalate import escalate
from huying.steps.intake.accept import accept
from tests.steps.dispatch.conftest import LATER, counted
from tests.world import NINE, World

TEXT = "村口路灯三天不亮"


def advised(case: Case, text: str = TEXT) -> Advice:
    return suggest(case, text, at=LATER)


def units(advice: Advice) -> list[str]:
    return [one.unit.name for one in advice.units]


def test_the_lead_for_the_place_comes_first_and_is_sure(world: World) -> None:
    found = advised(world.lamp())
    assert units(found) == ["东村", "城建办", "柳河镇"]
    assert found.units[0].sure == "high"
    assert found.units[0].reasons == ("清单规定“路灯”由其主办", "事发地由东村管辖")
    assert found.units[1].reasons == ("清单规定“路灯”由其协办",)


def test_elsewhere_that_lead_is_none(world: World) -> None:
    assert units(advised(world.lamp(area=world.west_area))) == ["城建办", "西村", "柳河镇"]


def test_whoever_answers_for_the_place_leads_where_the_list_says_so(world: World) -> None:
    world.lamp_matter.local_level = "village"
    world.lamp_matter.save()
    found = advised(world.lamp(area=world.west_area))
    assert (units(found)[0], found.units[0].sure) == ("西村", "high")


def test_what_nobody_has_sorted_is_guessed_from_the_words(world: World) -> None:
    found = advised(world.lamp(matter=None))
    assert found.guess is not None
    assert found.guess.matter == world.lamp_matter
    assert units(found)[0] == "东村"
    assert found.units[0].reasons[0] == "清单规定“路灯”由其主办（文中有“路灯”）"


def test_a_guess_is_less_sure_than_the_list(world: World) -> None:
    sorted_case, guessed = advised(world.lamp()), advised(world.lamp(matter=None))
    assert guessed.units[0].score < sorted_case.units[0].score


def test_where_nothing_speaks_for_anybody_nobody_is_suggested(world: World) -> None:
    found = advised(world.lamp(matter=None, area=None), "说不清楚的事")
    assert (found.guess, found.units, found.boards) == (None, (), ())


def test_only_the_place_is_known(world: World) -> None:
    found = advised(world.lamp(matter=None), "说不清楚的事")
    assert units(found) == ["柳河镇"], "the village has no duty that anybody named"


def test_a_unit_named_in_the_text_is_a_reason(world: World) -> None:
    found = advised(world.lamp(matter=None, area=None), "打电话给城建办没人接")
    assert [(one.unit.name, one.reasons) for one in found.units] == [("城建办", ("诉求中提到“城建办”",))]


def test_who_handled_the_like_before_is_a_reason(world: World) -> None:
    for _ in range(6):
        Case.objects.filter(pk=world.lamp(area=world.west_area).pk).update(outcome="closed", unit=world.west)
    found = advised(world.lamp(area=world.west_area))
    assert units(found)[0] == "西村"
    assert "同一事项最近办结的 6 件中，6 件由其办理" in found.units[0].reasons


def test_too_few_cases_say_nothing(world: World) -> None:
    for _ in range(4):
        Case.objects.filter(pk=world.lamp(area=world.west_area).pk).update(outcome="closed", unit=world.west)
    assert units(advised(world.lamp(area=world.west_area)))[0] == "城建办"


def test_the_unit_complained_about_is_never_suggested(world: World) -> None:
    assert "东村" not in units(advised(world.lamp(about=world.east, confidential=True)))


def test_a_community_without_that_duty_is_never_suggested(world: World) -> None:
    Matter.objects.filter(pk=world.lamp_matter.pk).update(community=False)
    lamp = Case.objects.get(pk=world.lamp(area=world.west_area).pk)
    assert "西村" not in units(advised(lamp))


def test_a_merged_unit_is_suggested_by_its_successor(world: World) -> None:
    world.east.valid_to, world.east.successor = date(2026, 9, 24), world.west
    world.east.save()
    assert units(advised(world.lamp()))[0] == "西村"


def test_a_retired_matter_speaks_for_nobody(world: World) -> None:
    world.lamp_matter.retired_on = date(2026, 9, 25)
    world.lamp_matter.save()
    assert units(advised(world.lamp())) == ["柳河镇"]


def test_what_was_raised_goes_no_lower_again(world: World) -> None:
    lamp = world.assigned()
    escalate(lamp, by=world.villager, reason="要动用吊车", at=LATER)
    assert units(advised(lamp)) == ["城建办", "柳河镇"]


def test_the_boards_are_those_of_the_units_that_the_list_names(world: World) -> None:
    assert [unit.name for unit in advised(world.lamp()).boards] == ["东村", "城建办"]


def test_a_matter_off_the_boards_has_none(world: World) -> None:
    Matter.objects.filter(pk=world.lamp_matter.pk).update(claimable=False)
    assert advised(Case.objects.get(pk=world.lamp().pk)).boards == ()


@pytest.mark.parametrize("count", [1, 12])
def test_a_page_of_cases_is_two_queries_however_long(world: World, count: int) -> None:
    MatterUnit.objects.create(matter=world.lamp_matter, level="village", unit=world.west)
    made = [world.lamp(at=NINE + timedelta(seconds=second)) for second in range(count)]
    for case in made:
        accept(case, by=KEEPER, at=NINE)
    cases = Case.objects.select_related("matter", "area", "about")
    asked = [Asked(case, TEXT) for case in cases]
    with counted() as ran:
        assert len(suggest_many(asked, at=LATER)) == count
    assert len(ran) == 2, "\n".join(ran)
