"""自动抢单 · what is certain rings by itself, once; everything else waits for the dispatcher."""

from datetime import date, timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Tie
from huying.case.timekeeper import tick
from huying.case.who import KEEPER
from huying.directory.models import Matter, MatterUnit, Unit
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.bell import Bell
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.inquire import inquire
from huying.steps.dispatch.keep_back import keep_back
from huying.steps.dispatch.offer import offer
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.ring import LATELY, PAUSE
from huying.steps.dispatch.sort import sort
from huying.steps.dispatch.uphold_objection import uphold_objection
from huying.steps.handling.escalate import escalate
from huying.steps.handling.give_back import give_back
from huying.steps.handling.object_to import object_to
from huying.steps.intake.accept import accept
from tests.steps.dispatch.conftest import counted
from tests.world import NINE, World

SECOND = timedelta(seconds=1)
SOON = NINE + PAUSE
LATER = NINE + timedelta(minutes=3)
YESTERDAY, TODAY = date(2026, 9, 24), date(2026, 9, 25)


def accepted(world: World, **more: object) -> Case:
    """Read and accepted at the desk."""
    lamp = world.lamp(**more)
    accept(lamp, by=world.operator, at=NINE)
    return lamp


def rings(*cases: Case, at=SOON) -> list[str]:
    """Where each stands after the keeper has come round."""
    Bell().ring_new_cases(at)
    return [Case.objects.get(pk=case.pk).stage for case in cases]


def boards(case: Case) -> list[str]:
    return [share.unit.name for share in case.shares.filter(tie=Tie.OFFERED).order_by("pk")]


def test_a_new_case_hangs_on_every_board_that_the_list_names(world: World) -> None:
    lamp = accepted(world)
    assert rings(lamp) == ["offered"]
    assert boards(lamp) == ["东村", "城建办"]


def test_the_ledger_says_who_rang_it_and_why(world: World) -> None:
    lamp = accepted(world)
    rings(lamp)
    line = lamp.entries.get(deed="offered")
    assert (line.voice, line.by, line.at) == ("keeper", None, SOON)
    assert lamp.words.get(seq=line.seq).text == "清单规定“公共设施/路灯”由其承办，自动发布抢单。"


def test_it_was_inquired_into_at_the_desk_by_whoever_accepted_it(world: World) -> None:
    """WZ8: every work order is judged by a person before anybody is sent."""
    lamp = accepted(world)
    rings(lamp)
    assert lamp.entries.get(deed="offered").facts["inquiry"] == "clear"


def test_the_quarter_of_an_hour_begins_with_the_ring(world: World) -> None:
    lamp = accepted(world)
    rings(lamp)
    assert lamp.deadlines.get(kind=Clock.CLAIM).due_at == SOON + timedelta(minutes=15)


def test_it_is_claimed_as_any_other(world: World) -> None:
    lamp = accepted(world)
    rings(lamp)
    claim(Case.objects.get(pk=lamp.pk), unit=world.east, by=world.villager, at=LATER)
    assert Case.objects.get(pk=lamp.pk).person == world.villager


def test_the_desk_has_a_moment_to_keep_it_back(world: World) -> None:
    lamp = accepted(world)
    assert rings(lamp, at=SOON - SECOND) == ["waiting"]
    assert rings(lamp, at=SOON) == ["offered"]


def test_sorting_it_begins_the_moment_anew(world: World) -> None:
    lamp = accepted(world, matter=None)
    sort(lamp, matter=world.lamp_matter, area=lamp.area, by=world.dispatcher, at=LATER)
    assert rings(lamp, at=LATER + PAUSE - SECOND) == ["waiting"]
    assert rings(lamp, at=LATER + PAUSE) == ["offered"]


def test_what_waited_for_a_day_is_no_new_case(world: World) -> None:
    assert rings(accepted(world), at=NINE + LATELY) == ["waiting"]


def test_kept_back_it_rings_nobody(world: World) -> None:
    lamp = accepted(world)
    keep_back(lamp, by=world.dispatcher, at=NINE, reason="先问清是不是两件事")
    assert rings(lamp) == ["waiting"]


def test_kept_back_it_may_still_be_sent_by_hand(world: World) -> None:
    lamp, other, third = (accepted(world) for _ in range(3))
    for case in (lamp, other, third):
        keep_back(case, by=world.dispatcher, at=NINE)
    assign(lamp, to=world.east, by=world.dispatcher, at=LATER)
    put_to_leader(other, by=world.dispatcher, at=LATER)
    offer(third, to=[world.east], by=world.dispatcher, at=LATER)
    assert [case.stage for case in (lamp, other, third)] == ["working", "unlisted", "offered"]


def test_before_it_is_accepted_it_may_be_kept_back_too(world: World) -> None:
    lamp = world.lamp()
    keep_back(lamp, by=world.operator, at=NINE)
    accept(lamp, by=world.operator, at=NINE)
    assert rings(lamp) == ["waiting"]


def test_keeping_it_back_twice_is_said(world: World) -> None:
    lamp = accepted(world)
    keep_back(lamp, by=world.dispatcher, at=NINE)
    with pytest.raises(ledger.Refused, match="已经转人工派单"):
        keep_back(lamp, by=world.operator, at=NINE)


def test_keeping_it_back_too_late_says_what_can_still_be_done(world: World) -> None:
    lamp = accepted(world)
    rings(lamp)
    with pytest.raises(ledger.Refused, match="已自动发布抢单。要收回，请直接派单"):
        keep_back(lamp, by=world.dispatcher, at=LATER)


def test_a_unit_keeps_nothing_back(world: World) -> None:
    with pytest.raises(ledger.Forbidden):
        keep_back(accepted(world), by=world.villager, at=NINE)


def test_unclear_it_waits_for_the_look_on_the_spot_and_for_the_dispatcher_after_it(world: World) -> None:
    """WZ8: whoever asked somebody to look decides, whatever was found."""
    lamp = accepted(world)
    ask_inquiry(lamp, of=world.east, by=world.dispatcher, at=NINE)
    assert rings(lamp) == ["waiting"]
    inquire(lamp, finding="real", words="三根都不亮", by=world.villager, at=LATER)
    assert rings(lamp, at=LATER + PAUSE) == ["waiting"]


def test_a_matter_that_was_only_recognised_in_the_text_is_not_certain(world: World) -> None:
    assert rings(accepted(world, matter=None)) == ["waiting"]


def test_what_no_person_has_read_is_not_certain(world: World) -> None:
    """A matter that came with a file, accepted by rule."""
    lamp = world.lamp()
    accept(lamp, by=KEEPER, at=NINE)
    assert rings(lamp) == ["waiting"]


def test_without_a_place_it_waits(world: World) -> None:
    assert rings(accepted(world, area=None)) == ["waiting"]


def test_where_the_list_names_only_a_partner_it_waits(world: World) -> None:
    assert rings(accepted(world, area=world.west_area)) == ["waiting"]


def test_a_lead_without_a_group_is_assigned_by_hand(world: World) -> None:
    Unit.objects.filter(pk=world.east.pk).update(claims=False)
    assert rings(accepted(world)) == ["waiting"]


def test_a_matter_off_the_boards_waits(world: World) -> None:
    Matter.objects.filter(pk=world.lamp_matter.pk).update(claimable=False)
    assert rings(accepted(world)) == ["waiting"]


def test_a_matter_retired_today_waits(world: World) -> None:
    Matter.objects.filter(pk=world.lamp_matter.pk).update(retired_on=TODAY)
    assert rings(accepted(world)) == ["waiting"]


def test_a_report_never_rings(world: World) -> None:
    assert rings(accepted(world, kind="report")) == ["waiting"]


def test_the_accused_lead_is_not_rung_and_nobody_in_its_place(world: World) -> None:
    lamp = accepted(world, about=world.east, confidential=True)
    assert rings(lamp) == ["waiting"]
    assert boards(lamp) == []


def test_for_a_unit_merged_yesterday_its_successor_is_rung(world: World) -> None:
    world.east.valid_to, world.east.successor = YESTERDAY, world.west
    world.east.save()
    lamp = accepted(world)
    assert rings(lamp) == ["offered"]
    assert boards(lamp) == ["西村", "城建办"]


def test_two_that_the_list_names_and_that_were_merged_are_rung_once(world: World) -> None:
    MatterUnit.objects.create(matter=world.lamp_matter, level="village", unit=world.west, leads=False)
    world.west.valid_to, world.west.successor = YESTERDAY, world.office
    world.west.save()
    lamp = accepted(world)
    rings(lamp)
    assert boards(lamp) == ["东村", "城建办"]


def test_missed_it_is_assigned_by_rule_and_rings_no_second_time(world: World) -> None:
    lamp, bell = accepted(world), Bell()
    bell.ring_new_cases(SOON)
    over = SOON + timedelta(minutes=15)
    while tick(over, ON_DUE):
        pass
    assert bell.ring_new_cases(over + PAUSE) == 0
    lines = lamp.entries.filter(deed__in=("offered", "unclaimed", "assigned")).order_by("seq")
    assert list(lines.values_list("deed", flat=True)) == [
        "offered", "unclaimed", "assigned",
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["given_back", "upheld", "escalated", "unlisted"])
def test_what_comes_back_to_the_queue_rings_no_second_time(world: World, way: str) -> None:
    lamp = accepted(world)
    if way == "unlisted":
        put_to_leader(lamp, by=world.dispatcher, at=NINE)
    else:
        assign(lamp, to=world.east, by=world.dispatcher, at=NINE)
        back = {"given_back": give_back, "upheld": _objects_and_is_right, "escalated": escalate}[way]
        back(lamp, by=world.villager, reason="不属本村", at=NINE)
    sort(lamp, matter=lamp.matter, area=world.town_area, by=world.dispatcher, at=NINE)
    sort(lamp, matter=lamp.matter, area=world.east_area, by=world.dispatcher, at=NINE)
    assert Bell().ring_new_cases(SOON) == 0


def _objects_and_is_right(lamp: Case, **given: object) -> None:
    object_to(lamp, proof="养护界线图", **given)  # type: ignore[arg-type]
    uphold_objection(lamp, by=lamp.entries.get(deed="assigned").by, reason="确属公路段", at=NINE)


def test_one_that_cannot_ring_stops_no_other(world: World, caplog: pytest.LogCaptureFixture) -> None:
    nobody, lamp = accepted(world, area=world.west_area), accepted(world)
    assert rings(nobody, lamp) == ["waiting", "offered"]
    assert caplog.records == []


def test_nor_does_one_that_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, lamp = accepted(world), accepted(world)
    monkeypatch.setattr("huying.steps.dispatch.ring.suggest_many", _fails_for(broken))
    assert rings(broken, lamp) == ["waiting", "offered"]
    assert [record.message for record in caplog.records] == [f"case {broken.pk} did not ring"]


def _fails_for(case: Case):
    from huying.steps.dispatch.suggest import suggest_many

    def fail(asked, *, at):
        if asked[0].case.pk == case.pk:
            raise ValueError("a list that goes in a circle")
        return suggest_many(asked, at=at)

    return fail


def test_what_rings_nobody_is_looked_at_again_only_when_something_was_said(world: World) -> None:
    lamp, bell = accepted(world, area=world.west_area), Bell()
    assert bell.ring_new_cases(SOON) == 0
    with counted() as ran:
        bell.ring_new_cases(SOON + SECOND)
    assert len(ran) == 1, "\n".join(ran)
    sort(lamp, matter=lamp.matter, area=world.east_area, by=world.dispatcher, at=LATER)
    assert bell.ring_new_cases(LATER + PAUSE) == 1


def test_whoever_opened_the_form_before_the_ring_hears_of_it_and_may_go_on(world: World) -> None:
    lamp = accepted(world)
    seen = Case.objects.get(pk=lamp.pk)
    rings(lamp)
    with pytest.raises(ledger.Conflict, match="刚刚发布抢单：东村、城建办。还没有人领办；仍要这样办，请再点一次"):
        assign(seen, to=world.west, by=world.dispatcher, at=LATER)
    assign(Case.objects.get(pk=lamp.pk), to=world.east, by=world.dispatcher, at=LATER)
    assert Case.objects.get(pk=lamp.pk).unit == world.east


def test_and_if_somebody_has_claimed_it_meanwhile_hears_who(world: World) -> None:
    lamp = accepted(world)
    rings(lamp)
    seen = Case.objects.get(pk=lamp.pk)
    claim(Case.objects.get(pk=lamp.pk), unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Conflict, match="刚刚由东村（接诉即办联络员）领办，不用再派"):
        put_to_leader(seen, by=world.dispatcher, at=LATER)


def test_offered_by_itself_it_is_not_offered_again(world: World) -> None:
    lamp = accepted(world)
    rings(lamp)
    with pytest.raises(ledger.Refused, match="已经在抢单，不用再发"):
        offer(Case.objects.get(pk=lamp.pk), to=[world.west], by=world.dispatcher, at=LATER)
