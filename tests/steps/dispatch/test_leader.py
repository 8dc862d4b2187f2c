"""领导定责 · what the list does not name: put to the leader, ruled, and perhaps a line of the list from then on (WZ2)."""

from datetime import timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Tie
from huying.case.who import KEEPER
from huying.directory.add_matter import NewMatter
from huying.directory.models import Edit, Matter, Unit
from huying.directory.roles import Role
from huying.steps.dispatch.appoint import appoint
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.suggest import suggest
from huying.steps.handling.give_back import give_back
from huying.steps.handling.object_to import object_to
from huying.steps.intake.accept import accept
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


@pytest.fixture
def cats(world: World) -> Case:
    """Twenty cats in a flat: on no list (WZ10)."""
    cats = world.lamp(text="楼上养了二十只猫，气味难闻。", matter=None, area=world.west_area)
    accept(cats, by=KEEPER, at=NINE)
    put_to_leader(cats, by=world.dispatcher, at=NINE, reason="清单没有列明")
    return cats


def test_the_leader_of_the_place_sees_it_and_has_a_clock(world: World, cats: Case) -> None:
    assert (cats.stage, cats.unit) == ("unlisted", None)
    assert cats in Case.objects.seen_by(world.leader, at=LATER)
    assert cats.deadlines.get(kind=Clock.RULING).ended_at is None


def test_without_a_place_it_goes_to_the_root(world: World) -> None:
    nowhere = world.lamp(matter=None, area=None)
    accept(nowhere, by=KEEPER, at=NINE)
    put_to_leader(nowhere, by=world.dispatcher, at=NINE)
    assert nowhere.shares.get(tie=Tie.RULES).unit == world.town


def test_without_any_unit_above_it_is_said_what_is_missing(world: World) -> None:
    nowhere = world.lamp(matter=None, area=None)
    accept(nowhere, by=KEEPER, at=NINE)
    Unit.objects.filter(parent=None).update(successor=world.centre)
    with pytest.raises(ledger.Refused, match="请先完善名录"):
        put_to_leader(nowhere, by=world.dispatcher, at=NINE)


def test_a_report_about_the_unit_is_not_put_to_its_own_leader(world: World) -> None:
    report = world.lamp(kind="report", about=world.town)
    accept(report, by=KEEPER, at=NINE)
    with pytest.raises(ledger.Refused, match="被反映单位"):
        put_to_leader(report, by=world.dispatcher, at=NINE)


def test_the_ruling_names_a_unit_that_may_not_give_it_back(world: World, cats: Case) -> None:
    appoint(cats, to=world.office, by=world.leader, reason="城建办牵头，公安配合", at=LATER)
    assert (cats.unit, cats.appointed, cats.deadlines.get(kind=Clock.RULING).kept) == (world.office, True, True)
    officer = world.person(Role.LIAISON, world.office)
    with pytest.raises(ledger.Refused, match="裁定指定"):
        give_back(cats, by=officer, reason="不归我们", at=LATER)
    with pytest.raises(ledger.Refused, match="裁定指定"):
        object_to(cats, by=officer, reason="不归我们", proof="三定方案", at=LATER)


def test_the_ruling_needs_a_reason(world: World, cats: Case) -> None:
    with pytest.raises(ledger.Refused, match="理由"):
        appoint(cats, to=world.office, by=world.leader, reason=" ", at=LATER)


def test_a_dispatcher_does_not_rule(world: World, cats: Case) -> None:
    with pytest.raises(ledger.Refused):
        appoint(cats, to=world.office, by=world.dispatcher, reason="就这样", at=LATER)


def test_a_leader_appoints_within_the_own_branch_only(world: World, cats: Case) -> None:
    head = world.person(Role.LEADER, world.east)
    with pytest.raises(ledger.Refused, match="下属单位"):
        appoint(cats, to=world.office, by=head, reason="就这样", at=LATER)


def test_the_matter_becomes_a_line_of_the_list(world: World, cats: Case) -> None:
    line = NewMatter(name="饲养动物扰民", parent=world.lamp_matter, words="养猫 养狗")
    added = appoint(cats, to=world.office, by=world.leader, reason="今后同类由城建办牵头", at=LATER, line=line)
    assert added is not None
    assert (added.full_name, added.list, cats.matter) == ("公共设施/路灯/饲养动物扰民", world.lamp_matter.list, added)
    assert [(row.unit, row.leads, row.level) for row in added.units.all()] == [(world.office, True, "town")]
    assert Edit.objects.get(register="matters").by == world.leader
    assert cats.entries.get(deed="appointed").facts["matter"] == added.pk


def test_the_next_case_of_the_kind_finds_the_new_line_at_once(world: World, cats: Case) -> None:
    """What was read of the list a moment ago is not kept for half a minute more."""
    later = world.lamp(text="隔壁养猫太多，夜里一直叫。", matter=None, area=world.west_area)
    assert suggest(later, "隔壁养猫太多", at=LATER).guess is None
    line = NewMatter(name="饲养动物扰民", words="养猫 养狗")
    added = appoint(cats, to=world.office, by=world.leader, reason="今后同类由城建办牵头", at=LATER, line=line)
    found = suggest(later, "隔壁养猫太多", at=LATER).guess
    assert found is not None
    assert found.matter == added


def test_its_clocks_run_by_the_new_line_at_once(world: World, cats: Case) -> None:
    line = NewMatter(name="燃气泄漏", limit_class="urgent")
    appoint(cats, to=world.office, by=world.leader, reason="急", at=LATER, line=line)
    assert cats.deadlines.get(kind=Clock.HANDLING).due_at == LATER + timedelta(hours=2)
    assert Matter.objects.get(name="燃气泄漏").limit_class == "urgent"


def test_a_line_that_stands_already_is_refused_and_nothing_is_ruled(world: World, cats: Case) -> None:
    with pytest.raises(ledger.Refused, match="清单里已有"):
        appoint(cats, to=world.office, by=world.leader, reason="定", at=LATER, line=NewMatter(name="路灯"))
    cats.refresh_from_db()
    assert (cats.stage, cats.matter) == ("unlisted", None)


def test_a_line_without_a_name_is_refused(world: World, cats: Case) -> None:
    with pytest.raises(ledger.Refused, match="事项名称"):
        appoint(cats, to=world.office, by=world.leader, reason="定", at=LATER, line=NewMatter(name=" "))


def test_a_community_is_appointed_only_with_a_line_that_puts_it_on_its_duty_list(world: World, cats: Case) -> None:
    with pytest.raises(ledger.Refused, match="未归类"):
        appoint(cats, to=world.west, by=world.leader, reason="属地", at=LATER)
    appoint(cats, to=world.west, by=world.leader, reason="属地", at=LATER, line=NewMatter(name="邻里纠纷"))
    assert cats.unit == world.west
