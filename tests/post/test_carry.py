"""Letters are sent once, outside any transaction; a dead keeper's letters are taken up by the next."""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from huying.case.models import Identity
from huying.post import carry as carrying
from huying.post.carriers import CARRIERS, NotCarried
from huying.post.carry import BACK_OFF, LEASE, Leased, carry
from huying.post.deliver import deliver
from huying.post.hold import hold, release
from huying.post.models import Letter, State
from tests.post.test_deliver import answered
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
Now = Callable[[], datetime]


def at(instant: datetime) -> Now:
    return lambda: instant


@pytest.fixture
def letter(world: World) -> Letter:
    """One letter to the liaison of the east village."""
    assert world.villager
    world.offered(phone="")
    deliver(LATER)
    return Letter.objects.get()


def again(letter: Letter) -> Letter:
    letter.refresh_from_db()
    return letter


def test_a_letter_is_carried_once(letter: Letter) -> None:
    sent: list[str] = []
    row = {"inbox": lambda letter: sent.append(letter.key)}
    assert (carry(at(LATER), row), carry(at(LATER), row)) == (1, 0)
    assert sent == [letter.key]
    assert (again(letter).state, letter.carried_at, letter.tries) == (State.CARRIED, LATER, 1)


def test_the_inbox_needs_no_sending(letter: Letter) -> None:
    carry(at(LATER))
    assert again(letter).state == State.CARRIED


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(letter: Letter) -> None:
    inside: list[bool] = []
    carry(at(LATER), {"inbox": lambda letter: inside.append(connection.in_atomic_block)})
    assert inside == [False]


def test_a_failure_is_tried_again_each_time_later(letter: Letter) -> None:
    when = LATER
    for tries, pause in enumerate(BACK_OFF, start=1):
        carry(at(when), {"inbox": refuse})
        assert (again(letter).state, letter.tries, letter.next_try_at) == (State.WAITING, tries, when + pause)
        assert carry(at(when + pause - timedelta(seconds=1)), {"inbox": refuse}) == 0
        when += pause
    assert letter.error == "对方忙"


def test_in_the_end_it_has_failed_and_somebody_is_told(letter: Letter, caplog: pytest.LogCaptureFixture) -> None:
    Letter.objects.update(tries=len(BACK_OFF))
    with caplog.at_level(logging.ERROR):
        carry(at(LATER), {"inbox": refuse})
    assert again(letter).state == State.FAILED
    assert letter.key in caplog.text


def test_an_unexpected_failure_is_kept_without_its_words(letter: Letter) -> None:
    def fail(letter: Letter) -> None:
        raise ConnectionError("13800001234 不在服务区")

    carry(at(LATER), {"inbox": fail})
    assert again(letter).error.startswith("ConnectionError in test_carry.py")
    assert "13800001234" not in letter.error


def test_a_carrier_that_does_not_exist_stops_no_other_letter(world: World) -> None:
    assert world.villager
    world.offered(phone="")
    world.offered(phone="")
    deliver(LATER)
    odd = Letter.objects.latest("pk")
    Letter.objects.filter(pk=odd.pk).update(carrier="pigeon")
    carry(at(LATER))
    assert Letter.objects.filter(state=State.CARRIED).count() == 1
    assert again(odd).state == State.WAITING


def test_two_keepers_share_the_letters_out(letter: Letter) -> None:
    first, second = Leased(LATER), Leased(LATER)
    assert (len(first.letters), len(second.letters)) == (1, 0)


def test_a_dead_keepers_lease_expires(letter: Letter) -> None:
    Leased(LATER)
    assert Leased(LATER + LEASE - timedelta(seconds=1)).letters == []
    assert Leased(LATER + LEASE).letters == [letter]


def test_a_living_keeper_renews_its_lease(letter: Letter) -> None:
    mine = Leased(LATER)
    assert mine.still(LATER + LEASE * 0.7)
    assert Leased(LATER + LEASE).letters == []
    assert mine.still(LATER + LEASE * 1.5)


def test_a_keeper_that_slept_over_its_lease_sends_nothing_more(letter: Letter) -> None:
    times = iter([LATER, LATER + LEASE * 2])
    sent: list[str] = []
    carry(lambda: next(times), {"inbox": lambda letter: sent.append(letter.key)})
    assert sent == []


def test_a_letter_taken_over_is_not_marked_by_the_first_keeper(letter: Letter) -> None:
    def slow(letter: Letter) -> None:
        Letter.objects.update(leased_by="another")

    carry(at(LATER), {"inbox": slow})
    assert (again(letter).state, letter.leased_by) == (State.WAITING, "another")


def test_a_message_to_a_resident_is_a_file_without_name_or_phone(world: World, tmp_path: Path, settings: Any) -> None:
    settings.HUYING_HOME = tmp_path
    lamp = answered(world)
    deliver(LATER)
    carry(at(LATER))
    (path,) = (tmp_path / "outgoing").glob(f"{lamp.entries.get(deed='replied').pk}-*")
    said = json.loads(path.read_text("utf-8"))
    assert (said["number"], said["deed"], path.stem) == (lamp.number, "replied", said["key"])
    assert lamp.number in said["words"]
    assert "已回复" in said["words"]
    assert "138" not in path.read_text("utf-8").replace(lamp.number, "")


def test_the_same_letter_again_is_the_same_file(world: World, tmp_path: Path, settings: Any) -> None:
    settings.HUYING_HOME = tmp_path
    answered(world)
    deliver(LATER)
    letter = Letter.objects.get(person=None, entry__deed="replied")
    CARRIERS["file"](letter)
    CARRIERS["file"](letter)
    assert len(list((tmp_path / "outgoing").iterdir())) == 1


def test_that_a_resident_was_told_is_a_line_of_the_ledger(world: World, tmp_path: Path, settings: Any) -> None:
    settings.HUYING_HOME = tmp_path
    lamp = answered(world)
    deliver(LATER)
    carry(at(LATER))
    replied = lamp.entries.get(deed="replied")
    told = [line.facts for line in lamp.entries.filter(deed="told")]
    assert {"of": replied.seq, "carrier": "file"} in told
    assert len(told) == 3
    deliver(LATER)
    assert carry(at(LATER)) == 0


def test_who_was_erased_meanwhile_is_not_written_to_and_nothing_is_claimed(world: World) -> None:
    lamp = answered(world)
    deliver(LATER)
    Identity.objects.filter(case=lamp).update(erased_at=LATER, phone=None)
    carry(at(LATER))
    letter = Letter.objects.get(person=None, entry__deed="replied")
    assert (letter.state, letter.error) == (State.WAITING, "诉求人没有可用的电话。")
    assert not lamp.entries.filter(deed="told").exists()


def test_a_letter_whose_line_the_ledger_refuses_is_not_sent_again(
    world: World, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HUYING_HOME = tmp_path

    def refuse_note(*args: object, **more: object) -> None:
        raise ValueError("13800001234")

    answered(world)
    deliver(LATER)
    monkeypatch.setattr(carrying.ledger, "note", refuse_note)
    carry(at(LATER))
    letter = Letter.objects.get(person=None, entry__deed="replied")
    assert letter.state == State.CARRIED
    assert letter.error.startswith("ValueError")


def test_after_a_restore_letters_wait_for_a_person(letter: Letter, world: World) -> None:
    world.offered(phone="")
    assert hold(LATER) == 2
    assert carry(at(LATER)) == 0
    assert release(LATER) == 2
    assert carry(at(LATER)) == 2


def test_a_full_batch_is_told_from_a_last_one(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "BATCH", 1)
    assert carry(at(LATER)) == 1


def refuse(letter: Letter) -> None:
    raise NotCarried("对方忙")
