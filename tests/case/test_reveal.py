"""A look at who asked: with a reason, on record, shown once."""

from datetime import timedelta

import pytest

from huying.case.models import Case
from huying.case.who import KEEPER
from huying.directory.models import Act
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.intake.accept import accept
from tests.case.hall import Reader, it_is, page_of, text_of
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def it_is_friday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, LATER)


@pytest.fixture
def villager(world: World) -> Reader:
    return Reader(world.villager)


def looks(case: Case) -> list[tuple[str, str]]:
    """Who looked, and why."""
    said = dict(case.words.values_list("seq", "text"))
    return [(entry.by.name, said[entry.seq]) for entry in case.entries.filter(deed="revealed").select_related("by")]  # type: ignore[union-attr]


def test_a_look_with_a_reason_shows_name_and_phone_once(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    answer = villager.sends(page_of(lamp) + "reveal/", reason="约上门时间")
    told = text_of(answer)
    assert answer.status_code == 200 and "张三" in told and "13800001234" in told
    assert "13800001234" not in text_of(villager.opens(page_of(lamp)))


def test_the_look_is_a_line_of_the_ledger(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    villager.sends(page_of(lamp) + "reveal/", reason="约上门时间")
    assert looks(lamp) == [("接诉即办联络员", "约上门时间")]
    assert list(Act.objects.values_list("what", "subject", "words")) == [("revealed", lamp.number, "约上门时间")]
    told = text_of(villager.opens(page_of(lamp)))
    assert "查看诉求人信息" in told and "约上门时间" in told


def test_it_is_kept_by_no_browser_and_no_proxy(world: World, villager: Reader) -> None:
    answer = villager.sends(page_of(world.assigned()) + "reveal/", reason="约上门时间")
    assert "no-store" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_without_a_reason_nothing_is_shown_and_nothing_written(world: World, villager: Reader, reason: str) -> None:
    lamp = world.assigned()
    answer = villager.sends(page_of(lamp) + "reveal/", reason=reason)
    assert answer.status_code == 422 and "原因" in text_of(answer) and "13800001234" not in text_of(answer)
    assert looks(lamp) == []


def test_it_is_never_shown_for_the_asking_of_a_link(world: World, villager: Reader) -> None:
    lamp = world.assigned()
    assert villager.opens(page_of(lamp) + "reveal/", reason="约上门时间").status_code == 405
    assert looks(lamp) == []


def test_what_may_not_be_seen_cannot_be_lifted(world: World) -> None:
    lamp = world.assigned()
    answer = Reader(world.neighbour).sends(page_of(lamp) + "reveal/", reason="好奇")
    assert answer.status_code == 404 and looks(lamp) == []


def test_the_unit_never_learns_who_asked_for_confidence(world: World, villager: Reader) -> None:
    lamp = world.assigned(confidential=True)
    answer = villager.sends(page_of(lamp) + "reveal/", reason="约上门时间")
    assert answer.status_code == 403 and "13800001234" not in text_of(answer)
    assert looks(lamp) == []


def test_the_desk_may_look_at_a_confidential_case(world: World) -> None:
    lamp = world.assigned(confidential=True)
    answer = Reader(world.dispatcher).sends(page_of(lamp) + "reveal/", reason="转达承办单位的问题")
    assert "13800001234" in text_of(answer)


def test_a_report_is_lifted_for_no_unit(world: World) -> None:
    report = world.lamp(kind="report", about=world.east)
    accept(report, by=KEEPER, at=NINE)
    assign(report, to=world.office, by=KEEPER, at=NINE)
    officer = Reader(world.person(Role.STAFF, world.office))
    assert officer.sends(page_of(report) + "reveal/", reason="核实").status_code == 403


def test_why_the_desk_looked_is_not_told_to_the_unit(world: World, villager: Reader) -> None:
    lamp = world.assigned(confidential=True)
    Reader(world.dispatcher).sends(page_of(lamp) + "reveal/", reason="给张三回电话")
    told = text_of(villager.opens(page_of(lamp)))
    assert "查看诉求人信息" in told and "给张三回电话" not in told
    assert "给张三回电话" in text_of(Reader(world.dispatcher).opens(page_of(lamp)))


def test_the_assessor_may_not_lift_a_mask(world: World) -> None:
    lamp = world.assigned()
    answer = Reader(world.person(Role.ASSESSOR, world.centre)).sends(page_of(lamp) + "reveal/", reason="抽查")
    assert answer.status_code == 403 and looks(lamp) == []


def test_numbers_in_the_request_are_shown_with_the_look(world: World, villager: Reader) -> None:
    lamp = world.assigned(text="打不通就打 13912345678，路灯坏了", phone="")
    assert "13912345678" not in text_of(villager.opens(page_of(lamp)))
    assert "13912345678" in text_of(villager.sends(page_of(lamp) + "reveal/", reason="约上门时间"))


def test_words_that_the_law_had_removed_are_not_shown_again(world: World, villager: Reader) -> None:
    lamp = world.assigned(text="打 13912345678")
    lamp.words.filter(seq=1).update(text="", salt=b"", redacted_at=LATER)
    assert "13912345678" not in text_of(villager.sends(page_of(lamp) + "reveal/", reason="约上门时间"))


def test_whoever_left_nothing_is_told_so(world: World, villager: Reader) -> None:
    lamp = world.assigned(name="", phone="")
    told = text_of(villager.opens(page_of(lamp)))
    assert "未留" in told and "查看（需留痕）" not in told
