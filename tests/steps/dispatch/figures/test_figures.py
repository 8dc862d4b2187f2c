"""抢单成效 · claim rate, median minutes, misses, time saved: a small history worked out by hand, and its pages."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from huying.case.models import Case
from huying.case.timekeeper import tick
from huying.case.who import KEEPER, RESIDENT
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.figures.offers import End, Offer, read
from huying.steps.dispatch.figures.tally import Tally, behind, middle, tally
from huying.steps.dispatch.offer import offer
from huying.steps.handling.sign_in import sign_in
from huying.steps.intake.accept import accept
from huying.steps.intake.withdraw import withdraw
from tests.steps.dispatch.conftest import Reads, SetClock, counted
from tests.world import NINE, World

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY = date(2026, 9, 25)
SINCE, UNTIL = NINE - 9 * HOUR, NINE + 15 * HOUR
"""The 25th of September, from midnight to midnight in the district."""


def officer(world: World) -> Person:
    return world.person(Role.LIAISON, world.office)


def offered(world: World, at: datetime, *, waited: int = 1) -> Case:
    """Accepted so many minutes before it is hung up for the east village and the office."""
    case = world.lamp(at=at - waited * MINUTE)
    accept(case, by=KEEPER, at=at - waited * MINUTE)
    offer(case, to=[world.east, world.office], by=KEEPER, at=at)
    return case


def ring(at: datetime) -> None:
    while tick(at, ON_DUE):
        pass


@pytest.fixture
def history(world: World) -> dict[str, Case]:
    """Worked out by hand.

    09:00 east claims after 2 min, 09:10 the office after 4, 10:00 east after 6 (each accepted a minute before it was hung
    up: waits of 3, 5, 7); 10:30 nobody claims; 11:00 the resident withdraws; 11:30 the dispatcher assigns it early; 14:00
    still open. Two cases are simply assigned, and signed in 60 and 80 minutes after they were accepted.
    """
    cases = {"quick": offered(world, NINE), "office": offered(world, NINE + 10 * MINUTE)}
    claim(cases["quick"], unit=world.east, by=world.villager, at=NINE + 2 * MINUTE)
    claim(cases["office"], unit=world.office, by=officer(world), at=NINE + 14 * MINUTE)
    cases["slow"] = offered(world, NINE + HOUR)
    claim(cases["slow"], unit=world.east, by=world.villager, at=NINE + HOUR + 6 * MINUTE)
    cases["missed"] = offered(world, NINE + 90 * MINUTE)
    ring(NINE + 105 * MINUTE)
    cases["withdrawn"] = offered(world, NINE + 2 * HOUR)
    withdraw(cases["withdrawn"], by=RESIDENT, at=NINE + 2 * HOUR + MINUTE, reason="好了")
    cases["early"] = offered(world, NINE + 150 * MINUTE)
    assign(cases["early"], to=world.office, by=world.dispatcher, at=NINE + 151 * MINUTE)
    cases["open"] = offered(world, NINE + 5 * HOUR)
    for minutes in (60, 80):
        plain = world.assigned(at=NINE)
        sign_in(plain, by=world.villager, at=NINE + minutes * MINUTE)
    return cases


def test_each_offer_has_one_end(history: dict[str, Case]) -> None:
    ends = {offer.case: offer.end for offer in read(SINCE, UNTIL).offers}
    assert {name: ends[case.pk] for name, case in history.items()} == {
        "quick": End.CLAIMED, "office": End.CLAIMED, "slow": End.CLAIMED, "missed": End.MISSED,
        "withdrawn": End.OTHER, "early": End.OTHER, "open": End.OPEN,
    }  # fmt: skip


def test_the_whole_by_hand(history: dict[str, Case]) -> None:
    told = read(SINCE, UNTIL)
    whole = tally(told.offers)
    assert whole == Tally(offered=7, claimed=3, missed=1, other=2, running=1, median_minutes=4.0, median_wait=5.0)
    assert whole.rate == 0.75
    assert (sorted(told.plain), middle(told.plain), whole.saved(middle(told.plain))) == ([60.0, 80.0], 70.0, 65.0)


def test_each_unit_by_hand(world: World, history: dict[str, Case]) -> None:
    offers = read(SINCE, UNTIL).offers
    east, office = tally(offers, unit=world.east.pk), tally(offers, unit=world.office.pk)
    assert (east.offered, east.claimed, east.missed, east.other, east.median_minutes) == (7, 2, 1, 3, 4.0)
    assert (office.offered, office.claimed, office.missed, office.rate) == (7, 1, 1, 0.5)


def test_figures_are_what_their_cases_are(world: World, history: dict[str, Case]) -> None:
    offers = read(SINCE, UNTIL).offers
    for unit in (None, world.east.pk, world.office.pk):
        figures = tally(offers, unit=unit)
        for which in ("offered", "claimed", "missed", "other", "running"):
            assert len(behind(offers, which, unit=unit)) == getattr(figures, which)


def test_nothing_settled_has_no_rate() -> None:
    nothing = tally([])
    assert (nothing.rate, nothing.median_minutes, nothing.saved(70.0)) == (None, None, None)


def test_nothing_plain_has_no_saving() -> None:
    claimed = Offer(1, NINE, (1,), NINE, End.CLAIMED, NINE + MINUTE, 1)
    assert tally([claimed]).saved(None) is None


def test_an_offer_counts_on_the_day_it_was_made(world: World) -> None:
    late = offered(world, UNTIL - MINUTE)
    claim(late, unit=world.east, by=world.villager, at=UNTIL + MINUTE)
    today, tomorrow = read(SINCE, UNTIL).offers, read(UNTIL, UNTIL + 24 * HOUR).offers
    assert [(offer.end, offer.minutes) for offer in today] == [(End.CLAIMED, 2.0)]
    assert tomorrow == []


def test_a_case_offered_twice_counts_twice(world: World) -> None:
    from huying.steps.handling.give_back import give_back

    case = offered(world, NINE)
    claim(case, unit=world.east, by=world.villager, at=NINE + MINUTE)
    give_back(case, by=world.villager, reason="不属本村", at=NINE + HOUR)
    offer(case, to=[world.office], by=world.dispatcher, at=NINE + 2 * HOUR)
    claim(case, unit=world.office, by=officer(world), at=NINE + 2 * HOUR + 3 * MINUTE)
    assert [offer.minutes for offer in read(SINCE, UNTIL).offers] == [1.0, 3.0]


def test_a_case_that_was_offered_is_no_plain_assignment(world: World) -> None:
    case = offered(world, NINE)
    assign(case, to=world.east, by=world.dispatcher, at=NINE + MINUTE)
    sign_in(case, by=world.villager, at=NINE + HOUR)
    assert read(SINCE, UNTIL).plain == []


@pytest.fixture
def page(world: World, history: dict[str, Case], reads: Reads, it_is: SetClock) -> Client:
    client = reads(world.dispatcher)
    it_is(NINE + 5 * HOUR + MINUTE)
    return client


def shown(client: Client, **query: str) -> str:
    page = client.get("/board/figures/", {"first": "2026-09-25", "last": "2026-09-25"} | query)
    return page.content.decode()


def table(page: str, label: str) -> list[str]:
    """The cells of the row with that heading."""
    row = re.search(rf'<th scope="row">{label}</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    return [strip_tags(cell).strip() for cell in re.findall(r"<td.*?</td>", row[1], re.DOTALL)]


def test_the_page_shows_them_by_unit_and_by_hour(page: Client) -> None:
    text = shown(page)
    assert table(text, "东村") == ["7", "2", "1", "3", "1", "66.7%", "4.0 分", "65.0 分"]
    assert table(text, "城建办") == ["7", "1", "1", "4", "1", "50.0%", "4.0 分", "65.0 分"]
    assert table(text, "09:00–09:59") == ["2", "2", "0", "0", "0", "100.0%", "3.0 分", "66.0 分"]
    assert table(text, "14:00–14:59") == ["1", "0", "0", "0", "1", "—", "—", "—"]
    assert "65.0 分" in text


def test_every_figure_opens_to_its_cases(page: Client, history: dict[str, Case]) -> None:
    text = shown(page)
    links = re.findall(r'href="(/board/figures/cases/[^"]*)">(\d+)</a>', text)
    assert len(links) > 20
    for address, figure in links:
        answer = page.get(address.replace("&amp;", "&")).content.decode()
        assert answer.count("hy-table__title") == int(figure), address


def test_a_hundred_words_explain_each_figure(page: Client) -> None:
    text = shown(page)
    assert "认领 ÷（认领 + 流拍）" in text
    assert "普通派单从受理到签收的中位数（70.0 分，2 件）减去抢单从受理到认领的中位数（5.0 分）" in strip_tags(text)


def test_a_unit_sees_its_own_boards_alone(world: World, history: dict[str, Case], reads: Reads) -> None:
    text = shown(reads(world.villager))
    assert table(text, "东村")[0] == "7"
    assert 'scope="row">城建办' not in text


def test_another_unit_sees_nothing_of_them(world: World, history: dict[str, Case], reads: Reads) -> None:
    text = shown(reads(world.neighbour))
    assert "这段时间没有发布过" in text
    assert 'scope="row">东村' not in text


def test_dates_the_wrong_way_round_are_said(page: Client) -> None:
    assert "开始日期要早于结束日期" in shown(page, first="2026-09-26")


def test_more_than_a_quarter_at_once_is_said(page: Client) -> None:
    assert "93 天" in shown(page, first="2026-01-01")


@pytest.mark.parametrize("query", [{"which": ""}, {"which": "stolen"}, {}])
def test_a_figure_that_is_none_is_not_there(page: Client, query: dict[str, str]) -> None:
    assert page.get("/board/figures/cases/", query).status_code == 404


def test_odd_keys_do_no_harm(page: Client) -> None:
    query = {"which": "offered", "unit": "x", "hour": "99", "before": "9" * 30, "first": "not-a-day"}
    assert page.get("/board/figures/cases/", query).status_code == 200


def test_the_page_is_few_statements(page: Client) -> None:
    shown(page)
    with counted() as ran:
        shown(page)
    assert len(ran) <= 8, "\n".join(ran)


def test_today_is_remembered_for_some_seconds_only(world: World, reads: Reads, it_is: SetClock) -> None:
    client = reads(world.villager)
    assert "今日流拍" in client.get("/board/").content.decode()
    claim(offered(world, NINE + 3 * MINUTE), unit=world.east, by=world.villager, at=NINE + 4 * MINUTE)
    it_is(NINE + 5 * MINUTE)
    assert re.search(r"今日已认领</span>\s*<b[^>]*>1<", client.get("/board/").content.decode())
