"""权限矩阵 · every role, relation and place against every way out of the house: pages, lists, counts, files, streams (attack 11)."""

import io
import re
from collections.abc import Callable, Iterable
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.urls import reverse

from huying.case.models import Case, Entry
from huying.case.steps import LIVE
from huying.directory.access import Door
from huying.kit.clock import now
from huying.post.carriers.inbox.mailbox import letters_to, unread
from huying.post.deliver import deliver
from huying.post.models import Letter, State
from huying.site.live.listeners import listeners
from tests.attacks.ground import AT, BLIND, BRANCH, OWN, PHONE, UNDER, WIDE, Actor, Ground, Scene, reach, sees
from tests.site.walk import pages

pytestmark = pytest.mark.django_db
SEERS = WIDE | BRANCH | OWN
FIELD = frozenset(["liaison", "staff", "cadre", "grid_worker", "unit_leader"])
WORKERS = FIELD | BRANCH
EXPORTERS = frozenset(["dispatcher", "supervisor", "assessor", "unit_leader", "leader", "main_leader"])
REVEALERS = SEERS - {"assessor"}
CSV = {"reason": "考核核对", "form": "csv"}

Doors = dict[str, tuple[Callable[[Actor, Scene], HttpResponse], frozenset[str]]]


def body_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Type", "").endswith("spreadsheetml.sheet"):
        with ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", "replace")


def _timeless(page: str) -> str:
    """Without the second at which it was made, and the form's token, which is masked anew each time."""
    return re.sub(r'data-now="[^"]+"|\b\w{64}\b', "", page)


def whole(answer: Any) -> Any:
    """Read to its end, as a browser does: its file is closed with it."""
    if answer.streaming:
        list(answer.streaming_content)
    return answer


def told(text: str, scenes: Iterable[Scene]) -> set[str]:
    """The cases of which something stands in it: the word that marks one, or its number."""
    return {scene.token for scene in scenes if scene.token in text or scene.case.number in text}


def seen(ground: Ground, actor: Actor) -> set[str]:
    return {scene.token for scene in ground.scenes if sees(actor, scene)}


def test_the_ground_holds_every_place_and_every_relation(ground: Ground) -> None:
    assert {scene.case.where for scene in ground.scenes} >= LIVE
    assert len(ground.scenes) >= 25
    assert len(ground.actors) >= 40
    assert {role for actor in ground.actors for role, _unit in actor.posts} == WIDE | BRANCH | OWN | BLIND


def test_one_query_finds_what_the_rule_says(ground: Ground) -> None:
    wrong = []
    for actor in ground.actors:
        found = set(Case.objects.seen_by(actor.person, at=now()).values_list("pk", flat=True))
        wrong += [(actor.name, s.token) for s in ground.scenes if (s.case.pk in found) is not sees(actor, s)]
    assert wrong == []


def _opens(path: str) -> Callable[[Actor, Scene], HttpResponse]:
    return lambda actor, scene: actor.client.get(path % scene.case.number)  # type: ignore[return-value]


def _sends(path: str, **given: str) -> Callable[[Actor, Scene], HttpResponse]:
    return lambda actor, scene: actor.client.post(path % scene.case.number, given)  # type: ignore[return-value]


EVERYWHERE: Doors = {
    "page": (_opens("/cases/%s/"), SEERS),
}
"""Asked of every case."""

SOMETIMES: Doors = {
    "photo": (lambda actor, scene: actor.client.get(f"/photo/{scene.photo}/"), SEERS),  # type: ignore[dict-item, return-value]
    "spot": (_opens("/work/%s/"), WORKERS),
    "act": (_opens("/work/%s/progress/"), SEERS),
    "act of another room": (_sends("/work/%s/urge/", words=""), SEERS),
    "no look without a reason": (_sends("/cases/%s/reveal/", reason=""), SEERS),
    "comment": (_sends("/cases/%s/comment/", words=""), SEERS),
    "work phone": (lambda actor, scene: actor.client.get(f"/work/{scene.case.number}/phone/"), frozenset()),  # type: ignore[dict-item, return-value]
    "call": (_opens("/callbacks/%s/"), frozenset({"caller"})),
    "call phone": (_sends("/callbacks/%s/phone/"), frozenset({"caller"})),
    "check of a reply": (_sends("/reply/%s/check/", words="已修好"), FIELD),
}
"""Asked of one case of every relation: those are the same lookups in all places."""

RELATIONS = ("暗号甲零一", "暗号甲零三", "暗号甲05", "暗号甲12", "暗号乙零一", "暗号乙零三", "暗号丙零一")


def _leaks(ground: Ground, doors: Doors, scenes: list[Scene]) -> list[tuple[str, str, str, int]]:
    """Whatever opened although the case may not be seen, and what stayed shut although page and case are open."""
    wrong = []
    for actor in ground.actors:
        for scene in scenes:
            for name, (ask, entitled) in doors.items():
                code = whole(ask(actor, scene)).status_code
                shut = not (actor.holds(entitled) and sees(actor, scene))
                if code >= 500 or (shut and code not in (403, 404, 405)):
                    wrong.append((actor.name, scene.token, name, code))
                if not shut and name in ("page", "photo", "spot", "act") and code != 200:
                    wrong.append((actor.name, scene.token, name, code))
    return wrong


def test_pages_and_photos_open_for_whoever_sees_the_case_and_for_nobody_else(ground: Ground) -> None:
    assert _leaks(ground, EVERYWHERE, ground.scenes) == []


def test_every_other_door_of_a_case_asks_the_same(ground: Ground) -> None:
    assert _leaks(ground, SOMETIMES, [ground.scene(token) for token in RELATIONS]) == []


def test_what_is_not_there_and_what_is_not_yours_are_the_same_page(ground: Ground) -> None:
    for name in ("liaison of W", "leader of F"):
        actor = ground.actor(name)
        strange = ground.scene("暗号甲05").case.number
        none = strange[:-6] + "999999"
        for door in ("/cases/%s/", "/work/%s/", "/work/%s/progress/"):
            pair = [actor.client.get(door % number) for number in (strange, none)]
            told = zip(pair, (strange, none), strict=True)
            texts = [_timeless(body_of(page).replace(n, "N").replace(page["X-Request-ID"], "R")) for page, n in told]
            assert pair[0].status_code == pair[1].status_code == 404
            assert texts[0] == texts[1]


QUERIES = (
    "/cases/?q=路灯", "/cases/?overdue=1", "/cases/?since=2026-01-01", "/cases/?kind=report", "/cases/?urgent=1",
    "/board/figures/cases/?which=offered&first=2026-09-01&last=2026-09-30", "/dispatch/?tab=offered",
    "/dispatch/?tab=returned", "/dispatch/?tab=raised", "/dispatch/?tab=unlisted", "/dispatch/?tab=objected",
    "/dispatch/?tab=unsigned", "/work/?for=me", "/supervision/soon/", "/supervision/late/", "/supervision/silent/",
    "/supervision/summoned/", "/callbacks/?later=1", "/month/?month=2026-09", "/inbox/?all=1",
    "/month/cases/?figure=received&unit=0&from=2026-09-01&to=2026-09-30",
)  # fmt: skip


NO_LIST = re.compile("9{6}|nothing|^/directory/.|^/account/.|^/reply/templates/")
"""Pages of one row, and of registers, which hold no case."""

SAMPLE = (
    "dispatcher of C",
    "liaison of E",
    "leader of T",
    "staff of W",
    "unit_leader of F",
    "union 0",
    "union 3",
    "union 5",
)


def lists() -> list[str]:
    """Every page for staff without a number in its address, and some of them narrowed."""
    inside = [page.address for page in pages() if page.access and page.access.door in (Door.ROLES, Door.SIGNED_IN)]
    return [address for address in inside if not NO_LIST.search(address)] + list(QUERIES)


def test_no_list_names_a_case_that_may_not_be_seen(ground: Ground) -> None:
    wrong = []
    for actor in ground.actors:
        for address in lists():
            answer = actor.client.get(address)
            assert answer.status_code < 500, (actor.name, address)
            wrong += [(actor.name, address, t) for t in told(body_of(answer), ground.scenes) - seen(ground, actor)]
    assert wrong == []


def test_the_list_its_tabs_and_its_search_agree(ground: Ground) -> None:
    wrong = []
    for actor in ground.actors:
        if not actor.holds(SEERS):
            continue
        page = body_of(actor.client.get("/cases/"))
        found = told(body_of(actor.client.get("/cases/?q=孩子放学")), ground.scenes)
        total = re.search(r'全部<span class="hy-tabs__count">([^<]*)<', page)
        expected = seen(ground, actor)
        if not (told(page, ground.scenes) == found == expected and total and int(total[1]) == len(expected)):
            wrong.append((actor.name, total and total[1], len(expected)))
    assert wrong == []


def test_each_tab_shows_as_many_as_it_counts(ground: Ground) -> None:
    wrong = []
    for actor in map(ground.actor, SAMPLE):
        mine = [scene for scene in ground.scenes if sees(actor, scene)]
        for stage in {scene.case.stage for scene in mine}:
            here = {scene.token for scene in mine if scene.case.stage == stage}
            if told(body_of(actor.client.get(f"/cases/?at={stage}")), ground.scenes) != here:
                wrong.append((actor.name, stage))
    assert wrong == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_holds_the_list_and_nothing_else(ground: Ground, form: str) -> None:
    wrong = []
    for actor in ground.actors:
        answer = actor.client.post("/cases/export/", CSV | {"form": form})
        expected = seen(ground, actor) if actor.holds(EXPORTERS) else set()
        if told(body_of(answer), ground.scenes) != expected:
            wrong.append(actor.name)
    assert wrong == []


def may_know(actor: Actor, scene: Scene) -> bool:
    """Whether a post that sees the case also lifts masks, and of a confidential one only a post over everything."""
    secret = scene.case.confidential
    return any(
        role in REVEALERS and (role in WIDE or (not secret and bool(reach(role, unit) & scene.units)))
        and _not_accused(role, unit, scene)
        for role, unit in actor.posts
    )  # fmt: skip


def _not_accused(role: str, unit: str, scene: Scene) -> bool:
    return role in WIDE or scene.accused not in reach(role, unit)


def test_a_phone_finds_only_what_one_post_both_sees_and_may_unmask(ground: Ground) -> None:
    wrong = []
    for actor in (a for a in ground.actors if a.holds(SEERS)):
        found = told(body_of(actor.client.get(f"/cases/?q={PHONE}")), ground.scenes)
        expected = {s.token for s in ground.scenes if sees(actor, s) and may_know(actor, s)}
        if found != expected:
            wrong.append((actor.name, sorted(found ^ expected)))
    assert wrong == []


def test_beside_the_form_stands_only_what_one_post_both_sees_and_may_unmask(ground: Ground) -> None:
    wrong = []
    given = {"text": "村口路灯三天不亮，孩子放学走夜路不安全。", "phone": PHONE, "area": "", "place": "东村村口"}
    for actor in (a for a in ground.actors if a.holds(frozenset(["operator", "dispatcher", "grid_worker", "cadre"]))):
        answer = actor.client.post("/intake/beside/", given | {"channel": "grid"})
        leaked = {s.token for s in ground.scenes if s.token in told(body_of(answer), [s]) and not may_know(actor, s)}
        wrong += [(actor.name, token) for token in sorted(leaked)]
    assert wrong == []


def test_a_look_at_who_asked_is_for_those_alone_who_may(ground: Ground) -> None:
    """Name and phone are on no page before the look, and in no answer to those who may not."""
    wrong = []
    for actor in ground.actors:
        for scene in (ground.scene(token) for token in RELATIONS):
            given = {"reason": "核实情况"}
            shown = PHONE in body_of(actor.client.post(f"/cases/{scene.case.number}/reveal/", given))
            if shown and not may_know(actor, scene):
                wrong.append((actor.name, scene.token))
    assert wrong == []
    assert Entry.objects.filter(deed="revealed").exists()


def test_letters_go_to_nobody_who_may_not_see_the_case(ground: Ground) -> None:
    deliver(AT)
    Letter.objects.update(state=State.CARRIED)
    assert Letter.objects.filter(person__isnull=False).count() > 50
    by_case = {scene.case.pk: scene for scene in ground.scenes}
    wrong = []
    for actor in ground.actors:
        mine = letters_to(actor.person, at=now())
        cases = set(mine.values_list("entry__case", flat=True))
        wrong += [(actor.name, by_case[pk].token) for pk in cases if not sees(actor, by_case[pk])]
        page = body_of(actor.client.get("/inbox/?all=1"))
        assert told(page, ground.scenes) <= seen(ground, actor), actor.name
        assert unread(actor.person, at=now()) == mine.filter(read_at=None).count()
    assert wrong == []


def test_a_stream_is_for_the_boards_that_the_posts_reach(ground: Ground) -> None:
    offered = ground.scene("暗号甲零三")
    hung = {ground.units[code].pk for code in offered.ties["offered"]}
    watching = FIELD | frozenset(["dispatcher", "operator", "supervisor", "leader", "main_leader"])
    wrong = []
    for actor in ground.actors:
        key = actor.client.session.session_key or ""
        listener = listeners([key], at=now()).get(key)
        boards = None if listener is None or listener.units is None else listener.units
        hears = listener is not None and (boards is None or bool(boards & hung))
        posts = [(role, unit) for role, unit in actor.posts if role in watching]
        expected = any(role in WIDE or bool(reach(role, unit) & offered.ties["offered"]) for role, unit in posts)
        if hears is not expected:
            wrong.append((actor.name, hears))
    assert wrong == []
    assert Session.objects.count() >= len(ground.actors)


def test_a_form_sent_again_by_somebody_else_tells_nothing(ground: Ground) -> None:
    scene, key = ground.scene("暗号甲05"), "a1b2c3d4e5f60718293a4b5c6d7e8f90"
    address = reverse("case_comment", args=[scene.case.number])
    given = {"words": "已与村里核实", "idempotency_key": key}
    assert ground.actor("liaison of E").client.post(address, given).status_code == 302
    before = Entry.objects.count()
    again = [(a, a.client.post(address, given).status_code) for a in ground.actors if a.name != "liaison of E"]
    assert [a.name for a, code in again if not sees(a, scene) and code not in (403, 404)] == []
    assert [a.name for a, code in again if sees(a, scene) and code not in (403, 422)] == []
    assert Entry.objects.count() == before


def test_under_the_town_lies_what_the_directory_says(ground: Ground) -> None:
    """The branches above are written by hand: here they are held against the tree."""
    for code, below in UNDER.items():
        tree = {other.code for other in ground.units.values() if other.path.startswith(ground.units[code].path)}
        assert tree == below, code
