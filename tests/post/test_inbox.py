"""The bell tells the truth, and the page behind it shows every letter there is to see."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from huying.case.models import Share
from huying.directory.models import Person
from huying.post.carriers.inbox import mailbox
from huying.post.carriers.inbox.mailbox import letters_to, mark_read, sheet, unread
from huying.post.carry import carry
from huying.post.deliver import deliver
from huying.post.models import Letter
from tests.post.test_deliver import note
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture
def villager(world: World, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The liaison of the east village with three letters, at three past nine."""
    monkeypatch.setattr("huying.post.carriers.inbox.pages.now", lambda: LATER)
    villager = world.villager
    for _ in range(3):
        world.offered(phone="")
    arrive()
    return villager


@pytest.fixture
def page(client: Client, villager: Person) -> Client:
    client.force_login(villager)
    return client


def arrive(at: datetime = LATER) -> None:
    deliver(at)
    carry(lambda: at)


def test_the_count_is_of_all_letters_not_of_a_page(villager: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "PAGE", 2)
    assert unread(villager, at=LATER) == 3
    assert len(sheet(letters_to(villager, at=LATER)).letters) == 2


def test_pages_go_on_by_key_and_back(villager: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "PAGE", 2)
    letters = letters_to(villager, at=LATER)
    first = sheet(letters)
    second = sheet(letters, before=first.older)
    back = sheet(letters, after=second.newer)
    assert (first.newer, [row.pk for row in back.letters]) == ("", [row.pk for row in first.letters])
    assert (len(second.letters), second.older) == (1, "")
    assert back.newer == ""


def test_a_letter_waiting_to_be_carried_does_not_ring(villager: Person, world: World) -> None:
    world.offered(phone="")
    deliver(LATER)
    assert unread(villager, at=LATER) == 3


def test_a_letter_of_a_case_out_of_sight_is_out_of_sight(villager: Person) -> None:
    Share.objects.filter(case=Letter.objects.earliest("pk").entry.case).delete()
    assert unread(villager, at=LATER) == 2


def test_nobody_reads_anothers_letters(villager: Person, world: World) -> None:
    assert unread(world.neighbour, at=LATER) == 0


def test_the_first_reading_counts(villager: Person) -> None:
    letters = letters_to(villager, at=LATER)
    mark_read(letters, at=LATER)
    mark_read(letters, at=LATER + timedelta(hours=1))
    assert set(Letter.objects.values_list("read_at", flat=True)) == {LATER}


def test_the_page_lists_what_is_unread(page: Client) -> None:
    shown = page.get("/inbox/").content.decode()
    assert shown.count("data-letter=") == 3
    assert "发布抢单" in shown
    assert "data-unread>3<" in shown


def test_opening_a_letter_marks_it_and_leads_to_the_case(page: Client) -> None:
    letter = Letter.objects.latest("pk")
    answer = page.get(f"/inbox/{letter.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{letter.entry.case.number}/")
    assert "data-unread>2<" in page.get("/inbox/").content.decode()
    assert page.get("/inbox/?all=1").content.decode().count("data-letter=") == 3


def test_all_are_read_up_to_the_newest_that_was_shown(page: Client, world: World) -> None:
    shown = Letter.objects.latest("pk").pk
    world.offered(phone="")
    arrive()
    page.post("/inbox/read/", {"upto": shown})
    assert Letter.objects.filter(read_at=None).count() == 1


def test_one_is_read(page: Client) -> None:
    page.post("/inbox/read/", {"letter": Letter.objects.latest("pk").pk})
    assert Letter.objects.filter(read_at=None).count() == 2


@pytest.mark.parametrize("body", [{}, {"letter": "x"}, {"upto": "-1"}])
def test_a_form_that_names_no_letter_marks_none(page: Client, body: dict[str, str]) -> None:
    assert page.post("/inbox/read/", body).status_code == 302
    assert Letter.objects.filter(read_at=None).count() == 3


def test_anothers_letter_cannot_be_opened(page: Client, world: World) -> None:
    page.force_login(world.neighbour)
    assert page.get(f"/inbox/{Letter.objects.latest('pk').pk}/").status_code == 404


def test_an_empty_inbox_says_so(client: Client, world: World) -> None:
    client.force_login(world.neighbour)
    assert "都看过了" in client.get("/inbox/").content.decode()


def test_a_reminder_names_its_clock_and_how_much_of_it_is_used(page: Client, world: World) -> None:
    lamp = world.assigned()
    note(lamp, "urged", clock="handling", rung=0)
    note(lamp, "breached", clock="contact", rung=2)
    arrive()
    shown = page.get("/inbox/").content.decode()
    assert "催办：办理时限已用 50%" in shown
    assert "超过时限：先行联系<" in shown


def test_a_page_costs_the_same_however_many_letters(villager: Person, world: World) -> None:
    def shown() -> None:
        page = sheet(letters_to(villager, at=LATER))
        assert [mailbox.headline(row) + row.entry.case.number for row in page.letters]

    assert villager.posts_on(NINE.date())
    with assertNumQueries(1):
        shown()
    for _ in range(5):
        world.offered(phone="")
    arrive()
    with assertNumQueries(1):
        shown()
