"""推送进程 · the whole way: a page's cookie, an open stream, a claim in another thread, the event; and who is turned away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import SHIFT, now
from huying.site.live import process
from huying.site.live.listeners import listeners
from huying.site.live.process import Live
from huying.steps.dispatch.claim import claim
from tests.loops import run
from tests.steps.dispatch.conftest import counted
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20.0


@pytest.fixture
def open_world(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv(SHIFT, "0")
    monkeypatch.setenv(SHIFT, str((NINE + timedelta(minutes=3) - now()).total_seconds()))
    return World()


def cookie_of(person: Person) -> str:
    """Signed in, and a page opened, as a browser does before it listens."""
    client = Client()
    client.force_login(person)
    client.get("/board/")
    return client.cookies["sessionid"].value


class Browser:
    """One stream, as an ASGI server would serve it."""

    def __init__(self, live: Live, cookie: str = "", *, path: str = "/live/board/", **headers: str) -> None:
        self.status, self.headers, self.text = 0, {}, ""
        self._leaves = asyncio.Event()
        self._news = asyncio.Condition()
        given = {"host": "city.example:8001", "cookie": f"sessionid={cookie}", **headers}
        scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        self.task = asyncio.create_task(live(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        async with self._news:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                self.text += message["body"].decode()
            self._news.notify_all()

    async def hears(self, words: str) -> None:
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: words in self.text), PATIENCE)

    async def leaves(self) -> None:
        self._leaves.set()
        await asyncio.wait_for(self.task, PATIENCE)

    async def is_answered(self) -> int:
        await asyncio.wait_for(self.task, PATIENCE)
        return self.status


@asynccontextmanager
async def running() -> AsyncIterator[Live]:
    live = Live()
    await live.start()
    try:
        yield live
    finally:
        await live.stop()
        await asyncio.to_thread(live.close)


def play(scene: Callable[[Live], Any]) -> None:
    async def whole() -> None:
        async with running() as live:
            await scene(live)

    run(whole())


async def aside(work: Callable[[], Any]) -> Any:
    """A deed done elsewhere, as another process would."""

    def done() -> Any:
        try:
            return work()
        finally:
            connection.close()

    return await asyncio.to_thread(done)


def test_two_look_one_claims_the_other_sees_it_go(open_world: World) -> None:
    world = open_world
    villager, officer = world.villager, world.person(Role.LIAISON, world.office)
    east, office = cookie_of(villager), cookie_of(officer)

    async def scene(live: Live) -> None:
        first, second = Browser(live, east), Browser(live, office)
        await first.hears("retry")
        await second.hears("retry")
        lamp = await aside(lambda: world.offered(at=now()))
        await first.hears(lamp.number)
        await second.hears(lamp.number)
        await aside(lambda: claim(lamp, unit=world.east, by=villager, at=now()))
        await second.hears('"state":"taken"')
        assert "东村（接诉即办联络员）已领办" in second.text
        assert second.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert "content-encoding" not in second.headers
        await first.leaves()
        await second.leaves()
        assert live.hub.count == 0

    play(scene)


def test_another_village_hears_nothing(open_world: World) -> None:
    world = open_world
    east, west = cookie_of(world.villager), cookie_of(world.neighbour)

    async def scene(live: Live) -> None:
        listens, does_not = Browser(live, east), Browser(live, west)
        await listens.hears("retry")
        await does_not.hears("retry")
        lamp = await aside(lambda: world.offered(at=now()))
        await listens.hears(lamp.number)
        assert lamp.number not in does_not.text
        await listens.leaves()
        await does_not.leaves()

    play(scene)


def test_whoever_was_away_hears_what_was_missed(open_world: World) -> None:
    world = open_world
    east = cookie_of(world.villager)

    async def scene(live: Live) -> None:
        waits = Browser(live, east)
        await waits.hears("retry")
        before = live.hub._since
        lamp = await aside(lambda: world.offered(at=now()))
        await waits.hears(lamp.number)
        back = Browser(live, east, last_event_id=str(before))
        await back.hears(lamp.number)
        assert back.text.count("event: card") == 1
        await waits.leaves()
        await back.leaves()

    play(scene)


def test_who_is_not_signed_in_is_turned_away(open_world: World) -> None:
    async def scene(live: Live) -> None:
        assert await Browser(live).is_answered() == 403
        assert await Browser(live, "0123456789abcdefghij").is_answered() == 403

    play(scene)


def test_who_may_not_open_the_board_may_not_listen(open_world: World) -> None:
    caller = cookie_of(open_world.person(Role.CALLER, open_world.centre))

    async def scene(live: Live) -> None:
        assert await Browser(live, caller).is_answered() == 403

    play(scene)


@pytest.mark.parametrize(
    ("origin", "status"), [("https://evil.example", 403), ("http://city.example.evil.example", 403), ("null", 403)]
)
def test_pages_of_other_places_do_not_listen(open_world: World, origin: str, status: int) -> None:
    east = cookie_of(open_world.villager)

    async def scene(live: Live) -> None:
        assert await Browser(live, east, origin=origin).is_answered() == status

    play(scene)


def test_a_page_of_the_same_host_may_from_its_other_port(open_world: World) -> None:
    east = cookie_of(open_world.villager)

    async def scene(live: Live) -> None:
        page = Browser(live, east, origin="http://city.example:8000")
        await page.hears("retry")
        assert page.headers["access-control-allow-origin"] == "http://city.example:8000"
        assert page.headers["access-control-allow-credentials"] == "true"
        await page.leaves()

    play(scene)


@pytest.mark.parametrize("path", ["/", "/live/", "/live/board", "/board/", "/live/health/x"])
def test_there_is_nothing_else_here(open_world: World, path: str) -> None:
    async def scene(live: Live) -> None:
        assert await Browser(live, path=path).is_answered() == 404

    play(scene)


def test_it_says_that_it_is_well(open_world: World) -> None:
    async def scene(live: Live) -> None:
        asked = Browser(live, path="/live/health/")
        assert (await asked.is_answered(), asked.text) == (200, "0\n")

    play(scene)


def test_one_browser_opens_only_so_many(open_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_EACH", 1)
    east = cookie_of(open_world.villager)

    async def scene(live: Live) -> None:
        first = Browser(live, east)
        await first.hears("retry")
        assert await Browser(live, east).is_answered() == 503
        await first.leaves()

    play(scene)


def test_signing_out_ends_the_stream_at_the_next_review(open_world: World) -> None:
    east = cookie_of(open_world.villager)

    async def scene(live: Live) -> None:
        page = Browser(live, east)
        await page.hears("retry")
        await live._review()
        assert not page.task.done()
        await aside(lambda: Session.objects.all().delete())
        await live._review()
        await page.is_answered()
        assert live.hub.count == 0

    play(scene)


def test_stopping_says_goodbye_to_everybody(open_world: World) -> None:
    east = cookie_of(open_world.villager)

    async def scene(live: Live) -> None:
        page = Browser(live, east)
        await page.hears("retry")
        await live.stop()
        await page.is_answered()

    play(scene)


def test_many_sessions_are_known_in_three_statements(open_world: World) -> None:
    keys = [cookie_of(open_world.villager), cookie_of(open_world.neighbour), cookie_of(open_world.dispatcher)]
    with counted() as ran:
        found = listeners(keys, at=now())
    assert len(ran) == 3, "\n".join(ran)
    assert [found[key].units for key in keys] == [{open_world.east.pk}, {open_world.west.pk}, None]


def test_a_leader_listens_to_the_whole_branch(open_world: World) -> None:
    key = cookie_of(open_world.person(Role.UNIT_LEADER, open_world.town))
    units = listeners([key], at=now())[key].units
    assert units is not None
    assert {open_world.east.pk, open_world.west.pk, open_world.office.pk} <= units


@pytest.mark.parametrize("spoil", ["password", "gone", "idle", "unsettled"])
def test_a_session_that_a_page_would_not_accept_listens_no_more(
    open_world: World, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    person, at = open_world.villager, now()
    key = cookie_of(person)
    if spoil == "password":
        person.set_password("another-Secret-1")
        person.save()
    elif spoil == "gone":
        get_user_model().objects.filter(pk=person.pk).update(is_active=False)
    elif spoil == "unsettled":
        get_user_model().objects.filter(pk=person.pk).update(must_change_password=True)
    later = at + timedelta(minutes=31) if spoil == "idle" else at
    assert listeners([key], at=later) == {}


def test_the_dispatchers_desk_hears_that_a_request_came(open_world: World) -> None:
    world = open_world
    cookie = cookie_of(world.dispatcher)

    async def scene(live: Live) -> None:
        page = Browser(live, cookie, path="/live/desk/")
        await page.hears("retry")
        lamp = await aside(lambda: world.lamp(at=now()))
        await page.hears("event: moved")
        assert lamp.number not in page.text
        await page.leaves()

    play(scene)


@pytest.mark.parametrize(("role", "status"), [(Role.CALLER, 200), (Role.GRID_WORKER, 403)])
def test_the_desk_stream_is_for_those_who_may_open_a_desk(open_world: World, role: Role, status: int) -> None:
    cookie = cookie_of(open_world.person(role, open_world.office))

    async def scene(live: Live) -> None:
        page = Browser(live, cookie, path="/live/desk/")
        if status == 200:
            await page.hears("retry")
            await page.leaves()
        assert (await page.is_answered(), page.status) == (status, status)

    play(scene)
