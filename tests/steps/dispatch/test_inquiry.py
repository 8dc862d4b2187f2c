"""初步核查 · a look on the spot before anybody is sent (WZ8)."""

from datetime import date, timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Photo, Tie
from huying.case.who import KEEPER
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.inquire import inquire
from huying.steps.intake.accept import accept
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
BACK = NINE + timedelta(hours=1)


@pytest.fixture
def lamp(world: World) -> Case:
    lamp = world.lamp()
    accept(lamp, by=KEEPER, at=NINE)
    return lamp


@pytest.fixture
def walker(world: World) -> Person:
    return world.person(Role.GRID_WORKER, world.east, "小赵")


def test_a_grid_worker_is_asked_and_has_a_short_clock(world: World, lamp: Case, walker: Person) -> None:
    ask_inquiry(lamp, of=world.east, person=walker, by=world.dispatcher, at=LATER, words="哪根灯杆？")
    assert (lamp.stage, lamp.deadlines.get(kind=Clock.INQUIRY).ended_at) == ("waiting", None)
    assert lamp.shares.get(tie=Tie.HELPS).unit == world.east
    assert lamp in Case.objects.seen_by(walker, at=LATER)


def test_what_was_found_ends_the_clock_and_moves_nothing(world: World, lamp: Case, walker: Person) -> None:
    ask_inquiry(lamp, of=world.east, person=walker, by=world.dispatcher, at=LATER)
    proof = Photo.objects.create(
        jurisdiction=110199, key="k", file="00/k.jpg", digest="d" * 64, size=1, width=1, height=1, made_at=NINE
    )
    inquire(lamp, finding="real", words="三根灯杆都不亮", place="村口桥头", photos=[proof], by=walker, at=BACK)
    line = lamp.entries.get(deed="inquired")
    assert (lamp.stage, line.facts["finding"], line.facts["photos"]) == ("waiting", "real", [proof.digest])
    assert lamp.words.get(seq=line.seq).text == "三根灯杆都不亮\n地点：村口桥头"
    assert lamp.deadlines.get(kind=Clock.INQUIRY).kept


def test_what_was_known_stands_on_the_line_that_sends_the_case(world: World, lamp: Case, walker: Person) -> None:
    ask_inquiry(lamp, of=world.east, person=walker, by=world.dispatcher, at=LATER)
    inquire(lamp, finding="real", words="不亮", by=walker, at=BACK)
    assign(lamp, to=world.office, by=world.dispatcher, at=BACK)
    assert lamp.entries.get(deed="assigned").facts["inquiry"] == "seen"


def test_the_keeper_has_judged_nothing(world: World) -> None:
    assert world.assigned().entries.get(deed="assigned").facts["inquiry"] == "none"


def test_one_at_a_time(world: World, lamp: Case) -> None:
    ask_inquiry(lamp, of=world.east, by=world.dispatcher, at=LATER)
    with pytest.raises(ledger.Refused, match="已经请人到现场核查"):
        ask_inquiry(lamp, of=world.west, by=world.dispatcher, at=LATER)


def test_a_unit_merged_yesterday_sends_its_successor(world: World, lamp: Case) -> None:
    world.east.valid_to, world.east.successor = date(2026, 9, 24), world.west
    world.east.save()
    ask_inquiry(lamp, of=world.east, by=world.dispatcher, at=LATER)
    assert lamp.shares.get(tie=Tie.HELPS).unit == world.west


def test_a_unit_that_is_gone_is_not_asked(world: World, lamp: Case) -> None:
    world.east.valid_to = date(2026, 9, 24)
    world.east.save()
    with pytest.raises(ledger.Refused, match="已撤销"):
        ask_inquiry(lamp, of=world.east, by=world.dispatcher, at=LATER)


def test_the_unit_complained_about_is_not_asked(world: World) -> None:
    secret = world.lamp(about=world.east, confidential=True)
    accept(secret, by=KEEPER, at=NINE)
    with pytest.raises(ledger.Refused, match="被反映单位"):
        ask_inquiry(secret, of=world.east, by=world.dispatcher, at=LATER)


def test_whoever_was_not_asked_reports_nothing(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Forbidden):
        inquire(lamp, finding="real", words="不亮", by=world.neighbour, at=BACK)


@pytest.mark.parametrize(("finding", "words", "said"), [("", "不亮", "结论"), ("real", " ", "看到")])
def test_finding_and_words_are_needed(world: World, lamp: Case, finding: str, words: str, said: str) -> None:
    with pytest.raises(ledger.Refused, match=said):
        inquire(lamp, finding=finding, words=words, by=world.dispatcher, at=BACK)
