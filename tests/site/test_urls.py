"""Every address says who may open it, and does as it says: for strangers and for each of the sixteen roles."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client

from huying.directory.access import Access, Door
from huying.directory.models import Person
from huying.directory.roles import Role
from tests.site.walk import Page, pages
from tests.world import World

EVERY = pages()
DIGEST = make_password("Lantern-2026")
GUARDED = [page for page in EVERY if page.access and page.access.door not in (Door.OPEN, Door.RESIDENTS)]


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.address)
def test_every_address_says_who_may_open_it(page: Page) -> None:
    assert isinstance(page.access, Access), (
        f"{page.address} ({page.view.__module__}.{page.view.__name__}) is not classified: put open_to_all, residents, "
        "signed_in or roles(…) of huying.directory.access on it"
    )


def test_no_address_leads_to_two_pages() -> None:
    addresses = [page.address for page in EVERY]
    assert len(addresses) == len(set(addresses))


def ask(client: Client, page: Page) -> HttpResponse:
    """Open it by the method it allows; a page that changes something is sent nothing."""
    answer = client.get(page.address)
    return client.post(page.address) if answer.status_code == 405 else answer  # type: ignore[return-value]


def signed(person: Person) -> Client:
    """Somebody with a password, as everybody has who ever signed in."""
    Person.objects.filter(pk=person.pk).update(password=DIGEST)
    person.refresh_from_db()
    client = Client()
    client.force_login(person)
    return client


def led_to_sign_in(answer: HttpResponse) -> bool:
    entrance = answer.headers.get("Location", "").startswith("/account/login/")
    return answer.status_code == 401 or (answer.status_code == 302 and entrance)


@pytest.mark.django_db
@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.address)
def test_a_stranger_is_led_to_the_sign_in_page(client: Client, page: Page) -> None:
    assert led_to_sign_in(ask(client, page))


@pytest.mark.django_db
@pytest.mark.parametrize("page", [page for page in EVERY if page not in GUARDED], ids=lambda page: page.address)
def test_what_is_open_leads_nobody_to_sign_in(client: Client, page: Page) -> None:
    answer = ask(client, page)
    own = page.address.startswith("/account/")
    assert own or (not led_to_sign_in(answer) and answer.status_code != 403)


@pytest.mark.django_db
@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.address)
def test_it_opens_for_its_roles_and_for_no_other(world: World, page: Page) -> None:
    assert page.access
    wrong = []
    for role in Role:
        client = signed(world.person(role, world.centre))
        answer = ask(client, page)
        entitled = page.access.door is not Door.ROLES or role in page.access.roles
        if (answer.status_code == 403) is entitled or answer.status_code >= 500 or led_to_sign_in(answer):
            wrong.append((str(role), answer.status_code))
    assert wrong == []


def test_roles_are_complete() -> None:
    """Sixteen posts, so that the matrix above is the whole one."""
    assert len(Role) == 16


@pytest.mark.parametrize("role", Role)
def test_some_page_opens_for_every_role(role: Role) -> None:
    assert any(page.access and (page.access.door is Door.SIGNED_IN or role in page.access.roles) for page in EVERY)


def test_signing_in_is_where_the_settings_say(client: Client) -> None:
    assert settings.LOGIN_URL == "account_login"
