"""到点的一刻 · somebody taps in the very moment in which the fifteen minutes are over: one end, and clear words for the rest."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from huying.case.models import Case, Deadline
from huying.case.proof import verify
from huying.case.refused import Refused
from huying.case.timekeeper import tick
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.claim import claim
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
EXPIRY = NINE + timedelta(minutes=15)
ROUNDS = 12


def test_the_tap_and_the_keeper_meet_and_one_of_them_wins(transactional_db: None) -> None:
    world = World()
    people = [(world.villager.pk, world.east), (world.person(Role.LIAISON, world.office).pk, world.office)]
    ends: Counter[str] = Counter()
    for _ in range(ROUNDS):
        lamp, gate = world.offered(), Barrier(4)

        def act(number: int, pk: int = lamp.pk, gate: Barrier = gate) -> str:
            gate.wait()
            try:
                if number > 1:
                    return "rang" if tick(EXPIRY, ON_DUE) else ""
                who, unit = people[number]
                claim(Case.objects.get(pk=pk), unit=unit, by=Person.objects.get(pk=who), at=EXPIRY)
            except Refused as refusal:
                return str(refusal)
            finally:
                connection.close()
            return "claimed"

        with ThreadPoolExecutor(4) as pool:
            said = list(pool.map(act, range(4)))
        while tick(EXPIRY, ON_DUE):
            pass
        lamp.refresh_from_db()
        deeds = list(lamp.entries.values_list("deed", flat=True))
        assert deeds.count("claimed") + deeds.count("unclaimed") == 1, said
        assert (lamp.stage, deeds.count("assigned") + deeds.count("claimed")) == ("working", 1)
        ends["claimed" if "claimed" in deeds else "rang"] += 1
    assert ends.total() == ROUNDS
    assert not Deadline.objects.exclude(aside="").exists()
    assert verify().clean
