"""Before and after on the resident's page: the photos that the unit chose and declared clean, and no other photo of the case."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from PIL import Image

from huying.case import ledger, pictures
from huying.case.models import Case, Photo
from huying.case.tracking import code_of, digest_of, secret_for
from huying.kit.clock import now
from huying.steps.feedback.approve import approve
from huying.steps.handling.finish import finish
from huying.steps.handling.handle import How, Result
from huying.steps.handling.visit import Visit, visit
from huying.steps.reply.reply import reply
from huying.steps.reply.result_photos import Chosen
from tests.world import World

GOOD = "村口九盏路灯的线路已换好，当晚全部恢复照明。"
KEY = "k"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.HUYING_HOME = tmp_path


def taken(colour: str) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return pictures.keep(out.getvalue(), at=now())


class Lamp:
    """A lamp whose result waits for its reply: one photo of a visit, one from before, two from after."""

    def __init__(self, world: World) -> None:
        self.world, at = world, now()
        self.case: Case = world.assigned(at, secret=digest_of(secret_for(KEY)))
        self.visit, self.after, self.before, self.other = (taken(one) for one in ("red", "gold", "navy", "gray"))
        visit(self.case, seen=Visit("到场", photos=[self.visit]), by=world.villager, at=at)
        done = Result(How.SOLVED, "换了线路", photos=[self.after, self.other], before=[self.before])
        finish(self.case, result=done, by=world.villager, at=at)
        approve(self.case, by=world.leader, at=at)

    def answers(self, *chosen: Photo, **more: Any) -> Any:
        client = Client()
        client.force_login(self.world.villager)
        given = {"version": self.case.version, "way": "online", "words": GOOD, "shown": [photo.key for photo in chosen]}
        return client.post(f"/work/{self.case.number}/reply/", given | more)

    def page(self) -> str:
        return Client().get(f"/track/{self.code}/").content.decode()

    def opens(self, photo: Photo) -> int:
        answer = Client().get(f"/track/{self.code}/photo/{photo.key}/")
        assert not answer.streaming or b"".join(answer.streaming_content)
        return answer.status_code

    @property
    def code(self) -> str:
        return code_of(self.case.pk, secret_for(KEY))

    @property
    def private(self) -> list[Photo]:
        """What was taken for colleagues."""
        return [self.visit, self.before, self.after, self.other]


@pytest.fixture
def lamp(world: World) -> Lamp:
    return Lamp(world)


def test_the_chosen_ones_are_seen_before_and_after(lamp: Lamp) -> None:
    assert lamp.answers(lamp.before, lamp.after, is_clean="on").status_code == 302
    page = lamp.page()
    assert page.index("处置前") < page.index("处置后")
    assert [lamp.opens(photo) for photo in (lamp.before, lamp.after)] == [200, 200]


def test_no_other_photo_leaks(lamp: Lamp) -> None:
    lamp.answers(lamp.before, lamp.after, is_clean="on")
    for photo in (lamp.visit, lamp.other):
        assert photo.key not in lamp.page()
        assert lamp.opens(photo) == 404


def test_before_the_reply_nothing_of_the_result_is_seen(lamp: Lamp) -> None:
    assert [lamp.opens(photo) for photo in lamp.private] == [404] * 4
    assert not any(photo.key in lamp.page() for photo in lamp.private)


def test_a_unit_that_chooses_none_shows_none(lamp: Lamp) -> None:
    assert lamp.answers().status_code == 302
    assert GOOD in lamp.page()
    assert [lamp.opens(photo) for photo in lamp.private] == [404] * 4


def test_without_a_look_at_each_the_reply_does_not_go_out_and_the_choice_stays(lamp: Lamp) -> None:
    answer = lamp.answers(lamp.after)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有他人的面孔" in page
    assert f'value="{lamp.after.key}" checked' in page
    assert GOOD not in lamp.page()


@pytest.mark.parametrize("whose", ["visit", "another case"])
def test_a_photo_that_is_none_of_the_result_is_not_taken(lamp: Lamp, world: World, whose: str) -> None:
    other = lamp.visit if whose == "visit" else Lamp(world).after
    assert lamp.answers(other, is_clean="on").status_code == 422
    with pytest.raises(ledger.Refused, match="本次处置结果"):
        reply(lamp.case, words=GOOD, result=Chosen([other], is_clean=True), by=world.villager, at=now())


def test_of_a_second_round_only_its_own_result_may_be_shown(lamp: Lamp, world: World) -> None:
    lamp.answers(lamp.after, is_clean="on")
    case, at = Case.objects.get(pk=lamp.case.pk), now()
    with transaction.atomic():
        ledger.write(case, "reopened", by=world.leader, at=at)
    again = taken("white")
    finish(case, result=Result(How.SOLVED, "又换了", photos=[again]), by=world.villager, at=at)
    approve(case, by=world.leader, at=at)
    lamp.case = case
    assert lamp.answers(lamp.other, is_clean="on").status_code == 422
    assert lamp.answers(again, is_clean="on").status_code == 302
    assert [lamp.opens(photo) for photo in (lamp.after, again, lamp.other)] == [200, 200, 404]


def test_a_photo_that_was_taken_away_is_gone(lamp: Lamp) -> None:
    lamp.answers(lamp.after, is_clean="on")
    Photo.objects.filter(pk=lamp.after.pk).update(removed_at=now())
    assert lamp.opens(lamp.after) == 404
    assert lamp.after.key not in lamp.page()


def test_what_was_shown_and_declared_stands_in_the_course_for_colleagues(lamp: Lamp, world: World) -> None:
    lamp.answers(lamp.before, lamp.after, is_clean="on")
    assert lamp.case.entries.get(deed="replied").facts["shown"] == [lamp.before.digest, lamp.after.digest]
    client = Client()
    client.force_login(world.leader)
    assert "已确认无他人信息" in client.get(f"/cases/{lamp.case.number}/").content.decode()
