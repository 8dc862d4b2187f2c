"""同时 · the same submission several times at the same moment, through the pages: one case, one answer, nothing half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from huying.case import pictures
from huying.case.models import Case, Photo
from huying.case.proof import verify
from tests.steps.intake.conftest import TEXT, jpeg, photo
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def open_world(transactional_db: None) -> World:
    return World()


def at_once(act: Callable[[int], Any]) -> list[Any]:
    gate = Barrier(TIMES)

    def one(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


def test_five_at_once_are_one_case_and_one_answer(open_world: World) -> None:
    given = {"text": TEXT, "phone": "13800001234", "idempotency_key": "k" * 32}
    answers = at_once(lambda _: Client().post("/submit/", given))
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert len({answer.url for answer in answers}) == 1
    assert Case.objects.count() == 1
    assert verify().clean


def test_five_at_once_with_photos_are_one_case_with_its_photos_once(open_world: World) -> None:
    given = {"text": TEXT, "phone": "13800001234", "idempotency_key": "k" * 32}
    answers = at_once(lambda _: Client().post("/submit/", given | {"photos": photo()}))
    assert len({answer.url for answer in answers}) == 1
    assert Case.objects.get().photos.count() == 1


def test_one_photo_goes_to_one_of_five(open_world: World) -> None:
    key = pictures.keep(jpeg(), at=NINE).key

    def send(number: int) -> Any:
        given = {"text": TEXT, "phone": "13800001234", "idempotency_key": str(number) * 32, "photo": key}
        return Client().post("/submit/", given)

    assert {answer.status_code for answer in at_once(send)} == {302}
    assert Case.objects.count() == TIMES
    assert Photo.objects.exclude(case=None).count() == 1


def test_withdrawn_by_five_taps_is_withdrawn_once(open_world: World) -> None:
    code = Client().post("/submit/", {"text": TEXT, "phone": "13800001234"}).url.split("/")[2]
    given = {"sure": "on", "idempotency_key": "w" * 32}
    answers = at_once(lambda _: Client().post(f"/track/{code}/withdraw/", given))
    assert {answer.status_code for answer in answers} == {302}
    assert Case.objects.get().entries.filter(deed="withdrawn").count() == 1
