"""What a page offers to do: the rooms' templates by the names of their deeds, for whoever may, where it is possible."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps

from huying.case.deeds import DEEDS
from huying.case.hall import actions
from huying.case.models import Case, Photo
from huying.case.sight import may, open_deeds
from huying.directory.models import Person
from huying.directory.roles import Role
from tests.case.hall import Reader, page_of
from tests.world import NINE, World


@dataclass
class Room:
    """A room with a folder of its own."""

    label: str
    path: str


@pytest.fixture
def lane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only room there is, and its folder of actions."""
    folder = tmp_path / "templates" / "lane" / "actions"
    folder.mkdir(parents=True)
    monkeypatch.setattr(apps, "get_app_configs", lambda: [Room("lane", str(tmp_path))])
    actions._offered.cache_clear()
    yield folder
    actions._offered.cache_clear()


def test_a_template_is_found_by_the_name_of_its_deed(lane: Path) -> None:
    (lane / "assigned.html").touch()
    (lane / "claimed.html").touch()
    found = actions.actions(["accepted", "assigned"])
    assert [(one.template, one.deed) for one in found] == [("lane/actions/assigned.html", "assigned")]
    assert str(found[0].label) == "已交办"


def test_a_room_may_draw_its_own_block_before_all(lane: Path) -> None:
    (lane / "room.html").touch()
    (lane / "assigned.html").touch()
    assert [one.template for one in actions.actions(["assigned"])] == [
        "lane/actions/room.html",
        "lane/actions/assigned.html",
    ]


def test_a_file_that_is_no_deed_is_passed_over(lane: Path) -> None:
    (lane / "form.html").touch()
    assert actions.actions(DEEDS) == []


def test_what_is_open_to_somebody_is_what_the_table_says(world: World) -> None:
    cases = [world.lamp(), world.offered(), world.assigned()]
    people = [world.person(role, unit) for role in Role for unit in (world.town, world.east, world.west)]
    for person in people:
        for case in cases:
            assert open_deeds(person, case, at=NINE) == _by_the_table(person, case)


def _by_the_table(person: Person, case: Case) -> list[str]:
    return [name for name, deed in DEEDS.items() if case.where in deed.origin and may(person, name, case, at=NINE)]


def test_one_query_answers_for_all_deeds(world: World, django_assert_num_queries) -> None:
    lamp, neighbour = world.offered(), world.neighbour
    neighbour.posts_on(NINE.date())
    with django_assert_num_queries(1):
        open_deeds(neighbour, lamp, at=NINE)


def test_the_unit_that_holds_a_case_is_offered_its_own_deeds(world: World) -> None:
    lamp = world.assigned()
    mine = Reader(world.villager).opens(page_of(lamp)).content.decode()
    hers = Reader(world.dispatcher).opens(page_of(lamp)).content.decode()
    assert "签收" in buttons(mine) and "签收" not in buttons(hers)


def buttons(page: str) -> list[str]:
    """What may be pressed in the block of acts."""
    block = page.split('id="acts"')[1].split("</section>")[0]
    return re.findall(r"</svg>([^<]+)</(?:button|summary)>", block)


def test_photos_stand_beside_the_words_they_came_with(world: World) -> None:
    lamp = world.assigned(photos=[_photo("front")])
    page = Reader(world.villager).opens(page_of(lamp)).content.decode()
    assert 'src="/photo/front/?small"' in page


def _photo(key: str) -> Photo:
    return Photo.objects.create(
        jurisdiction=110199, key=key, file="a/b.jpg", digest=key, size=1, width=1, height=1, made_at=NINE
    )
