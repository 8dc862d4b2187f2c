"""归类与更正 · what the case is about and where; what was written down wrongly. The line keeps what it was."""

from datetime import date, timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.search import matching
from huying.directory.models import Matter
from huying.steps.dispatch.copy_to_superior import copy_to_superior
from huying.steps.dispatch.correct import correct
from huying.steps.dispatch.sort import sort
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture
def water(world: World) -> Matter:
    return Matter.objects.create(list=world.lamp_matter.list, name="供水", full_name="供水", limit_class="utility")


def test_the_columns_and_the_line_are_one(world: World, water: Matter) -> None:
    lamp = world.lamp()
    sort(lamp, matter=water, area=world.west_area, by=world.dispatcher, at=LATER)
    lamp.refresh_from_db()
    assert (lamp.matter, lamp.area, lamp.version) == (water, world.west_area, 1)
    assert lamp.entries.get(deed="sorted").facts == {
        "matter": {"from": world.lamp_matter.pk, "to": water.pk},
        "area": {"from": world.east_area.pk, "to": world.west_area.pk},
    }


def test_sorting_never_buys_time(world: World, water: Matter) -> None:
    lamp = world.assigned()
    due = lamp.deadlines.get(kind=Clock.HANDLING).due_at
    sort(lamp, matter=water, area=lamp.area, by=world.dispatcher, at=LATER)
    assert lamp.deadlines.get(kind=Clock.HANDLING).due_at == due


def test_nothing_changed_is_no_line(world: World) -> None:
    lamp = world.lamp()
    with pytest.raises(ledger.Refused, match="没有变"):
        sort(lamp, matter=lamp.matter, area=lamp.area, by=world.dispatcher, at=LATER)


def test_a_matter_retired_today_is_not_chosen_any_more(world: World, water: Matter) -> None:
    water.retired_on = date(2026, 9, 25)
    with pytest.raises(ledger.Refused, match="停用"):
        sort(world.lamp(), matter=water, area=None, by=world.dispatcher, at=LATER)


def test_an_area_that_is_gone_is_not_chosen(world: World) -> None:
    world.west_area.valid_to = date(2026, 9, 24)
    with pytest.raises(ledger.Refused, match="西村"):
        sort(world.lamp(), matter=None, area=world.west_area, by=world.dispatcher, at=LATER)


def test_a_unit_does_not_sort(world: World, water: Matter) -> None:
    with pytest.raises(ledger.Forbidden):
        sort(world.assigned(), matter=water, area=None, by=world.villager, at=LATER)


def test_what_was_taken_down_wrongly_is_put_right_and_found_again(world: World) -> None:
    lamp = world.lamp()
    changes = {"title": "西村桥头路灯不亮", "place": "西村桥头", "urgent": True}
    correct(lamp, changes=changes, by=world.operator, reason="听错了地名", at=LATER)
    line = lamp.entries.get(deed="corrected")
    assert line.facts["urgent"] == {"from": False, "to": True}
    assert line.facts["changed"] == ["place", "title", "urgent"]
    assert "地点：原“东村村口”，改为“西村桥头”" in lamp.words.get(seq=line.seq).text
    assert list(matching(Case.objects.all(), "西村桥头")) == [lamp]


def test_correcting_needs_a_reason(world: World) -> None:
    with pytest.raises(ledger.Refused, match="为什么更正"):
        correct(world.lamp(), changes={"urgent": True}, by=world.operator, reason="", at=LATER)


def test_the_same_again_is_no_correction(world: World) -> None:
    with pytest.raises(ledger.Refused, match="没有改动"):
        correct(world.lamp(), changes={"place": "东村村口"}, by=world.operator, reason="看看", at=LATER)


def test_columns_that_only_the_ledger_moves_are_not_corrected(world: World) -> None:
    lamp = world.lamp()
    with pytest.raises(ledger.Refused, match="没有改动"):
        correct(lamp, changes={"stage": "closed", "unit": world.west}, by=world.operator, reason="试试", at=LATER)


def test_what_turns_out_to_be_a_report_is_confidential_from_then_on(world: World) -> None:
    lamp = world.lamp()
    correct(lamp, changes={"kind": "report", "about": world.east}, by=world.operator, reason="其实是举报", at=LATER)
    lamp.refresh_from_db()
    assert (lamp.kind, lamp.confidential, lamp.about) == ("report", True, world.east)


def test_on_the_boards_it_cannot_become_a_report(world: World) -> None:
    with pytest.raises(ledger.Refused, match="正在抢单"):
        correct(world.offered(), changes={"kind": "report"}, by=world.operator, reason="其实是举报", at=LATER)


def test_the_unit_above_sees_what_was_sent_below_it(world: World) -> None:
    lamp = world.assigned()
    copy_to_superior(lamp, by=world.dispatcher, at=LATER)
    assert lamp.shares.get(tie="copied").unit == world.town
    assert lamp.entries.get(deed="copied").facts == {"unit": world.town.pk}


def test_nobody_above_nobody_to_copy_to(world: World) -> None:
    with pytest.raises(ledger.Refused, match="没有可以抄送"):
        copy_to_superior(world.lamp(), by=world.dispatcher, at=LATER)


def test_the_accused_reads_no_copy(world: World) -> None:
    lamp = world.lamp(about=world.town, confidential=True)
    with pytest.raises(ledger.Refused, match="被反映单位"):
        copy_to_superior(lamp, to=world.town, by=world.dispatcher, at=LATER)
