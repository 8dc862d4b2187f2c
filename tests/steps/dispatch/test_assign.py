"""派单 · by the dispatcher, by a leader within the own branch, by rule when nobody claims."""

from datetime import date, timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Kind
from huying.case.timekeeper import tick
from huying.case.who import KEEPER
from huying.directory.models import MatterUnit
from huying.directory.roles import Role
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.uphold_objection import uphold_objection
from huying.steps.handling.give_back import give_back
from huying.steps.handling.object_to import object_to
from huying.steps.intake.accept import accept
from tests.world import NINE, World

MINUTE = timedelta(minutes=1)
LATER = NINE + 3 * MINUTE
EXPIRY = NINE + 15 * MINUTE
YESTERDAY, TODAY = date(2026, 9, 24), date(2026, 9, 25)


def waiting(world: World, **more: object) -> Case:
    lamp = world.lamp(**more)
    accept(lamp, by=KEEPER, at=NINE)
    return lamp


def ring(case: Case) -> Case:
    """The fifteen minutes are over."""
    while tick(EXPIRY, ON_DUE):
        pass
    return Case.objects.get(pk=case.pk)


def deeds(case: Case) -> list[str]:
    return list(case.entries.order_by("seq").values_list("deed", flat=True))


def test_the_unit_holds_it_and_its_clocks_run(world: World) -> None:
    lamp = waiting(world)
    assign(lamp, to=world.office, by=world.dispatcher, at=LATER, reason="职责清单第 3 条")
    assert (lamp.unit, lamp.level, lamp.person) == (world.office, "town", None)
    assert set(lamp.deadlines.filter(ended_at=None).values_list("kind", flat=True)) == {
        "sign_in", "objection", "contact", "handling",
    }  # fmt: skip


def test_a_case_on_the_boards_may_be_assigned_before_its_time(world: World) -> None:
    lamp = world.offered()
    assign(lamp, to=world.office, by=world.dispatcher, at=LATER)
    assert not lamp.deadlines.get(kind=Clock.CLAIM).kept


def test_a_unit_merged_yesterday_is_replaced_by_its_successor_and_that_is_said(world: World) -> None:
    lamp = waiting(world)
    world.east.valid_to, world.east.successor = YESTERDAY, world.west
    world.east.save()
    assign(lamp, to=world.east, by=world.dispatcher, at=LATER, reason="属地")
    line = lamp.entries.get(deed="assigned")
    assert (lamp.unit, lamp.words.get(seq=line.seq).text) == (world.west, "东村已并入西村，由西村承接。\n属地")


def test_a_matter_retired_today_has_to_be_sorted_again(world: World) -> None:
    world.lamp_matter.retired_on = TODAY
    world.lamp_matter.save()
    with pytest.raises(ledger.Refused, match="停用，请先重新归类"):
        assign(waiting(world), to=world.east, by=world.dispatcher, at=LATER)


def test_a_report_about_a_unit_never_reaches_what_is_under_it(world: World) -> None:
    report = waiting(world, kind=Kind.REPORT, about=world.town)
    with pytest.raises(ledger.Refused, match="被反映单位"):
        assign(report, to=world.office, by=world.dispatcher, at=LATER)


def test_a_leader_assigns_within_the_own_branch_only(world: World) -> None:
    lamp, head = world.assigned(), world.person(Role.UNIT_LEADER, world.east)
    give_back(lamp, by=world.villager, reason="不属本村", at=LATER)
    with pytest.raises(ledger.Refused, match="下属单位"):
        assign(lamp, to=world.west, by=head, at=LATER)
    assign(lamp, to=world.west, by=world.leader, at=LATER)
    assert lamp.unit == world.west


def test_whom_a_ruling_has_freed_does_not_get_it_back(world: World) -> None:
    lamp = world.assigned()
    object_to(lamp, by=world.villager, reason="不属本村", proof="区划图", at=LATER)
    uphold_objection(lamp, by=world.dispatcher, reason="确属城建", at=LATER)
    with pytest.raises(ledger.Refused, match="异议已裁定成立"):
        assign(lamp, to=world.east, by=world.dispatcher, at=LATER)


def test_who_gave_it_back_without_a_ruling_may_get_it_again(world: World) -> None:
    lamp = world.assigned()
    give_back(lamp, by=world.villager, reason="材料不清", at=LATER)
    assign(lamp, to=world.east, by=world.dispatcher, at=LATER)
    assert lamp.stage == "working"


def test_nobody_claimed_so_the_list_decides(world: World) -> None:
    lamp = ring(world.offered())
    assert (lamp.unit, deeds(lamp)[-2:]) == (world.east, ["unclaimed", "assigned"])


def test_the_miss_names_the_units_that_let_it_pass(world: World) -> None:
    lamp = ring(world.offered())
    assert set(lamp.entries.get(deed="unclaimed").facts["units"]) == {world.east.pk, world.office.pk}


def test_of_two_leads_the_one_for_the_place_is_sent(world: World) -> None:
    MatterUnit.objects.create(matter=world.lamp_matter, level="village", unit=world.west)
    assert ring(world.offered(area=world.west_area)).unit == world.west


def test_whoever_answers_for_the_place_leads_where_the_list_says_so(world: World) -> None:
    world.lamp_matter.units.all().delete()
    world.lamp_matter.local_level = "village"
    world.lamp_matter.save()
    assert ring(world.offered(area=world.west_area)).unit == world.west


def test_what_a_line_leaves_open_the_line_above_it_says(world: World) -> None:
    branch = world.lamp_matter
    twig = branch._meta.model.objects.create(
        list=branch.list, parent=branch, name="灯杆", full_name="灯杆", community=True
    )
    assert ring(world.offered(matter=twig)).unit == world.east


def test_a_lead_that_the_rules_keep_from_it_is_passed_over(world: World) -> None:
    lamp = world.offered()
    Case.objects.filter(pk=lamp.pk).update(about=world.east, confidential=True)
    assert ring(lamp).unit == world.office


def test_where_nobody_is_left_the_leader_of_the_place_decides(world: World) -> None:
    lamp = world.offered()
    world.lamp_matter.retired_on = TODAY
    world.lamp_matter.save()
    lamp = ring(lamp)
    assert (lamp.stage, lamp.entries.get(deed="put_to_leader").facts["unit"]) == ("unlisted", world.town.pk)
