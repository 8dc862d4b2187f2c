"""新手提示 · three steps on the page where somebody's day begins, until put away; remembered for the person, and brought back."""

import pytest
from django.test import Client
from lxml import html

from huying.directory.account.landing import landing
from huying.directory.models import Hint, Person
from huying.directory.roles import Role
from huying.site.guide.hints import HINTS
from huying.site.guide.pages import SHELF
from tests.world import World

pytestmark = pytest.mark.django_db


def signed(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def strip(client: Client, address: str) -> list[str]:
    """The steps of the strip on that page."""
    page = html.fromstring(client.get(address, follow=True).content)
    return [str(one.text).strip() for one in page.findall(".//ol[@class='hy-hint__steps']/li")]


def test_every_role_has_three_steps_of_a_few_words() -> None:
    roles = {role for sheet in SHELF for role in sheet.roles if sheet.name in HINTS}
    assert roles == set(Role)
    assert [step for steps in HINTS.values() for step in steps if len(str(step)) > 30] == []


@pytest.mark.parametrize("role", Role)
def test_whoever_signs_in_for_the_first_time_is_told_the_steps(world: World, role: Role) -> None:
    client = signed(world.person(role, world.centre))
    first = landing(world.person(role, world.centre))
    assert len(strip(client, first)) == 3


def test_it_stands_on_the_page_of_the_work_too_and_nowhere_else(world: World) -> None:
    client = signed(world.dispatcher)
    assert strip(client, "/dispatch/") == [str(step) for step in HINTS["dispatcher"]]
    assert strip(client, "/cases/") == []


def test_put_away_it_stays_away_for_this_person_alone(world: World) -> None:
    client = signed(world.dispatcher)
    answer = client.post("/guide/hints/dispatcher/away/", {"back": "/dispatch/"})
    assert answer.headers["Location"] == "/dispatch/"
    assert strip(client, "/dispatch/") == strip(signed(world.dispatcher), "/desk/") == []
    assert len(strip(signed(world.operator), "/intake/")) == 3
    assert Hint.objects.get().person == world.dispatcher


def test_twice_is_once(world: World) -> None:
    client = signed(world.dispatcher)
    for _press in range(2):
        client.post("/guide/hints/dispatcher/away/")
    assert Hint.objects.count() == 1


def test_the_account_page_brings_them_back(world: World) -> None:
    client = signed(world.dispatcher)
    client.post("/guide/hints/dispatcher/away/")
    assert "/guide/hints/again/" in client.get("/account/").content.decode()
    assert client.post("/guide/hints/again/").headers["Location"] == "/dispatch/"
    assert len(strip(client, "/dispatch/")) == 3


def test_who_holds_two_posts_reads_one_after_the_other(world: World) -> None:
    person = world.dispatcher
    person.posts.create(unit=world.centre, role=Role.CALLER)
    client = signed(Person.objects.get(pk=person.pk))
    assert strip(client, "/dispatch/") == [str(step) for step in HINTS["dispatcher"]]
    client.post("/guide/hints/dispatcher/away/")
    assert strip(client, "/dispatch/") == [str(step) for step in HINTS["caller"]]


def test_there_is_no_hint_of_a_name_that_is_none(world: World) -> None:
    assert signed(world.dispatcher).post("/guide/hints/emperor/away/").status_code == 404


def test_it_leads_back_to_no_other_place(world: World) -> None:
    answer = signed(world.dispatcher).post("/guide/hints/dispatcher/away/", {"back": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/dispatch/"
