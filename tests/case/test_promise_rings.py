"""No promise is lost: not with its case, and not with the database."""

from datetime import timedelta

import pytest
from django.db import OperationalError, transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Deadline
from huying.case.timekeeper import tick
from huying.case.who import KEEPER
from tests.world import NINE, World


def test_a_promise_is_urged_after_its_case_was_closed(world: World) -> None:
    lamp, due = world.assigned(), NINE + timedelta(days=30)
    with transaction.atomic():
        ledger.note(lamp, "committed", by=world.villager, at=NINE, due={Clock.COMMITMENT: due})
        for deed, by in [("handled", world.villager), ("reported", world.villager), ("approved", world.leader)]:
            ledger.write(lamp, deed, by=by, at=NINE)
        ledger.write(lamp, "replied", by=world.villager, at=NINE)
        ledger.write(lamp, "closed", by=KEEPER, at=NINE)
    for days in (15, 24, 30):
        tick(NINE + timedelta(days=days, minutes=1), {})
    rung = [line.deed for line in lamp.entries.filter(deed__in=("urged", "breached", "set_aside")).order_by("seq")]
    assert rung == ["urged", "urged", "breached"]


def test_a_database_that_fails_sets_no_clock_aside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.offered()

    def fail(*given: object, **more: object) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr("huying.case.timekeeper.ledger.note", fail)
    with pytest.raises(OperationalError):
        tick(NINE + timedelta(minutes=8), {})
    assert not Deadline.objects.exclude(aside="").exists()
    monkeypatch.undo()
    assert tick(NINE + timedelta(minutes=8), {}) == 1
