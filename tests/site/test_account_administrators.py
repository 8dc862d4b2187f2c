"""What the security and the audit administrator look after: locks, forgotten passwords, and what everybody did."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.directory import acts
from huying.directory.models import Act, Person, What
from huying.directory.roles import Role
from tests.site.entrance import WRONG, done, enter, is_in, with_password
from tests.world import NINE, World


def signed(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def auditor(world: World) -> Client:
    return signed(world.person(Role.AUDIT_ADMIN, world.centre))


@pytest.fixture
def guard(world: World) -> Client:
    """The security administrator."""
    return signed(world.person(Role.SECURITY_ADMIN, world.centre))


def subjects(page: str) -> list[str]:
    """The cases of the acts shown, from the top."""
    return re.findall(r"件-\d+", page)


def exports(world: World, count: int) -> None:
    for number in range(count):
        at = NINE + timedelta(minutes=number)
        acts.record(What.EXPORTED, by=world.operator, at=at, address=f"10.0.0.{number % 3}", subject=f"件-{number}")


class TestTheRecord:
    def test_it_is_the_audit_administrators_alone(self, world: World, guard: Client) -> None:
        assert guard.get("/account/audit/").status_code == 403
        assert signed(world.person(Role.SYSTEM_ADMIN, world.centre)).get("/account/audit/").status_code == 403
        assert signed(world.leader).get("/account/audit/").status_code == 403

    def test_whoever_is_turned_away_stays_at_the_desk_with_ways_out(self, world: World) -> None:
        page = signed(world.dispatcher).get("/account/audit/").content.decode()
        assert 'aria-label="主导航"' in page and 'href="/dispatch/"' in page
        assert page.count("<h1>") == 1 and "这里不对您开放" in page
        assert re.search(r'class="hy-btn hy-btn--main" href="/desk/"', page)

    def test_the_newest_stands_first(self, world: World, auditor: Client) -> None:
        exports(world, 3)
        assert subjects(auditor.get("/account/audit/").content.decode()) == ["件-2", "件-1", "件-0"]

    def test_every_act_is_on_exactly_one_page_forwards_and_back(self, world: World, auditor: Client) -> None:
        exports(world, 120)
        first = auditor.get("/account/audit/").content.decode()
        seen, page = subjects(first), first
        while older := re.search(r'href="(\?before=\d+)"', page):
            page = auditor.get(f"/account/audit/{older[1]}").content.decode()
            seen += subjects(page)
        assert seen == [f"件-{number}" for number in reversed(range(120))]
        back = []
        while newer := re.search(r'href="(\?after=\d+)"', page):
            page = auditor.get(f"/account/audit/{newer[1]}").content.decode()
            back.append(subjects(page))
        assert back[-1] == subjects(first)

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"address": "10.0.0.1"}, ["件-4", "件-1"]),
            ({"what": "signed_in"}, []),
            ({"what": "exported", "who": "operator@c"}, ["件-5", "件-4", "件-3", "件-2", "件-1", "件-0"]),
            ({"who": "没有这个人"}, []),
            ({"since": "2026-09-25", "until": "2026-09-25", "address": "10.0.0.2"}, ["件-5", "件-2"]),
            ({"until": "2026-09-24"}, []),
            ({"since": "2026-09-26"}, []),
            ({"since": "not a day", "address": "10.0.0.0"}, ["件-3", "件-0"]),
            ({"before": "nonsense", "after": "99999999999999999999"}, ["件-5", "件-4", "件-3", "件-2", "件-1", "件-0"]),
        ],
    )
    def test_it_is_found_by_what_who_where_and_when(
        self, world: World, auditor: Client, asked: dict[str, str], found: list[str]
    ) -> None:
        exports(world, 6)
        assert subjects(auditor.get("/account/audit/", asked).content.decode()) == found

    def test_a_day_begins_at_midnight_of_the_district(self, world: World, auditor: Client) -> None:
        for hour, name in ((15, "件-1"), (16, "件-2")):
            at = NINE.replace(hour=hour)
            acts.record(What.EXPORTED, by=world.operator, at=at, subject=name)
        assert subjects(auditor.get("/account/audit/", {"since": "2026-09-26"}).content.decode()) == ["件-2"]

    def test_what_was_typed_is_harmless_there(self, world: World, auditor: Client) -> None:
        acts.record(What.EXPORTED, by=world.operator, at=NINE, subject="<script>alert(1)</script>")
        assert "<script>alert" not in auditor.get("/account/audit/").content.decode()

    def test_a_page_costs_the_same_however_much_is_on_record(self, world: World, auditor: Client) -> None:
        exports(world, 70)
        auditor.get("/account/")
        with CaptureQueriesContext(connection) as asked:
            auditor.get("/account/audit/")
        assert len(asked) <= 8


class TestLocks:
    @pytest.fixture
    def locked(self, world: World) -> Person:
        person = with_password(world.operator)
        for _ in range(5):
            enter(Client(), person.username, WRONG)
        return person

    def test_whoever_is_locked_is_shown(self, guard: Client, locked: Person) -> None:
        assert locked.username in guard.get("/account/lockouts/").content.decode()

    def test_whoever_is_not_is_not(self, guard: Client, world: World) -> None:
        enter(Client(), with_password(world.operator).username, WRONG)
        assert "现在没有被锁定的登录名" in guard.get("/account/lockouts/").content.decode()

    def test_a_lifted_lock_is_lifted_and_on_record(self, guard: Client, locked: Person, client: Client) -> None:
        guard.post(f"/account/lockouts/{locked.pk}/lift/")
        enter(client, locked.username)
        assert is_in(client)
        act = Act.objects.get(what=What.UNLOCKED)
        assert locked.username in act.subject
        assert act.by and act.by.username.startswith("security_admin")

    def test_looking_at_the_page_lifts_nothing(self, guard: Client, locked: Person, client: Client) -> None:
        assert guard.get(f"/account/lockouts/{locked.pk}/lift/").status_code == 405
        enter(client, locked.username)
        assert not is_in(client)


class TestForgottenPasswords:
    def test_a_new_one_is_shown_once_and_must_be_changed(self, guard: Client, world: World, client: Client) -> None:
        person = with_password(world.operator)
        page = f"/account/people/{person.pk}/password/"
        given = re.search(r"data-password>([^<]+)<", guard.post(page).content.decode())
        assert given
        assert given[1] not in guard.get(page).content.decode()
        enter(client, person.username, given[1])
        assert client.get("/account/")["Location"].startswith("/account/password/")
        assert done()[0] == "password_reset"

    def test_never_ones_own(self, guard: Client, world: World) -> None:
        own = world.person(Role.SECURITY_ADMIN, world.centre)
        assert guard.post(f"/account/people/{own.pk}/password/").status_code == 404

    def test_the_password_itself_is_nowhere_on_record(self, guard: Client, world: World) -> None:
        given = re.search(
            r"data-password>([^<]+)<",
            guard.post(f"/account/people/{world.operator.pk}/password/").content.decode(),
        )
        assert given
        assert not any(given[1] in f"{act.words}{act.subject}" for act in Act.objects.all())


class TestOnesOwnAccount:
    def test_it_shows_ones_posts_and_ones_own_acts_only(self, world: World) -> None:
        acts.record(What.EXPORTED, by=world.villager, at=NINE, subject="件-1")
        acts.record(What.EXPORTED, by=world.operator, at=NINE, subject="件-2")
        page = signed(world.operator).get("/account/").content.decode()
        assert "接线员" in page
        assert subjects(page) == ["件-2"]

    def test_somebody_without_a_post_is_told_whom_to_ask(self, world: World) -> None:
        page = signed(Person.objects.create_person("guest", "借调人员")).get("/account/").content.decode()
        assert "您还没有岗位" in page
