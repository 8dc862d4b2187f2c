"""同时抢单 · eight taps on the same card in the same moment, through the page: one wins, and seven read who it was."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from huying.case.models import Case
from huying.case.proof import verify
from huying.directory.models import Person
from huying.directory.roles import Role
from tests.steps.dispatch.conftest import LATER, SetClock
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
TAPS, ROUNDS = 8, 4


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/board/")
    return client


def test_one_wins_and_the_others_read_who(transactional_db: None, it_is: SetClock) -> None:
    world = World()
    it_is(LATER)
    units = (world.east, world.office)
    people = [world.person(Role.LIAISON, units[n % 2], f"值班{n}") for n in range(TAPS)]
    clients = [signed_in(person) for person in people]
    for _ in range(ROUNDS):
        lamp, gate = world.offered(), Barrier(TAPS)

        def tap(client: Client, number: str = lamp.number, gate: Barrier = gate) -> tuple[int, str]:
            gate.wait()
            try:
                answer = client.post("/board/claim/", {"number": number}, headers={"HX-Request": "true"})
                return answer.status_code, answer.content.decode()
            finally:
                connection.close()

        with ThreadPoolExecutor(TAPS) as pool:
            answers = list(pool.map(tap, clients))
        winner = Case.objects.select_related("unit", "person").get(pk=lamp.pk)
        assert sorted(status for status, _page in answers) == [200] + [409] * (TAPS - 1)
        told = f"{winner.unit}（{winner.person}）已于 09:03"
        assert all(told in page and "抢先领办此件" in page for status, page in answers if status == 409)
        assert lamp.entries.filter(deed="claimed").count() == 1
    assert verify().clean
