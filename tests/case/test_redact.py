"""The right to erasure and an unbroken chain, both."""

from typing import Any

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.models import Case, Identity, Words
from huying.case.proof import verify
from huying.case.redact import erase_identity, redact
from huying.case.refused import Forbidden, Refused
from huying.case.search import matching
from huying.case.who import RESIDENT
from huying.cli import main
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.steps.intake.supplement import supplement
from tests.world import NINE, World


@pytest.fixture
def lamp(world: World) -> Case:
    """A lamp whose resident has taken the request back."""
    lamp = world.lamp()
    with transaction.atomic():
        ledger.write(lamp, "withdrawn", by=RESIDENT, at=NINE)
    return lamp


@pytest.fixture
def guardian(world: World) -> Person:
    return world.person(Role.SECURITY_ADMIN, world.centre)


def test_the_words_go_and_the_chain_stays_whole(lamp: Case, guardian: Person) -> None:
    redact(lamp, of=1, reason="本人申请", by=guardian, at=NINE)
    row = Words.objects.get(case=lamp, seq=1)
    assert (row.text, bytes(row.salt), row.redacted_at, lamp.title) == ("", b"", NINE, "")
    assert verify().clean


def test_what_was_redacted_is_found_no_more(lamp: Case, guardian: Person) -> None:
    assert matching(Case.objects.all(), "路灯").exists()
    redact(lamp, of=1, reason="本人申请", by=guardian, at=NINE)
    assert not matching(Case.objects.all(), "路灯").exists()


def test_name_and_phone_go_with_their_indexes(lamp: Case, guardian: Person) -> None:
    erase_identity(lamp, reason="本人申请", by=guardian, at=NINE)
    row = Identity.objects.get(case=lamp)
    assert (row.name, row.phone, row.phone_index, row.tail, row.masked_name, row.masked_phone) == (
        None,
        None,
        "",
        "",
        "",
        "",
    )
    assert verify().clean


def test_only_the_security_administrator_and_only_with_a_reason(world: World, lamp: Case, guardian: Person) -> None:
    with pytest.raises(Forbidden):
        redact(lamp, of=1, reason="本人申请", by=world.dispatcher, at=NINE)
    with pytest.raises(Refused, match="依据"):
        redact(lamp, of=1, reason=" ", by=guardian, at=NINE)


def test_nothing_is_redacted_while_the_case_is_being_handled(world: World, guardian: Person) -> None:
    with pytest.raises(Refused):
        redact(world.assigned(), of=1, reason="本人申请", by=guardian, at=NINE)


def test_nothing_is_redacted_twice(lamp: Case, guardian: Person) -> None:
    redact(lamp, of=1, reason="本人申请", by=guardian, at=NINE)
    erase_identity(lamp, reason="本人申请", by=guardian, at=NINE)
    with pytest.raises(Refused):
        redact(lamp, of=1, reason="本人申请", by=guardian, at=NINE)
    with pytest.raises(Refused):
        erase_identity(Case.objects.get(pk=lamp.pk), reason="本人申请", by=guardian, at=NINE)


def test_the_command_does_it_and_says_so(lamp: Case, guardian: Person, capsys: Any) -> None:
    assert main(["redact", lamp.number, "--line", "1", "--reason", "本人申请", "--by", guardian.username]) == 0
    assert lamp.number in capsys.readouterr().out
    assert main(["redact", "20200101-000001", "--identity", "--reason", "本人申请", "--by", guardian.username]) == 1


def test_a_text_that_vanished_without_a_deed_is_still_found_out(lamp: Case) -> None:
    Words.objects.filter(case=lamp, seq=1).update(text="", salt=b"", redacted_at=NINE)
    assert "却没有依法删除的记录" in str(verify().faults[0].what)


def added(world: World) -> Case:
    lamp = world.lamp()
    supplement(lamp, words="变压器也在冒烟", by=RESIDENT, at=NINE)
    with transaction.atomic():
        ledger.write(lamp, "withdrawn", by=RESIDENT, at=NINE)
    return lamp


def test_an_addition_that_was_redacted_is_found_no_more_and_the_request_still_is(
    world: World, guardian: Person
) -> None:
    lamp = added(world)
    redact(lamp, of=lamp.entries.get(deed="supplemented").seq, reason="本人申请", by=guardian, at=NINE)
    assert not matching(Case.objects.all(), "变压器").exists()
    assert matching(Case.objects.all(), "路灯").exists()


def test_of_a_request_that_was_redacted_no_addition_is_found_either(world: World, guardian: Person) -> None:
    lamp = added(world)
    redact(lamp, of=1, reason="本人申请", by=guardian, at=NINE)
    redact(lamp, of=lamp.entries.get(deed="supplemented").seq, reason="本人申请", by=guardian, at=NINE)
    assert not matching(Case.objects.all(), "变压器").exists()
    assert not matching(Case.objects.all(), "东村").exists()
