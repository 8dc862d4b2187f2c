"""From the outbox to letters: everybody who should hear hears once, nobody else hears at all."""

from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.test import Client

from huying.case import ledger
from huying.case.deeds import DEEDS
from huying.case.models import Case, Entry, Kind, Share, Unposted
from huying.case.new import New, receive_many
from huying.case.who import KEEPER
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import SHIFT, now
from huying.oversight.month.ask_exclusion import ask_exclusion
from huying.oversight.month.exclude import exclude
from huying.post import deliver as delivery
from huying.post.carry import carry
from huying.post.deliver import deliver
from huying.post.models import Letter, State
from huying.post.readers import READERS, RESIDENT_HEARS
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.handling.give_back import give_back
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


def note(case: Case, deed: str, **facts: object) -> None:
    with transaction.atomic():
        ledger.note(case, deed, by=KEEPER, at=LATER, **facts)  # type: ignore[arg-type]


def readers(deed: str) -> set[str]:
    """The login names of those who got a letter about that deed."""
    people = Person.objects.filter(letters__entry__deed=deed)
    return set(people.values_list("username", flat=True))


def test_every_line_leaves_the_outbox(world: World) -> None:
    world.offered(phone="")
    assert deliver(LATER) == 3
    assert not Unposted.objects.exists()


def test_a_large_import_holds_no_letter_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "BATCH", 1)
    for _ in range(3):
        world.lamp()
    assert world.villager
    world.offered(phone="")
    assert [deliver(LATER), deliver(LATER)] == [5, 1]
    assert readers("offered") == {world.villager.username}


def test_an_offer_rings_the_groups_of_the_units_on_whose_boards_it_hangs(world: World) -> None:
    villager, cadre = world.villager, world.person(Role.CADRE, world.east)
    officer, neighbour = world.person(Role.STAFF, world.office), world.neighbour
    world.offered(phone="")
    deliver(LATER)
    assert readers("offered") == {villager.username, cadre.username, officer.username}
    assert neighbour.username not in readers("offered")


def test_an_assignment_is_told_to_the_liaison_and_the_leader_of_the_unit(world: World) -> None:
    villager, head = world.villager, world.person(Role.UNIT_LEADER, world.east)
    world.person(Role.CADRE, world.east)
    world.assigned()
    deliver(LATER)
    assert readers("assigned") == {villager.username, head.username}


def test_a_unit_without_liaison_or_leader_hears_through_whoever_works_there(world: World) -> None:
    cadre = world.person(Role.CADRE, world.east)
    world.assigned()
    deliver(LATER)
    assert readers("assigned") == {cadre.username}


def test_nobody_is_told_of_what_he_did_himself(world: World) -> None:
    villager, dispatcher = world.villager, world.dispatcher
    lamp = world.assigned()
    give_back(lamp, by=villager, reason="不属本村", at=LATER)
    deliver(LATER)
    assert readers("given_back") == {dispatcher.username}


def test_an_unlisted_matter_is_told_to_the_leader_who_rules(world: World) -> None:
    leader, lamp = world.leader, world.lamp()
    ledger_accept(lamp)
    put_to_leader(lamp, of=world.town, by=KEEPER, at=LATER)
    deliver(LATER)
    assert readers("put_to_leader") == {leader.username}


def test_a_reminder_goes_to_whoever_owes_what_the_clock_promises(world: World) -> None:
    villager, caller = world.villager, world.person(Role.CALLER, world.centre)
    lamp = world.assigned()
    note(lamp, "urged", clock="handling", rung=0)
    note(lamp, "urged", clock="callback", rung=0)
    deliver(LATER)
    found = {(letter.entry.facts["clock"], letter.person) for letter in Letter.objects.filter(entry__deed="urged")}
    assert ("handling", villager) in found
    assert ("callback", villager) not in found
    assert ("callback", caller) in found


def test_a_reminder_before_anybody_holds_the_case_goes_to_the_dispatchers(world: World) -> None:
    dispatcher, lamp = world.dispatcher, world.lamp()
    ledger_accept(lamp)
    note(lamp, "urged", clock="dispatch", rung=0)
    deliver(LATER)
    assert readers("urged") == {dispatcher.username}


def test_a_ruling_is_owed_by_the_dispatchers_or_by_the_leader_it_was_put_to(world: World) -> None:
    dispatcher, leader = world.dispatcher, world.leader
    objected, unlisted = world.assigned(), world.lamp()
    with transaction.atomic():
        ledger.write(objected, "objected", by=world.villager, at=LATER, words="不属本村")
    ledger_accept(unlisted)
    put_to_leader(unlisted, of=world.town, by=KEEPER, at=LATER)
    note(objected, "urged", clock="ruling", of=objected.seq)
    note(unlisted, "urged", clock="ruling", of=unlisted.seq)
    deliver(LATER)
    urged = Letter.objects.filter(entry__deed="urged")
    assert [letter.person for letter in urged.filter(entry__case=objected)] == [dispatcher]
    assert [letter.person for letter in urged.filter(entry__case=unlisted)] == [leader]


def test_whoever_is_asked_to_look_on_the_spot_hears_and_is_urged(world: World) -> None:
    cadre, officer = world.person(Role.CADRE, world.east), world.person(Role.STAFF, world.office)
    lamp = world.assigned()
    Share.objects.create(jurisdiction=lamp.jurisdiction, case=lamp, unit=world.office, tie="helps")
    with transaction.atomic():
        ledger.note(lamp, "inquiry_asked", by=world.dispatcher, at=LATER, person=cadre.pk, unit=world.office.pk)
        ledger.note(lamp, "inquiry_asked", by=world.dispatcher, at=LATER, person=None, unit=world.office.pk)
    note(lamp, "urged", clock="inquiry", of=lamp.seq)
    deliver(LATER)
    assert readers("inquiry_asked") == {cadre.username, officer.username}
    assert readers("urged") == {officer.username}


def test_a_copy_is_told_to_the_unit_that_gets_it(world: World) -> None:
    leader, lamp = world.leader, world.assigned()
    Share.objects.create(jurisdiction=lamp.jurisdiction, case=lamp, unit=world.town, tie="copied")
    note(lamp, "copied", unit=world.town.pk)
    deliver(LATER)
    assert readers("copied") == {leader.username}


def test_every_reader_reads_a_deed_of_the_table() -> None:
    assert set(READERS) | RESIDENT_HEARS <= set(DEEDS)


def test_a_breach_is_told_to_the_nearest_leader_above(world: World) -> None:
    leader, lamp = world.leader, world.assigned()
    note(lamp, "breached", clock="handling", rung=2)
    deliver(LATER)
    assert leader.username in readers("breached")
    head = world.person(Role.UNIT_LEADER, world.east)
    note(lamp, "breached", clock="contact", rung=2)
    deliver(LATER)
    told = Letter.objects.filter(entry__deed="breached", entry__seq=lamp.seq)
    assert [letter.person for letter in told] == [head]


def test_an_escalated_breach_reaches_the_supervisors(world: World) -> None:
    supervisor, lamp = world.person(Role.SUPERVISOR, world.centre), world.assigned()
    for deed in ("raised", "summoned"):
        note(lamp, deed, clock="handling")
        deliver(LATER)
        assert supervisor.username in readers(deed)


def test_the_accused_is_told_nothing_of_a_report_about_itself(world: World) -> None:
    villager, dispatcher = world.villager, world.dispatcher
    case = world.lamp(kind=Kind.REPORT, about=world.east)
    ledger_accept(case)
    with transaction.atomic():
        ledger.write(case, "assigned", by=dispatcher, at=LATER, to=world.east)
    deliver(LATER)
    assert not Letter.objects.filter(person=villager).exists()


def test_somebody_who_left_gets_no_letter(world: World) -> None:
    villager = world.villager
    villager.is_active = False
    villager.save()
    world.offered(phone="")
    deliver(LATER)
    assert not Letter.objects.exists()


def test_a_post_that_ended_yesterday_brings_no_letter(world: World) -> None:
    villager = world.villager
    villager.posts.update(valid_to=NINE.date() - timedelta(days=1))
    world.offered(phone="")
    deliver(LATER)
    assert not Letter.objects.exists()


def test_one_person_in_two_posts_hears_once(world: World) -> None:
    villager = world.villager
    villager.posts.create(unit=world.office, role=Role.STAFF)
    world.offered(phone="")
    deliver(LATER)
    assert Letter.objects.filter(person=villager, entry__deed="offered").count() == 1


def test_a_line_delivered_twice_makes_one_letter(world: World) -> None:
    assert world.villager
    lamp = world.offered(phone="")
    deliver(LATER)
    line = lamp.entries.get(deed="offered")
    Unposted.objects.create(jurisdiction=line.jurisdiction, entry=line)
    deliver(LATER)
    assert Letter.objects.filter(entry=line).count() == 1


def test_a_resident_with_a_phone_is_told_of_the_public_steps_and_not_of_every_line(world: World) -> None:
    lamp = answered(world)
    deliver(LATER)
    assert list(Letter.objects.filter(person=None).order_by("pk").values_list("entry__deed", flat=True)) == [
        "accepted", "assigned", "replied",
    ]  # fmt: skip
    assert lamp.entries.filter(deed="handled").exists()


def test_a_resident_without_a_phone_gets_no_letter(world: World) -> None:
    answered(world, phone="")
    deliver(LATER)
    assert not Letter.objects.filter(person=None).exists()


def test_a_bad_line_is_set_aside_and_blocks_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.villager
    poison, sound = world.offered(phone=""), world.offered(phone="")
    honest = delivery.readers_of

    def readers_of(line: Entry, day: object) -> list[Person]:
        if line.case_id == poison.pk and line.deed == "offered":
            raise KeyError("张三 13800001234")
        return honest(line, day)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "readers_of", readers_of)
    deliver(LATER)
    left = Unposted.objects.get()
    assert (left.entry.case_id, left.entry.deed) == (poison.pk, "offered")
    assert left.aside.startswith("KeyError in test_deliver.py")
    assert "张三" not in left.aside
    assert Letter.objects.filter(entry__case=sound).exists()
    assert deliver(LATER) == 0


def test_a_database_that_fails_sets_nothing_aside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.offered(phone="")

    def broken(line: Entry, day: object) -> list[Person]:
        raise OperationalError("the disk is full")

    monkeypatch.setattr(delivery, "readers_of", broken)
    with pytest.raises(OperationalError):
        deliver(LATER)
    assert [line.entry.deed for line in Unposted.objects.filter(aside="").order_by("pk")] == ["accepted", "offered"]


def test_letters_are_made_waiting_with_references_only(world: World) -> None:
    assert world.villager
    world.offered(phone="")
    deliver(LATER)
    letter = Letter.objects.get(entry__deed="offered")
    assert (letter.state, letter.made_at, letter.next_try_at) == (State.WAITING, LATER, LATER)
    assert "张三" not in str(vars(letter))


def test_an_imported_history_tells_nobody(world: World) -> None:
    assert world.dispatcher
    with transaction.atomic():
        receive_many([New(text="路灯早已修好", channel="file", phone="13800001234")], "imported", by=KEEPER, at=NINE)
    assert deliver(LATER) == 0
    assert not Letter.objects.exists()


def test_a_claim_tells_nobody_the_board_shows_it(world: World) -> None:
    lamp = world.offered(phone="")
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    deliver(LATER)
    assert readers("claimed") == set()


def ledger_accept(case: Case) -> None:
    with transaction.atomic():
        ledger.write(case, "accepted", by=KEEPER, at=NINE)


def answered(world: World, **more: object) -> Case:
    """A lamp that was mended and answered."""
    lamp = world.assigned(**more)  # type: ignore[arg-type]
    with transaction.atomic():
        for deed, by in [("handled", world.villager), ("reported", world.villager), ("approved", world.leader)]:
            ledger.write(lamp, deed, by=by, at=LATER)
        ledger.write(lamp, "replied", by=world.villager, at=LATER)
    return lamp


def test_the_assessor_hears_of_a_request_to_leave_a_case_out_and_the_unit_of_the_ruling(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp, assessor = world.assigned(phone=""), world.person(Role.ASSESSOR, world.centre)
    ask_exclusion(lamp, reason="灯杆在省道上，依据养护界线图", by=world.villager, at=LATER)
    deliver(LATER)
    assert readers("exclusion_asked") == {assessor.username}
    exclude(lamp, reason="属省道", by=assessor, at=LATER)
    deliver(LATER)
    assert readers("excluded") == {world.villager.username}
    carry(lambda: LATER)
    monkeypatch.setenv(SHIFT, str((LATER - now()).total_seconds()))
    client.force_login(assessor)
    assert f"{DEEDS['exclusion_asked'].label}" in client.get("/inbox/").content.decode()
