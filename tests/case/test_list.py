"""The list of cases: who sees which, in what order, with what totals, in how many queries."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse

from huying.case import ledger
from huying.case.hall.order import SIZE
from huying.case.models import Case
from huying.case.who import KEEPER
from huying.directory.models import Post
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.intake.accept import accept
from tests.case.hall import Reader, at_most, it_is, text_of, totals
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def it_is_friday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, LATER)


@pytest.fixture
def dispatcher(world: World) -> Reader:
    return Reader(world.dispatcher)


@pytest.fixture
def villager(world: World) -> Reader:
    return Reader(world.villager)


def test_the_newest_stands_first(world: World, dispatcher: Reader) -> None:
    cases = [world.lamp(), world.assigned(), world.offered()]
    assert dispatcher.lists() == [case.number for case in reversed(cases)]


def test_a_village_sees_what_was_shared_with_it_and_nothing_else(world: World, villager: Reader) -> None:
    world.lamp()
    mine, other = world.assigned(), world.lamp()
    accept(other, by=KEEPER, at=NINE)
    assign(other, to=world.west, by=KEEPER, at=NINE)
    assert villager.lists() == [mine.number]
    assert Reader(world.neighbour).lists() == [other.number]


def test_two_posts_add_up_and_neither_widens_the_other(world: World) -> None:
    mine, hers = world.assigned(), world.lamp()
    accept(hers, by=KEEPER, at=NINE)
    assign(hers, to=world.office, by=KEEPER, at=NINE)
    elsewhere = world.lamp()
    accept(elsewhere, by=KEEPER, at=NINE)
    assign(elsewhere, to=world.west, by=KEEPER, at=NINE)
    Post.objects.create(person=world.villager, unit=world.office, role=Role.UNIT_LEADER)
    assert Reader(world.villager).lists() == [hers.number, mine.number]


def test_a_report_about_a_unit_is_not_in_its_list(world: World, villager: Reader) -> None:
    report = world.lamp(kind="report", about=world.east)
    accept(report, by=KEEPER, at=NINE)
    assign(report, to=world.office, by=KEEPER, at=NINE)
    report.shares.create(jurisdiction=report.jurisdiction, unit=world.east, tie="copied")
    assert villager.lists() == []
    assert Reader(world.person(Role.STAFF, world.office)).lists() == [report.number]


def test_administrators_have_no_list(world: World) -> None:
    admin = world.person(Role.AUDIT_ADMIN, world.centre)
    assert Reader(admin).opens("/cases/").status_code in (302, 403)


@pytest.mark.parametrize("tab", ["", "live", "dispatch", "waiting", "ended", "closed", "nonsense"])
def test_every_tab_opens(world: World, dispatcher: Reader, tab: str) -> None:
    world.assigned()
    assert dispatcher.opens("/cases/", at=tab).status_code == 200


def test_the_tabs_tell_the_truth(world: World, dispatcher: Reader) -> None:
    world.lamp()
    world.offered()
    world.assigned()
    ended = world.assigned()
    ledger_end(ended, world)
    told = totals(dispatcher.opens("/cases/", at="dispatch"))
    assert (told["全部"], told["在办"], told["已结束"]) == ("4", "3", "1")
    assert (told["接办"], told["交办"], told["处置"], told["抢单中"], told["待派单"]) == ("1", "1", "1", "1", "0")


def test_the_tabs_count_what_their_reader_sees(world: World, villager: Reader) -> None:
    world.lamp()
    world.assigned()
    told = totals(villager.opens("/cases/"))
    assert (told["全部"], told["接办"], told["处置"]) == ("1", "0", "1")


def test_a_tab_shows_as_many_as_it_says(world: World, dispatcher: Reader) -> None:
    for _ in range(3):
        world.offered()
    world.lamp()
    answer = dispatcher.opens("/cases/", at="offered")
    assert totals(answer)["抢单中"] == "3"
    assert len(dispatcher.lists(at="offered")) == 3


def test_an_archive_is_counted_no_further_than_needed(
    world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huying.case.hall.tabs.MOST", 1)
    for _ in range(2):
        ledger_end(world.assigned(), world)
    told = totals(dispatcher.opens("/cases/"))
    assert (told["已结束"], told["全部"]) == ("1+", "1+")


def test_walking_the_pages_meets_every_case_once_though_new_ones_come_in(world: World, dispatcher: Reader) -> None:
    standing = [one.number for one in many(world, 2 * SIZE + 3)]
    met, before = [], ""
    while True:
        answer = dispatcher.opens("/cases/", before=before)
        met += dispatcher.lists(before=before)
        many(world, 2)
        before = key(answer, "next")
        if not before:
            break
    assert met == standing[::-1]


def test_the_way_back_leads_over_the_same_rows(world: World, dispatcher: Reader) -> None:
    many(world, SIZE + 10)
    first = dispatcher.opens("/cases/")
    second = dispatcher.opens("/cases/", before=key(first, "next"))
    assert dispatcher.lists(after=key(second, "prev")) == dispatcher.lists()


@pytest.mark.parametrize("given", ["x", "-1", "9" * 30, "1.2.3", "٣", "0"])
@pytest.mark.parametrize("way", ["before", "after"])
@pytest.mark.parametrize("order", [{}, {"since": "2026-01-01"}])
def test_a_key_that_is_none_breaks_nothing(
    world: World, dispatcher: Reader, given: str, way: str, order: dict[str, str]
) -> None:
    world.lamp()
    assert dispatcher.opens("/cases/", **{way: given}, **order).status_code == 200


def test_a_list_of_days_goes_by_when_the_resident_spoke(world: World, dispatcher: Reader) -> None:
    late = world.lamp(received_at=NINE - timedelta(days=2))
    early = world.lamp(received_at=NINE - timedelta(days=9))
    today = world.lamp()
    assert dispatcher.lists(since="2026-09-16", until="2026-09-23") == [late.number, early.number]
    assert dispatcher.lists(since="2026-09-25") == [today.number]
    assert dispatcher.lists(until="2026-09-24") == [late.number, early.number]


def test_pages_of_a_list_of_days_are_walked_by_key_too(world: World, dispatcher: Reader) -> None:
    told = [world.lamp(received_at=NINE - timedelta(days=1)).number for _ in range(SIZE + 2)]
    first = dispatcher.opens("/cases/", since="2026-09-01")
    second = dispatcher.lists(since="2026-09-01", before=key(first, "next"))
    assert dispatcher.lists(since="2026-09-01") + second == told[::-1]


def test_each_filter_narrows_the_list(world: World, dispatcher: Reader) -> None:
    world.lamp(matter=None, area=None)
    chosen = world.lamp(kind="praise", urgent=True, channel="phone", source="12345", area=world.west_area)
    filters = [
        {"kind": "praise"}, {"urgent": "1"}, {"channel": "phone"}, {"source": "12345"}, {"area": "西村"},
        {"area": "110199101202"}, {"area": "西"}, {"matter": "路灯"}, {"matter": "3.2.1"},
    ]  # fmt: skip
    assert [dispatcher.lists(**one) for one in filters] == [[chosen.number]] * len(filters)


def test_a_unit_brings_everything_under_it(world: World, dispatcher: Reader) -> None:
    mine = world.assigned()
    world.lamp()
    assert dispatcher.lists(unit="柳河镇") == dispatcher.lists(unit="东村") == [mine.number]
    assert dispatcher.lists(unit="西村") == dispatcher.lists(unit="没有这个村") == []


def test_only_what_is_late_is_late(world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    late, calm = world.assigned(), world.assigned(at=LATER)
    it_is(monkeypatch, NINE + timedelta(minutes=31))
    assert dispatcher.lists(overdue="1") == [late.number]
    it_is(monkeypatch, NINE + timedelta(minutes=40))
    assert dispatcher.lists(overdue="1") == [calm.number, late.number]


def test_the_citys_limit_makes_late_as_well_as_ours(
    world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp = world.assigned()
    lamp.deadlines.exclude(kind="handling").delete()
    lamp.deadlines.update(kind="city", due_at=NINE + timedelta(days=5))
    it_is(monkeypatch, NINE + timedelta(days=5, minutes=-1))
    assert dispatcher.lists(overdue="1") == []
    it_is(monkeypatch, NINE + timedelta(days=5, minutes=1))
    assert dispatcher.lists(overdue="1") == [lamp.number]


def test_a_right_that_lapses_makes_nothing_late(
    world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp = world.assigned()
    lamp.deadlines.exclude(kind="objection").delete()
    it_is(monkeypatch, NINE + timedelta(days=3))
    assert dispatcher.lists(overdue="1") == []


def test_a_line_shows_the_clock_that_ends_first(world: World, dispatcher: Reader) -> None:
    world.assigned()
    assert "签收" in text_of(dispatcher.opens("/cases/"))


def test_a_suspected_repetition_is_marked(world: World, dispatcher: Reader) -> None:
    world.lamp(suspected=world.lamp())
    assert text_of(dispatcher.opens("/cases/")).count("疑似重复") == 1


def test_no_telephone_number_stands_in_the_list(world: World, dispatcher: Reader) -> None:
    world.lamp(text="请打 13912345678 找我", place="东村 0316-5551234 旁")
    told = dispatcher.opens("/cases/").content.decode()
    assert "13912345678" not in told and "5551234" not in told
    assert "138****1234" not in told


def test_an_empty_list_says_what_to_do(world: World, dispatcher: Reader) -> None:
    assert "这里还没有诉求件" in text_of(dispatcher.opens("/cases/"))
    assert "清空筛选" in text_of(dispatcher.opens("/cases/", kind="praise"))


@pytest.mark.parametrize(
    "given", [{}, {"q": "路灯"}, {"overdue": "1", "unit": "东村", "area": "东村", "matter": "路灯"}]
)
@pytest.mark.parametrize("who", ["dispatcher", "villager", "leader"])
def test_the_list_takes_at_most_eight_queries(world: World, who: str, given: dict[str, str]) -> None:
    for _ in range(SIZE + 1):
        world.assigned()
    reader = Reader(getattr(world, who))
    reader.opens("/desk/")  # what is asked once a minute: presence, the district's name
    with at_most(8):
        assert len(reader.lists(**given)) in (0, SIZE)


def test_names_are_suggested_while_one_types(world: World, dispatcher: Reader) -> None:
    assert "东村" in dispatcher.opens("/cases/names/unit/", unit="东").content.decode()
    assert "公共设施/路灯" in dispatcher.opens("/cases/names/matter/", matter="路灯").content.decode()
    assert dispatcher.opens("/cases/names/person/", person="张").status_code == 404


def many(world: World, number: int) -> list[Case]:
    return [world.lamp() for _ in range(number)]


def ledger_end(case: Case, world: World) -> None:
    with transaction.atomic():
        ledger.write(case, "terminated", by=world.leader, at=LATER, words="无法办理")


def key(answer: HttpResponse, way: str) -> str:
    """The key behind the button older (`next`) or newer (`prev`)."""
    found = re.search(rf'href="\?[^"]*(?:before|after)=([\d.]+)[^"]*" rel="{way}"', answer.content.decode())
    return found[1] if found else ""
