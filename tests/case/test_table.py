"""The deed table itself, and every pair of it: who may, and from where (HOUSE law 1)."""

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.deeds import DEEDS, MOVES, NOTES, Deed
from huying.case.models import Case, Share, Tie
from huying.case.refused import Forbidden, Refused
from huying.case.sight import TIES, may
from huying.case.steps import ANYWHERE, ENDED, ENDINGS, LIVE, STAGES, Place, Stage, Step
from huying.case.who import Voice
from huying.directory.roles import SIGHT, Reach, Role
from tests.world import NINE, World

REACHABLE = sorted(LIVE) + sorted(
    {Place(step, stage) for step, stage in ENDED if stage in (Stage.CLOSED, Stage.MERGED)}
)
ACTORS = [*Role, *Voice]


def test_moves_have_a_target_and_notes_have_none() -> None:
    assert all(deed.moves for deed in MOVES.values())
    assert not any(deed.moves for deed in NOTES.values())


def test_no_deed_stands_in_both_tables() -> None:
    assert not MOVES.keys() & NOTES.keys()


def test_every_live_place_can_be_entered_and_left() -> None:
    made = {deed.target for deed in MOVES.values()}
    left = {place for deed in MOVES.values() for place in deed.origin}
    assert made >= LIVE
    assert left >= LIVE


def test_every_place_can_reach_an_ending() -> None:
    reached = {place for place in ENDED}
    while more := {p for p in LIVE - reached for d in MOVES.values() if p in d.origin and _to(d, p) in reached}:
        reached |= more
    assert reached >= LIVE


def test_a_case_leaves_an_ending_only_by_being_reopened() -> None:
    assert {name for name, deed in MOVES.items() if deed.origin & ENDED} == {"reopened"}


def test_every_ending_has_a_deed_that_leads_to_it() -> None:
    assert {deed.target.stage for deed in MOVES.values() if deed.target} >= ENDINGS


def test_every_clock_is_opened_by_a_deed_and_can_be_kept() -> None:
    opened = {clock for deed in DEEDS.values() for clock in deed.opens}
    kept = {clock for deed in DEEDS.values() for clock in deed.keeps}
    assert opened == set(Clock) == kept


def test_a_deed_never_both_keeps_and_opens_the_same_clock() -> None:
    assert not [name for name, deed in DEEDS.items() if deed.keeps & deed.opens]


def test_every_role_of_a_case_has_something_to_do_but_the_two_that_watch() -> None:
    doing = {who for deed in DEEDS.values() for who in deed.who}
    assert set(Role) - doing == {Role.PETITION_OFFICER, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN}


def test_every_step_has_its_stages() -> None:
    assert set(STAGES) == set(Step)
    assert ANYWHERE >= LIVE


def _to(deed: Deed, place: Place) -> Place:
    assert deed.target is not None
    return Place(deed.target.step or place.step, deed.target.stage)


def _put(case: Case, place: Place, world: World) -> None:
    """Set a case down anywhere, past the ledger: only the guards are asked here."""
    Case.objects.filter(pk=case.pk).update(step=place.step, stage=place.stage, unit=world.east)
    case.refresh_from_db()


@pytest.mark.parametrize("deed", [name for name, deed in DEEDS.items() if not deed.makes])
def test_a_deed_starts_from_its_places_and_from_no_other(world: World, deed: str) -> None:
    lamp = world.lamp()
    Share.objects.create(jurisdiction=lamp.jurisdiction, case=lamp, unit=world.east, tie=TIES.get(deed, Tie.HOLDS))
    actor = _entitled(deed, world)
    for place in REACHABLE:
        _put(lamp, place, world)
        allowed = place in DEEDS[deed].origin
        assert _tried(lamp, deed, actor) is (None if allowed else Refused), place


def _entitled(deed: str, world: World) -> object:
    who = DEEDS[deed].who
    if voices := [one for one in who if isinstance(one, Voice)]:
        return voices[0]
    role = sorted(one for one in who if isinstance(one, Role))[0]
    return world.person(role, world.east)


def _tried(case: Case, deed: str, actor: object) -> type[Exception] | None:
    """Try and take back: what it was refused with, or None."""
    try:
        with transaction.atomic():
            ledger.write(case, deed, by=actor, at=NINE)  # type: ignore[arg-type]
            transaction.set_rollback(True)
    except Forbidden:
        return Forbidden
    except Refused:
        return Refused
    finally:
        case.refresh_from_db()
    return None


@pytest.mark.parametrize("actor", ACTORS, ids=str)
def test_each_role_may_do_what_the_table_says_and_nothing_else(world: World, actor: Role | Voice) -> None:
    lamp = world.assigned()
    for tie in Tie:
        Share.objects.get_or_create(jurisdiction=lamp.jurisdiction, case=lamp, unit=world.east, tie=tie)
    by = actor if isinstance(actor, Voice) else world.person(actor, world.east)
    for name, deed in DEEDS.items():
        assert may(by, name, lamp, at=NINE) is (actor in deed.who), name


@pytest.mark.parametrize("role", Role)
def test_a_unit_far_from_the_case_may_do_nothing_to_it(world: World, role: Role) -> None:
    lamp, far = world.assigned(), world.person(role, world.west)
    for name, deed in DEEDS.items():
        wide = SIGHT[role].reach in (Reach.WHOLE, Reach.NONE) or deed.makes
        assert may(far, name, lamp, at=NINE) is (wide and role in deed.who), name
