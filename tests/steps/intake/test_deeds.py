"""接办 · each deed of the room: the happy line, each refusal."""

from datetime import timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.new import New
from huying.case.who import KEEPER, RESIDENT
from huying.directory.roles import Role
from huying.steps.intake.accept import accept
from huying.steps.intake.decline import decline
from huying.steps.intake.join import join
from huying.steps.intake.link_cases import link_cases
from huying.steps.intake.merge import merge
from huying.steps.intake.receive import receive
from huying.steps.intake.split import Part, split
from huying.steps.intake.supplement import supplement
from huying.steps.intake.transfer import transfer
from huying.steps.intake.withdraw import withdraw
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


def deeds(case: Case) -> list[str]:
    return [entry.deed for entry in case.entries.order_by("seq")]


def last(case: Case) -> str:
    row = case.words.order_by("-seq").first()
    return row.text if row else ""


def test_a_fire_is_raised_at_once(world: World) -> None:
    fire = world.lamp(text="东村小卖部起火了")
    assert deeds(fire) == ["received", "alerted"]
    assert fire.entries.get(deed="alerted").facts["alarms"] == ["fire"]


def test_a_fire_that_a_grid_worker_brings_in_is_raised_too(world: World) -> None:
    worker = world.person(Role.GRID_WORKER, world.east)
    fire = receive(New(text="东村小卖部起火了", channel="grid"), by=worker, at=NINE)
    assert deeds(fire) == ["received", "alerted"]
    assert fire.entries.get(deed="alerted").voice == "keeper"


def test_a_lamp_raises_no_alarm(world: World) -> None:
    assert deeds(world.lamp()) == ["received"]


def test_accepting_keeps_the_clock_of_acceptance(world: World) -> None:
    lamp = world.lamp()
    accept(lamp, by=world.operator, at=LATER)
    assert lamp.stage == "waiting"
    assert lamp.deadlines.get(kind=Clock.ACCEPT).kept


def test_declining_tells_the_reason_and_the_channel(world: World) -> None:
    lamp = world.lamp()
    decline(lamp, reason="procedure", channel="人民法院 12368", by=world.operator, at=LATER)
    assert (lamp.stage, lamp.outcome) == ("declined", "declined")
    assert "诉讼" in last(lamp)
    assert "人民法院 12368" in last(lamp)


@pytest.mark.parametrize("given", [{"reason": "", "channel": "12368"}, {"reason": "beyond", "channel": "  "}])
def test_nobody_declines_without_a_reason_and_a_channel(world: World, given: dict[str, str]) -> None:
    lamp = world.lamp()
    with pytest.raises(ledger.Refused):
        decline(lamp, **given, by=world.operator, at=LATER)
    assert lamp.stage == "received"


def test_a_unit_may_not_decline(world: World) -> None:
    with pytest.raises(ledger.Forbidden):
        decline(world.lamp(), reason="beyond", channel="上级", by=world.villager, at=LATER)


def test_merging_links_both_and_ends_one(world: World) -> None:
    first, second = world.assigned(), world.lamp(at=LATER)
    merge(second, into=first, by=world.dispatcher, at=LATER)
    second.refresh_from_db()
    assert (second.stage, second.joined_to, list(first.joined.all())) == ("merged", first, [second])
    assert second.entries.get(deed="merged").facts["into"] == first.pk
    assert first.entries.get(deed="joined").facts["of"] == second.pk


def test_nothing_is_merged_into_itself_or_into_what_has_ended(world: World) -> None:
    first, second = world.lamp(), world.lamp(at=LATER)
    with pytest.raises(ledger.Refused, match="自己"):
        merge(first, into=first, by=world.dispatcher, at=LATER)
    withdraw(first, by=RESIDENT, at=LATER)
    with pytest.raises(ledger.Refused, match="已经结束"):
        merge(second, into=first, by=world.dispatcher, at=LATER)


def test_a_report_meets_nothing_but_reports(world: World) -> None:
    with pytest.raises(ledger.Refused, match="举报"):
        merge(world.lamp(), into=world.lamp(kind="report"), by=world.dispatcher, at=LATER)


def test_splitting_makes_a_case_of_each_part(world: World) -> None:
    both = world.lamp(text="路灯不亮，另外井盖也坏了")
    (lid,) = split(both, parts=[Part("井盖坏了")], by=world.operator, at=LATER)
    assert (lid.step, lid.area, lid.identity.masked_phone) == ("intake", both.area, "138****1234")
    assert both.entries.get(deed="split").facts["into"] == [lid.pk]
    assert lid.received_at == both.received_at


def test_splitting_into_nothing_is_refused(world: World) -> None:
    with pytest.raises(ledger.Refused):
        split(world.lamp(), parts=[Part(" ")], by=world.operator, at=LATER)


def test_the_resident_withdraws_and_no_clock_counts_as_met(world: World) -> None:
    lamp = world.assigned()
    withdraw(lamp, by=RESIDENT, at=LATER, reason="自己修好了")
    assert lamp.stage == "withdrawn"
    assert not lamp.deadlines.get(kind=Clock.HANDLING).kept
    assert lamp.deadlines.filter(ended_at=None).count() == 0


def test_what_has_been_answered_is_not_withdrawn(world: World) -> None:
    lamp = world.lamp()
    withdraw(lamp, by=RESIDENT, at=LATER)
    with pytest.raises(ledger.Refused, match="已撤回"):
        withdraw(lamp, by=RESIDENT, at=LATER)


def test_the_resident_adds_words_while_others_work(world: World) -> None:
    lamp = world.assigned()
    supplement(Case.objects.get(pk=lamp.pk), words="昨晚又灭了两盏", by=RESIDENT, at=LATER)
    accepted_version = lamp.version
    lamp.refresh_from_db()
    assert (deeds(lamp)[-1], last(lamp), lamp.version) == ("supplemented", "昨晚又灭了两盏", accepted_version)


def test_an_empty_supplement_is_refused(world: World) -> None:
    with pytest.raises(ledger.Refused):
        supplement(world.lamp(), words=" ", by=RESIDENT, at=LATER)


def test_somebody_else_asking_for_the_same_is_noted(world: World) -> None:
    lamp, mine = world.assigned(), world.lamp(at=LATER)
    join(lamp, newcomer=mine, by=RESIDENT, at=LATER)
    assert lamp.entries.get(deed="joined").facts["of"] == mine.pk


def test_nobody_joins_a_report(world: World) -> None:
    report = world.lamp(kind="report")
    join(report, newcomer=world.lamp(), by=RESIDENT, at=LATER)
    assert deeds(report) == ["received"]


def test_linking_leaves_a_line_on_each(world: World) -> None:
    first, second = world.lamp(), world.lamp(at=LATER)
    link_cases(first, other=second, by=world.dispatcher, at=LATER, reason="同一家人")
    assert first.entries.get(deed="linked").facts["other"] == second.pk
    assert second.entries.get(deed="linked").facts["other"] == first.pk


def test_a_case_is_not_linked_to_itself(world: World) -> None:
    lamp = world.lamp()
    with pytest.raises(ledger.Refused):
        link_cases(lamp, other=lamp, by=world.dispatcher, at=LATER)


def test_a_fire_is_passed_to_119_and_the_case_goes_on(world: World) -> None:
    lamp = world.lamp()
    transfer(lamp, line="119", words="已电话告知", by=world.operator, at=LATER)
    assert (lamp.stage, last(lamp)) == ("received", "消防 119\n已电话告知")


def test_there_is_no_line_114(world: World) -> None:
    with pytest.raises(ledger.Refused):
        transfer(world.lamp(), line="114", by=world.operator, at=LATER)


def test_the_keeper_accepts_but_never_declines(world: World) -> None:
    lamp = world.lamp()
    accept(lamp, by=KEEPER, at=LATER)
    with pytest.raises(ledger.Forbidden):
        decline(lamp, reason="beyond", channel="上级", by=KEEPER, at=LATER)  # type: ignore[arg-type]
