"""抢单 · one winner; whoever comes too late is told by how much, and who won."""

from datetime import timedelta

import pytest

from huying.case import ledger
from huying.case.models import Case
from huying.case.timekeeper import tick
from huying.case.who import RESIDENT
from huying.directory.roles import Role
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.claim import claim
from huying.steps.intake.withdraw import withdraw
from tests.world import NINE, World

MINUTE = timedelta(minutes=1)
LATER = NINE + 3 * MINUTE
EXPIRY = NINE + 15 * MINUTE


def test_the_winner_answers_for_it_in_person(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    lamp.refresh_from_db()
    assert (lamp.unit, lamp.person, lamp.level) == (world.east, world.villager, "village")


def test_the_loser_hears_who_won_and_when(world: World) -> None:
    lamp, officer = world.offered(), world.person(Role.LIAISON, world.office)
    stale = Case.objects.get(pk=lamp.pk)
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Conflict, match="东村（接诉即办联络员）已于 09:03:00 抢先领办"):
        claim(stale, unit=world.office, by=officer, at=LATER)


def test_so_does_one_who_has_just_read_the_case(world: World) -> None:
    lamp, officer = world.offered(), world.person(Role.LIAISON, world.office)
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Conflict, match="东村") as refusal:
        claim(Case.objects.get(pk=lamp.pk), unit=world.office, by=officer, at=LATER)
    assert refusal.value.status == 409


def test_the_winner_who_taps_again_is_told_so(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Conflict, match="您已领办此件"):
        claim(lamp, unit=world.east, by=world.villager, at=LATER)
    assert lamp.entries.filter(deed="claimed").count() == 1


def test_at_the_last_instant_it_is_still_open(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=EXPIRY)
    assert lamp.stage == "working"


def test_after_it_the_claim_is_refused_even_before_the_keeper_has_come(world: World) -> None:
    lamp = world.offered()
    with pytest.raises(ledger.Refused, match="已于 09:15:00 截止"):
        claim(lamp, unit=world.east, by=world.villager, at=EXPIRY + timedelta(microseconds=1))


def test_and_after_the_keeper_the_unit_is_named(world: World) -> None:
    lamp, officer = world.offered(), world.person(Role.LIAISON, world.office)
    while tick(EXPIRY, ON_DUE):
        pass
    with pytest.raises(ledger.Conflict, match="抢单已结束，此件已派给东村"):
        claim(Case.objects.get(pk=lamp.pk), unit=world.office, by=officer, at=EXPIRY + MINUTE)


def test_who_comes_after_the_resident_took_it_back_hears_that(world: World) -> None:
    lamp = world.offered()
    withdraw(Case.objects.get(pk=lamp.pk), by=RESIDENT, at=LATER)
    with pytest.raises(ledger.Conflict, match="诉求人已撤回"):
        claim(lamp, unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Conflict, match="诉求人已撤回"):
        claim(Case.objects.get(pk=lamp.pk), unit=world.east, by=world.villager, at=LATER)


def test_nobody_claims_for_a_unit_that_was_not_asked(world: World) -> None:
    with pytest.raises(ledger.Forbidden, match="没有发给您所在的单位"):
        claim(world.offered(), unit=world.west, by=world.neighbour, at=LATER)


def test_nobody_claims_for_another_unit_than_their_own(world: World) -> None:
    with pytest.raises(ledger.Forbidden):
        claim(world.offered(), unit=world.office, by=world.villager, at=LATER)


def test_the_leader_over_a_unit_may_claim_for_it(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.person(Role.UNIT_LEADER, world.town), at=LATER)
    assert lamp.unit == world.east


def test_a_case_that_was_never_offered_cannot_be_claimed(world: World) -> None:
    with pytest.raises(ledger.Forbidden):
        claim(world.assigned(), unit=world.east, by=world.villager, at=LATER)
