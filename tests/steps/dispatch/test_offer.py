"""发布抢单 · whom a case may be offered to, and whom never."""

from datetime import date, timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Kind, Share, Tie
from huying.case.who import KEEPER
from huying.directory.models import Unit
from huying.steps.dispatch.offer import offer
from huying.steps.handling.give_back import give_back
from huying.steps.intake.accept import accept
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
YESTERDAY = date(2026, 9, 24)


@pytest.fixture
def lamp(world: World) -> Case:
    """Accepted, and waiting to be sent."""
    lamp = world.lamp()
    accept(lamp, by=KEEPER, at=NINE)
    return lamp


def boards(case: Case) -> set[Unit]:
    return {share.unit for share in case.shares.filter(tie=Tie.OFFERED)}


def test_it_hangs_on_the_boards_of_the_units_for_fifteen_minutes(world: World, lamp: Case) -> None:
    offer(lamp, to=[world.east, world.office], by=world.dispatcher, at=LATER)
    assert (lamp.stage, boards(lamp)) == ("offered", {world.east, world.office})
    assert lamp.deadlines.get(kind=Clock.CLAIM).due_at == LATER + timedelta(minutes=15)


def test_the_line_says_to_whom_and_by_what_knowledge(world: World, lamp: Case) -> None:
    offer(lamp, to=[world.office], by=world.dispatcher, at=LATER)
    facts = lamp.entries.get(deed="offered").facts
    assert (facts["units"], facts["inquiry"]) == ([world.office.pk], "clear")


def test_a_report_is_never_offered(world: World) -> None:
    report = world.lamp(kind=Kind.REPORT)
    accept(report, by=KEEPER, at=NINE)
    with pytest.raises(ledger.Refused, match="举报件"):
        offer(report, to=[world.east], by=world.dispatcher, at=LATER)


def test_units_without_a_group_are_no_boards(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Refused, match="没有可以抢单的单位"):
        offer(lamp, to=[world.town], by=world.dispatcher, at=LATER)


def test_a_matter_that_the_list_keeps_off_the_boards_is_not_offered(world: World, lamp: Case) -> None:
    world.lamp_matter.claimable = False
    world.lamp_matter.save()
    with pytest.raises(ledger.Refused, match="不抢单"):
        offer(Case.objects.get(pk=lamp.pk), to=[world.east], by=world.dispatcher, at=LATER)


def test_a_matter_retired_today_sends_nothing_any_more(world: World, lamp: Case) -> None:
    world.lamp_matter.retired_on = date(2026, 9, 25)
    world.lamp_matter.save()
    with pytest.raises(ledger.Refused, match="2026-09-25 停用，请先重新归类"):
        offer(Case.objects.get(pk=lamp.pk), to=[world.east], by=world.dispatcher, at=LATER)


def test_a_matter_retired_tomorrow_still_does(world: World, lamp: Case) -> None:
    world.lamp_matter.retired_on = date(2026, 9, 26)
    world.lamp_matter.save()
    offer(Case.objects.get(pk=lamp.pk), to=[world.east], by=world.dispatcher, at=LATER)


def test_a_unit_merged_yesterday_is_replaced_by_its_successor_and_that_is_said(world: World, lamp: Case) -> None:
    world.east.valid_to, world.east.successor = YESTERDAY, world.west
    world.east.save()
    offer(lamp, to=[world.east], by=world.dispatcher, at=LATER)
    line = lamp.entries.get(deed="offered")
    assert boards(lamp) == {world.west}
    assert lamp.words.get(seq=line.seq).text == "东村已并入西村，由西村承接。"


def test_two_units_merged_into_one_have_one_board(world: World, lamp: Case) -> None:
    world.east.valid_to, world.east.successor = YESTERDAY, world.west
    world.east.save()
    offer(lamp, to=[world.east, world.west], by=world.dispatcher, at=LATER)
    assert lamp.entries.get(deed="offered").facts["units"] == [world.west.pk]


def test_a_unit_that_ended_without_a_successor_is_refused(world: World, lamp: Case) -> None:
    world.east.valid_to = YESTERDAY
    world.east.save()
    with pytest.raises(ledger.Refused, match="东村已撤销"):
        offer(lamp, to=[world.east], by=world.dispatcher, at=LATER)


def test_a_community_is_never_sent_what_is_not_on_its_duty_list(world: World, lamp: Case) -> None:
    world.lamp_matter.community = False
    world.lamp_matter.save()
    with pytest.raises(ledger.Refused, match="不在社区职责清单内，不能派给西村"):
        offer(Case.objects.get(pk=lamp.pk), to=[world.west], by=world.dispatcher, at=LATER)


def test_a_community_that_the_list_itself_names_is(world: World, lamp: Case) -> None:
    world.lamp_matter.community = False
    world.lamp_matter.save()
    offer(Case.objects.get(pk=lamp.pk), to=[world.east], by=world.dispatcher, at=LATER)


def test_what_nobody_has_sorted_is_on_no_duty_list(world: World) -> None:
    unsorted = world.lamp(matter=None)
    accept(unsorted, by=KEEPER, at=NINE)
    with pytest.raises(ledger.Refused, match="未归类"):
        offer(unsorted, to=[world.east], by=world.dispatcher, at=LATER)
    offer(unsorted, to=[world.office], by=world.dispatcher, at=LATER)


def test_a_confidential_case_never_reaches_the_unit_complained_about(world: World) -> None:
    secret = world.lamp(about=world.east, confidential=True)
    accept(secret, by=KEEPER, at=NINE)
    with pytest.raises(ledger.Refused, match="被反映单位"):
        offer(secret, to=[world.office, world.east], by=world.dispatcher, at=LATER)
    assert secret.shares.count() == 0


def test_nor_the_unit_that_took_over_from_it(world: World) -> None:
    secret = world.lamp(about=world.east, confidential=True)
    accept(secret, by=KEEPER, at=NINE)
    world.east.valid_to, world.east.successor = YESTERDAY, world.west
    world.east.save()
    with pytest.raises(ledger.Refused, match="被反映单位"):
        offer(Case.objects.get(pk=secret.pk), to=[world.west], by=world.dispatcher, at=LATER)


def test_offered_anew_it_leaves_the_boards_of_those_asked_before(world: World) -> None:
    lamp = world.assigned()
    Share.objects.create(jurisdiction=lamp.jurisdiction, case=lamp, unit=world.office, tie=Tie.OFFERED)
    give_back(lamp, by=world.villager, reason="不属本村", at=LATER)
    offer(lamp, to=[world.west], by=world.dispatcher, at=LATER)
    assert boards(lamp) == {world.west}


def test_a_unit_in_the_field_may_offer_nothing(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Forbidden):
        offer(lamp, to=[world.east], by=world.villager, at=LATER)
