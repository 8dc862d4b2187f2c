"""派单异议 · with reason and proof, by whom it was assigned to, before the clock has run out."""

from datetime import timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Photo
from huying.directory.models import Limit
from huying.directory.reckoning import forget
from huying.steps.dispatch.claim import claim
from huying.steps.handling.object_to import object_to
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
LAPSE = NINE + timedelta(hours=6)
"""Four duty hours from 09:00: three before noon, one from 14:00."""


def photo() -> Photo:
    return Photo.objects.create(
        jurisdiction=110199, key="k", file="00/k.jpg", digest="d" * 64, size=1, width=1, height=1, made_at=NINE
    )


def test_it_waits_for_a_ruling_while_the_limit_runs_on(world: World) -> None:
    lamp = world.assigned()
    object_to(lamp, by=world.villager, reason="灯杆在省道上", proof="养护界线图", at=LATER)
    assert (lamp.stage, lamp.unit) == ("objected", world.east)
    assert set(lamp.deadlines.filter(ended_at=None).values_list("kind", flat=True)) == {
        "ruling", "sign_in", "contact", "handling",
    }  # fmt: skip
    assert lamp.words.latest("seq").text == "灯杆在省道上\n依据：养护界线图"


def test_a_photo_is_proof(world: World) -> None:
    lamp, proof = world.assigned(), photo()
    object_to(lamp, by=world.villager, reason="灯杆在省道上", photos=[proof], at=LATER)
    proof.refresh_from_db()
    line = lamp.entries.get(deed="objected")
    assert (proof.case, proof.seq, line.facts["photos"]) == (lamp, line.seq, [proof.digest])


def test_without_proof_it_is_refused(world: World) -> None:
    with pytest.raises(ledger.Refused, match="证明"):
        object_to(world.assigned(), by=world.villager, reason="不归我们", at=LATER)


def test_without_a_reason_it_is_refused(world: World) -> None:
    with pytest.raises(ledger.Refused, match="理由"):
        object_to(world.assigned(), by=world.villager, reason=" ", proof="图", at=LATER)


def test_at_the_last_instant_it_is_heard(world: World) -> None:
    lamp = world.assigned()
    assert lamp.deadlines.get(kind=Clock.OBJECTION).due_at == LAPSE
    object_to(lamp, by=world.villager, reason="不归我们", proof="图", at=LAPSE)


def test_after_the_clock_has_lapsed_it_is_refused_in_words(world: World) -> None:
    with pytest.raises(ledger.Refused, match="异议期已于 09-25 15:00 届满"):
        object_to(
            world.assigned(), by=world.villager, reason="不归我们", proof="图", at=LAPSE + timedelta(microseconds=1)
        )


def test_a_district_that_sets_no_limit_hears_it_at_any_time(world: World) -> None:
    Limit.objects.filter(clock=Clock.OBJECTION).delete()
    forget()
    lamp = world.assigned()
    object_to(lamp, by=world.villager, reason="不归我们", proof="图", at=LAPSE + timedelta(days=3))
    assert lamp.stage == "objected"


def test_nobody_objects_to_what_they_claimed_themselves(world: World) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    with pytest.raises(ledger.Refused, match="领办"):
        object_to(Case.objects.get(pk=lamp.pk), by=world.villager, reason="不归我们", proof="图", at=LATER)


def test_another_unit_does_not_object(world: World) -> None:
    with pytest.raises(ledger.Forbidden):
        object_to(world.assigned(), by=world.neighbour, reason="不归他们", proof="图", at=LATER)
