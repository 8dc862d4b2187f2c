"""督办 · true counts in each lane, one next action a card, nothing said twice."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Share
from huying.case.timekeeper import tick
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.oversight.supervision.hand_to_leader import hand_to_leader
from huying.oversight.supervision.lanes import BY_NAME, cases_in, totals
from huying.oversight.supervision.pages import SUPERVISORS
from huying.oversight.supervision.summon import summon
from huying.oversight.supervision.urge import urge
from huying.post.deliver import deliver
from huying.post.models import Letter
from huying.steps.dispatch.assign import assign
from huying.steps.handling.give_back import give_back
from tests.case.test_promises import crossing
from tests.steps.intake.conftest import at_most
from tests.world import NINE, World

Signed = Callable[[Person], Client]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def supervisor(world: World) -> Person:
    return world.person(Role.SUPERVISOR, world.centre)


def ring(until: object = None, *, at: object) -> None:
    while tick(at, {}):  # type: ignore[arg-type]
        pass


def clock(case: Case, kind: Clock) -> Deadline:
    return case.deadlines.get(kind=kind)


def lanes(person: Person, at: object) -> dict[str, int]:
    return {name: count for name, count in totals(person, at=at).items() if count}  # type: ignore[arg-type]


def test_what_has_less_than_a_fifth_left_is_about_to_break(world: World, supervisor: Person) -> None:
    case = world.assigned()
    at = clock(case, Clock.CONTACT).due_at - HOUR
    Deadline.objects.filter(case=case).exclude(kind=Clock.CONTACT).delete()
    assert lanes(supervisor, NINE) == {}
    ring(at=at)
    assert lanes(supervisor, at) == {"soon": 1}
    assert list(cases_in(BY_NAME["soon"], supervisor, at=at)) == [case]


def test_a_keeper_that_died_empties_no_lane(world: World, supervisor: Person) -> None:
    """Nobody has rung a clock: what is about to break stands there all the same, from the same instant on."""
    case = world.assigned()
    handling = clock(case, Clock.HANDLING)
    assert handling.warn_at
    Deadline.objects.filter(case=case).exclude(pk=handling.pk).delete()
    assert "soon" not in lanes(supervisor, handling.warn_at - HOUR)
    assert lanes(supervisor, handling.warn_at) == {"soon": 1}
    assert handling.rung == 0


def test_a_clock_older_than_its_warning_instant_is_told_by_its_rung(world: World, supervisor: Person) -> None:
    case = world.assigned()
    handling = clock(case, Clock.HANDLING)
    Deadline.objects.filter(case=case).exclude(pk=handling.pk).delete()
    Deadline.objects.filter(pk=handling.pk).update(warn_at=None, rung=2)
    assert lanes(supervisor, handling.due_at - HOUR) == {"soon": 1}


def test_what_waits_for_a_calendar_is_about_to_break_and_not_yet_late(world: World, supervisor: Person) -> None:
    handling = crossing(world)
    Deadline.objects.filter(case=handling.case).exclude(pk=handling.pk).delete()
    assert lanes(supervisor, handling.due_at + DAY) == {"soon": 1}
    assert lanes(supervisor, handling.due_at + 10 * DAY) == {"late": 1}


def test_late_and_unanswered_are_told_apart(world: World, supervisor: Person) -> None:
    case = world.assigned()
    Deadline.objects.filter(case=case).exclude(kind__in=(Clock.CONTACT, Clock.HANDLING)).delete()
    contact = clock(case, Clock.CONTACT)
    assert lanes(supervisor, contact.due_at + HOUR).get("silent") == 1
    handling = clock(case, Clock.HANDLING)
    found = lanes(supervisor, handling.due_at + HOUR)
    assert (found["late"], found["silent"]) == (1, 1)


def test_given_back_twice_is_in_its_lane_once(world: World, supervisor: Person) -> None:
    case = world.assigned()
    for _ in range(2):
        give_back(case, by=world.villager, reason="不属本村", at=NINE)
        assert "bounced" not in lanes(supervisor, NINE) or _ == 1
        assign(case, to=world.east, by=world.dispatcher, at=NINE)
    assert lanes(supervisor, NINE)["bounced"] == 1


def test_reopened_twice_is_the_third_round(world: World, supervisor: Person) -> None:
    case = world.assigned()
    Case.objects.filter(pk=case.pk).update(round=2)
    assert "reopened" not in lanes(supervisor, NINE)
    Case.objects.filter(pk=case.pk).update(round=3)
    assert lanes(supervisor, NINE)["reopened"] == 1


def test_urged_twice_at_the_same_degree_is_refused_until_it_changes(world: World, supervisor: Person) -> None:
    case = world.assigned()
    handling = clock(case, Clock.HANDLING)
    urge(case, clock=handling, by=supervisor, at=NINE)
    with pytest.raises(ledger.Refused, match="今天已经催过一次"):
        urge(case, clock=handling, by=world.leader, at=NINE + HOUR)
    handling.rung = 2
    urge(case, clock=handling, by=supervisor, at=NINE + HOUR)
    urge(case, clock=handling, by=supervisor, at=NINE + DAY)
    assert case.entries.filter(deed="urged").count() == 3


def test_the_keepers_own_warning_does_not_stop_a_person(world: World, supervisor: Person) -> None:
    case = world.assigned()
    at = clock(case, Clock.HANDLING).due_at + HOUR
    ring(at=at)
    urge(case, clock=clock(case, Clock.HANDLING), by=supervisor, at=at)
    assert case.entries.filter(deed="urged", voice="").count() == 1


def test_a_clock_that_has_ended_is_not_urged(world: World, supervisor: Person) -> None:
    case = world.assigned()
    row = clock(case, Clock.HANDLING)
    row.ended_at = NINE
    with pytest.raises(ledger.Refused, match="已经结束"):
        urge(case, clock=row, by=supervisor, at=NINE)


def test_handed_to_the_leader_it_is_seen_and_heard_of_there(world: World, supervisor: Person) -> None:
    case = world.assigned()
    Share.objects.filter(case=case, unit=world.town).delete()
    hand_to_leader(case, words="请定由谁换线路", by=supervisor, at=NINE)
    assert Share.objects.filter(case=case, unit=world.town).exists()
    world.leader  # noqa: B018 (the leader exists before letters are made)
    while deliver(NINE):
        pass
    assert Letter.objects.filter(entry__deed="raised", person=world.leader).count() == 1
    with pytest.raises(ledger.Refused, match="今天已经交过"):
        hand_to_leader(case, words="再请", by=supervisor, at=NINE + HOUR)


def test_without_a_unit_there_is_no_leader_to_hand_it_to(world: World, supervisor: Person) -> None:
    with pytest.raises(ledger.Refused, match="还没有承办单位"):
        hand_to_leader(world.lamp(), words="请定", by=supervisor, at=NINE)


def test_summoned_with_a_day_and_words(world: World, supervisor: Person) -> None:
    case, day = world.assigned(), date(2026, 9, 28)
    summon(case, on=day, words="约谈村主任，谈路灯", by=supervisor, at=NINE)
    assert case.entries.get(deed="summoned").facts["on"] == "2026-09-28"
    assert lanes(supervisor, NINE)["summoned"] == 1
    with pytest.raises(ledger.Refused, match="已经列入"):
        summon(case, on=day, words="再谈", by=supervisor, at=NINE)
    with pytest.raises(ledger.Refused, match="早于今天"):
        summon(case, on=date(2026, 9, 24), words="谈", by=supervisor, at=NINE)
    with pytest.raises(ledger.Refused, match="约谈谁"):
        summon(case, on=date(2026, 9, 29), words=" ", by=supervisor, at=NINE)


@pytest.mark.parametrize("role", Role)
def test_the_lanes_open_for_supervisors_and_leaders(world: World, signed: Signed, role: Role) -> None:
    client = signed(world.person(role, world.centre))
    expected = 200 if role in SUPERVISORS else 403
    assert client.get("/supervision/").status_code == expected
    assert client.get("/supervision/late/").status_code == expected


def test_a_leader_sees_the_own_branch_alone(world: World, signed: Signed, supervisor: Person) -> None:
    case = world.assigned(now() - 9 * DAY)
    other = world.person(Role.LEADER, world.west)
    assert case.number not in signed(other).get("/supervision/late/").content.decode()
    shown = signed(supervisor).get("/supervision/late/").content.decode()
    assert case.number in shown
    assert "超时" in shown


def test_the_page_of_a_lane_leads_to_the_act(world: World, signed: Signed, supervisor: Person) -> None:
    case = world.assigned(now() - 9 * DAY)
    client = signed(supervisor)
    assert f"/work/{case.number}/urge/" in client.get("/supervision/").content.decode()
    row = clock(case, Clock.HANDLING)
    given = {"clock": row.pk, "words": "今天办", "idempotency_key": "k" * 32}
    assert client.post(f"/work/{case.number}/urge/", given).status_code == 302
    assert case.entries.filter(deed="urged", by=supervisor).exists()
    again = client.post(f"/work/{case.number}/urge/", given | {"idempotency_key": "m" * 32})
    assert again.status_code == 422
    assert "今天已经催过一次" in again.content.decode()


@pytest.mark.parametrize("lane", ["", *BY_NAME])
def test_whoever_acts_from_a_lane_goes_back_to_that_lane(
    world: World, signed: Signed, supervisor: Person, lane: str
) -> None:
    case, client = world.assigned(now() - 9 * DAY), signed(supervisor)
    word = f"lane-{lane}" if lane else "lanes"
    given = {"clock": clock(case, Clock.HANDLING).pk, "idempotency_key": "k" * 32, "back": word}
    assert client.post(f"/work/{case.number}/urge/", given).headers["Location"] == f"/supervision/{lane}{lane and '/'}"
    assert f'href="/supervision/{lane}' in client.get(f"/work/{case.number}/urge/?back={word}").content.decode()


def test_each_page_of_lanes_says_which_it_is(world: World, signed: Signed, supervisor: Person) -> None:
    case, client = world.assigned(now() - 9 * DAY), signed(supervisor)
    for address, word in (("/supervision/", "lanes"), ("/supervision/late/", "lane-late")):
        assert f"/work/{case.number}/urge/?back={word}" in client.get(address).content.decode()


def test_another_lane_than_ours_is_not_found(signed: Signed, supervisor: Person) -> None:
    assert signed(supervisor).get("/supervision/nothing/").status_code == 404


def test_all_lanes_are_few_questions_however_many_cases(world: World, signed: Signed, supervisor: Person) -> None:
    for _ in range(6):
        world.assigned(now() - 9 * DAY)
    client = signed(supervisor)
    client.get("/supervision/")
    with at_most(16):
        client.get("/supervision/")
