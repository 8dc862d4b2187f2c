"""The month's pages: any period, every figure opens to its cases and to its rule, the workbook, rulings on what counts."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Act, Person
from huying.directory.roles import Role
from huying.kit import sheet
from huying.oversight.month.ask_exclusion import ask_exclusion
from huying.oversight.month.count_again import count_again
from huying.oversight.month.exclude import exclude
from huying.oversight.month.pages import READERS
from huying.oversight.month.period import period
from huying.oversight.month.rates import row_of
from huying.oversight.month.table import mean_of
from tests.oversight.test_month import finished
from tests.steps.intake.conftest import at_most
from tests.world import NINE, World

Signed = Callable[[Person], Client]
SEPTEMBER = "month=2026-09"


@pytest.fixture
def assessor(world: World) -> Person:
    return world.person(Role.ASSESSOR, world.centre)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_figure_opens_to_as_many_cases_as_it_says(world: World, signed: Signed, assessor: Person) -> None:
    finished(world, "yyy")
    finished(world, "byb", contacted=False)
    finished(world, "nyn")
    client = signed(assessor)
    shown = text(client, f"/month/?{SEPTEMBER}")
    links = re.findall(r'href="(/month/cases/\?figure=(\w+)[^"]+)">(?:基本 )?([\d.]+)', shown)
    assert {name for _address, name, _shown in links} >= {"received", "evaluated", "valid", "response", "resolution"}
    for address, name, figure in links:
        count = len(re.findall(r"hy-table__title", text(client, address.replace("&amp;", "&"))))
        assert count == (
            int(figure) if "." not in figure else {"response": 2, "resolution": 2, "service": 3, "result": 2}[name]
        )


def test_each_head_leads_to_its_rule_in_words(signed: Signed, assessor: Person) -> None:
    shown = text(signed(assessor), "/month/")
    heads = re.findall(r'href="#(rule-\w+)"', shown)
    assert len(heads) == 8
    assert all(f'id="{head}"' in shown for head in heads)


def test_the_rates_and_the_dash_stand_in_the_table(world: World, signed: Signed, assessor: Person) -> None:
    finished(world, "yyn")
    shown = text(signed(assessor), f"/month/?{SEPTEMBER}")
    assert "100.00" in shown
    assert "0.00" in shown
    assert "—" in text(signed(assessor), "/month/?month=2026-01")


def test_the_mean_of_units_is_not_the_pooled_rate() -> None:
    units = [row_of(1, {"valid": 1, "contacted": 1}), row_of(2, {"valid": 3}), row_of(3, {"received": 9})]
    assert dict(mean_of(units))["response"] == "50.00"
    assert dict(mean_of([]))["response"] == "—"


@pytest.mark.parametrize(
    ("given", "first", "last", "month"),
    [
        ({"month": "2026-02"}, date(2026, 2, 1), date(2026, 2, 28), "2026-02"),
        ({"from": "2026-09-10", "to": "2026-10-05"}, date(2026, 9, 10), date(2026, 10, 5), ""),
        ({"from": "2026-09-10"}, date(2026, 9, 10), date(2026, 9, 10), ""),
        ({}, date(2026, 9, 1), date(2026, 9, 30), "2026-09"),
    ],
)
def test_a_month_or_any_days(given: dict[str, str], first: date, last: date, month: str) -> None:
    days = period(given, at=NINE)
    assert (days.first, days.last, days.month, days.fault) == (first, last, month, "")


@pytest.mark.parametrize("given", [{"month": "x"}, {"from": "2026-09-30", "to": "2026-09-01"}, {"from": "0001-01-01"}])
def test_days_that_make_no_sense_are_said_and_this_month_is_shown(given: dict[str, str]) -> None:
    days = period(given, at=NINE)
    assert days.fault
    assert days.month == "2026-09"


@pytest.mark.parametrize("role", Role)
def test_the_month_opens_for_whoever_answers_for_it(world: World, signed: Signed, role: Role) -> None:
    expected = 200 if role in READERS else 403
    assert signed(world.person(role, world.centre)).get("/month/").status_code == expected


def test_a_leader_sees_the_units_under_the_own_and_no_other(world: World, signed: Signed) -> None:
    finished(world, "yyy")
    other = world.person(Role.UNIT_LEADER, world.west)
    client = signed(other)
    assert "东村" not in text(client, f"/month/?{SEPTEMBER}")
    assert client.get(f"/month/cases/?figure=valid&unit={world.east.pk}&{SEPTEMBER}").status_code == 404
    assert client.get(f"/month/cases/?figure=valid&{SEPTEMBER}").status_code == 404
    assert "东村" in text(signed(world.leader), f"/month/?{SEPTEMBER}")


@pytest.mark.parametrize(
    "query",
    ["figure=nothing", "figure=valid&unit=x", "figure=valid&unit=99999999999999999999", "figure=valid&unit=987654"],
)
def test_a_figure_that_is_none_is_not_found(signed: Signed, assessor: Person, query: str) -> None:
    assert signed(assessor).get(f"/month/cases/?{query}").status_code == 404


def test_the_workbook_holds_the_table_and_its_rules_and_is_on_record(
    world: World, signed: Signed, assessor: Person, tmp_path: Path
) -> None:
    finished(world, "yyy")
    answer = signed(assessor).post("/month/export/", {"from": "2026-09-01", "to": "2026-09-30"})
    file = tmp_path / "month.xlsx"
    file.write_bytes(answer.content)
    with sheet.open_rows(file) as made:
        rows = [cells for _number, cells in made.rows]
    assert [str(cell) for cell in rows[0][:6]] == ["东村", "1", "1", "1", "0", "100"]
    assert any("解决率：" in str(row[0]) for row in rows)
    assert Act.objects.get(what="exported").by == assessor


def test_a_request_to_be_left_out_waits_for_the_assessor(world: World, signed: Signed, assessor: Person) -> None:
    case = finished(world, "nyn")
    ask_exclusion(Case.objects.get(pk=case.pk), reason="诉求人要求超出政策", by=world.villager, at=NINE)
    client = signed(assessor)
    assert case.number in text(client, "/month/asked/")
    exclude(case, reason="属实", by=assessor, at=NINE)
    assert case.number not in text(client, "/month/asked/")
    assert f"figure=excluded&amp;unit={world.east.pk}" in text(client, f"/month/?{SEPTEMBER}")
    count_again(case, reason="复查不属实", by=assessor, at=NINE)
    assert f"figure=valid&amp;unit={world.east.pk}" in text(client, f"/month/?{SEPTEMBER}")


def test_asked_twice_or_ruled_twice_is_refused_in_words(world: World, assessor: Person) -> None:
    case = finished(world, "nyn")
    with pytest.raises(ledger.Refused, match="本来就"):
        count_again(case, reason="无", by=assessor, at=NINE)
    ask_exclusion(case, reason="重复件", by=world.villager, at=NINE)
    with pytest.raises(ledger.Refused, match="正等考核员"):
        ask_exclusion(case, reason="重复件", by=world.villager, at=NINE)
    exclude(case, reason="属实", by=assessor, at=NINE)
    with pytest.raises(ledger.Refused, match="已经不纳入"):
        exclude(case, reason="属实", by=assessor, at=NINE)
    with pytest.raises(ledger.Refused, match="已经不纳入"):
        ask_exclusion(case, reason="重复件", by=world.villager, at=NINE)


def test_a_ruling_has_a_reason_and_is_the_assessors(world: World, assessor: Person) -> None:
    case = finished(world, "nyn")
    with pytest.raises(ledger.Refused, match="理由"):
        exclude(case, reason=" ", by=assessor, at=NINE)
    with pytest.raises(ledger.Forbidden):
        exclude(case, reason="属实", by=world.villager, at=NINE)


def test_the_rulings_are_offered_on_the_page_of_the_case(world: World, signed: Signed, assessor: Person) -> None:
    case = finished(world, "nyn")
    client = signed(assessor)
    answer = client.post(f"/work/{case.number}/exclude/", {"reason": "重复件", "idempotency_key": "k" * 32})
    assert answer.status_code == 302
    assert case.entries.filter(deed="excluded").exists()
    assert "纳入考核" in text(client, f"/cases/{case.number}/")


def test_the_month_is_few_questions_however_many_units(world: World, signed: Signed, assessor: Person) -> None:
    for _ in range(4):
        finished(world, "yyy")
    client = signed(assessor)
    text(client, f"/month/?{SEPTEMBER}")
    with at_most(12):
        text(client, f"/month/?{SEPTEMBER}")


def test_a_whole_month_shows_the_last_six_and_other_periods_do_not(
    world: World, signed: Signed, assessor: Person
) -> None:
    finished(world, "yyy")
    client = signed(assessor)
    assert "近 6 月解决率：4 月 —，5 月 —，6 月 —，7 月 —，8 月 —，9 月 100.00" in text(client, f"/month/?{SEPTEMBER}")
    assert "近 6 月解决率" not in text(client, "/month/?from=2026-09-02&to=2026-09-30")
