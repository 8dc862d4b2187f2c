"""Guarded doors: who comes in is written on the page, and a page without such a mark opens for nobody."""

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from huying.directory.access import Access, Door, Signed, admits, on_entry, open_to_all, residents, roles, signed_in
from huying.directory.models import Person, Post
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.site import stops
from tests.world import World

DAY = timedelta(days=1)


def shown(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def named(request: Signed) -> HttpResponse:
    return HttpResponse(request.user.name)


BOTH = roles(Role.DISPATCHER, Role.OPERATOR)
urlpatterns = [
    path("open/", open_to_all(shown)),
    path("secret/", residents(shown)),
    path("entry/", on_entry(shown)),
    path("in/", signed_in(named)),
    path("desk/", require_GET(BOTH(named))),
    path("send/", require_POST(BOTH(shown))),
    path("bare/", shown),
    path("inbox/", signed_in(shown), name="inbox"),
    path("look/bell/", signed_in(shown), name="bell"),
    path("account/", include("huying.directory.account.urls")),
]
handler403, handler404 = stops.forbidden, stops.not_found
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def signed(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


class TestTheMarks:
    def test_each_door_says_what_it_is(self) -> None:
        marks = [view.access for view in (open_to_all(shown), residents(shown), on_entry(shown), signed_in(shown))]  # type: ignore[attr-defined]
        assert [mark.door for mark in marks] == [Door.OPEN, Door.RESIDENTS, Door.ENTRY, Door.SIGNED_IN]

    def test_the_roles_stand_on_it(self) -> None:
        assert BOTH(shown).access == Access(Door.ROLES, frozenset({Role.DISPATCHER, Role.OPERATOR}))  # type: ignore[attr-defined]

    def test_the_marked_function_itself_is_left_alone(self) -> None:
        open_to_all(shown)
        assert not hasattr(shown, "access")

    def test_a_door_for_no_role_is_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            roles()

    def test_a_page_without_a_mark_admits_nobody(self, world: World) -> None:
        assert not admits(None, world.operator)


class TestWhoComesIn:
    def test_anybody_comes_through_an_open_door(self, client: Client) -> None:
        assert client.get("/open/").content == b"in"
        assert client.get("/secret/").content == b"in"

    def test_a_stranger_is_led_to_the_sign_in_page_and_back(self, client: Client) -> None:
        answer = client.get("/desk/", {"q": "灯"})
        assert answer["Location"] == "/account/login/?next=%2Fdesk%2F%3Fq%3D%25E7%2581%25AF"

    def test_what_a_stranger_sends_is_refused_in_words(self, client: Client) -> None:
        answer = client.post("/send/", {"text": "路灯"})
        assert answer.status_code == 401
        assert "没有提交" in answer.content.decode()

    def test_a_script_is_told_in_its_own_form(self, client: Client) -> None:
        assert client.get("/in/", headers={"Accept": "application/json"}).json() == {"refused": "请先登录。"}
        fragment = client.get("/in/", headers={"HX-Request": "true"})
        assert (fragment.status_code, fragment["HX-Redirect"]) == (401, "/account/login/")

    def test_the_entitled_come_in(self, client: Client, world: World) -> None:
        assert signed(client, world.dispatcher).get("/desk/").content.decode() == world.dispatcher.name

    def test_the_others_are_told_whom_to_ask(self, client: Client, world: World) -> None:
        answer = signed(client, world.villager).get("/desk/")
        assert answer.status_code == 403
        assert "请联系安全管理员" in answer.content.decode()

    def test_only_the_method_it_was_made_for(self, client: Client, world: World) -> None:
        assert signed(client, world.dispatcher).get("/send/").status_code == 405

    @pytest.mark.parametrize(
        ("starts", "ends", "opens"),
        [(-9, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-9, 9, True)],
    )
    def test_a_post_counts_while_it_lasts(
        self, client: Client, world: World, starts: int, ends: int | None, opens: bool
    ) -> None:
        today = localdate(now())
        last = None if ends is None else today + ends * DAY
        Post.objects.filter(person=world.dispatcher).update(valid_from=today + starts * DAY, valid_to=last)
        assert (signed(client, world.dispatcher).get("/desk/").status_code == 200) is opens

    def test_somebody_without_any_post_is_signed_in_and_no_more(self, client: Client, world: World) -> None:
        guest = Person.objects.create_person("guest", "借调人员")
        assert signed(client, guest).get("/in/").status_code == 200
        assert client.get("/desk/").status_code == 403

    def test_a_page_without_a_mark_opens_for_nobody(self, client: Client, world: World) -> None:
        assert client.get("/bare/").status_code == 403
        assert signed(client, world.dispatcher).get("/bare/").status_code == 403


class TestWhatIsKept:
    @pytest.mark.parametrize("page", ["/in/", "/desk/", "/entry/"])
    def test_guarded_pages_are_not_stored_on_the_way(self, client: Client, world: World, page: str) -> None:
        assert signed(client, world.dispatcher).get(page)["Cache-Control"] == "no-store, private"

    def test_open_ones_say_nothing_about_it(self, client: Client) -> None:
        assert "Cache-Control" not in client.get("/open/")
