"""怀柔 一刻钟见诉领办 · sixteen towns and twenty-seven agencies on their boards, a quarter of an hour, and the figures afterwards."""

import pytest

from huying.directory.models import Area, Matter, MatterUnit, Unit
from huying.directory.roles import Role
from tests.stories.conftest import Town
from tests.stories.people import Staff, Time

TOWNS, AGENCIES = 16, 27
STALLS = "集市的摊子把公路占了一半，车过不去，交通和城管都该管管。"


class District:
    """Forty-three groups, each with somebody on duty: the stage of the article."""

    def __init__(self, town: Town, time: Time) -> None:
        self.town, self.time, self.county = town, time, town.world.county
        self.towns = [self._unit(f"镇{n:02}", "town", self._area(n)) for n in range(1, TOWNS + 1)]
        self.agencies = [self._unit(f"局{n:02}", "agency", self.county) for n in range(1, AGENCIES + 1)]
        self.duty = {unit: town.staff(Role.LIAISON, unit, f"{unit}值班") for unit in (*self.towns, *self.agencies)}
        self.stalls = Matter.objects.create(
            list=town.world.lamp_matter.list, code="6.1", name="占道经营", full_name="城市管理/占道经营",
            words="摊子 占道", local_level="town",
        )  # fmt: skip
        for agency in self.agencies[:2]:
            MatterUnit.objects.create(matter=self.stalls, level="county", unit=agency, leads=False)

    def _area(self, n: int) -> Area:
        return Area.objects.create(code=f"1101992{n:02}", name=f"镇{n:02}", level="town", parent=self.county)

    def _unit(self, name: str, kind: str, area: Area) -> Unit:
        return Unit.objects.create(code=name, name=name, kind=kind, area=area)

    def call(self, n: int) -> str:
        """One call about the stalls in that town, written down by the operator."""
        area = str(self.towns[n].area_id)
        return self.town.operator.registers(STALLS, area=area, matter="城市管理/占道经营（6.1）", phone="13800001234")

    def rings(self, n: int) -> str:
        """One call, and the few seconds until it hangs on the boards by itself: no dispatcher touches it."""
        number = self.call(n)
        self.time.passes(seconds=10)
        return number

    def boards(self, number: str) -> dict[str, str]:
        """On whose boards that case is seen, and how."""
        seen = {unit.name: staff.sees_on_board(number) for unit, staff in self.duty.items()}
        return {name: state for name, state in seen.items() if state}


@pytest.fixture
def district(town: Town, time: Time) -> District:
    return District(town, time)


def figures(staff: Staff) -> dict[str, str]:
    """The tiles of 抢单成效: what they are called, and what they say."""
    page = staff.opens("/board/figures/")
    return dict(zip(page.texts("hy-kpi__name"), page.texts("hy-kpi__figure"), strict=True))


def test_hr1_a_new_case_rings_the_right_groups_and_no_other(district: District, time: Time) -> None:
    """Of forty-three groups the three that the list names for the place: the town itself and two agencies."""
    assert len(district.duty) == TOWNS + AGENCIES
    number = district.call(2)
    assert "即将自动抢单" in district.town.dispatcher.opens("/dispatch/").words
    time.passes(seconds=10)
    assert district.boards(number) == {"镇03": "open", "局01": "open", "局02": "open"}
    assert "清单规定“城市管理/占道经营”由其承办，自动发布抢单" in district.town.dispatcher.reads(number)
    rung = [unit.name for unit, staff in district.duty.items() if number in staff.bell()]
    assert sorted(rung) == ["局01", "局02", "镇03"]


def test_hr1_the_dispatcher_takes_one_case_out_of_the_ring(district: District, time: Time) -> None:
    """One touch on the row; a minute later nobody has been rung, and the dispatcher sends it where it belongs."""
    number = district.call(2)
    kept = district.town.dispatcher.opens("/dispatch/").press("转人工", number)
    assert f"{number} 不会自动抢单，请您派单" in kept.words
    time.passes(minutes=1)
    assert district.boards(number) == {}
    district.town.dispatcher.does(number, "assign", unit="局05", reason="经营者已约好今天到局里谈")
    assert "局05" in district.duty[district.agencies[4]].reads(number)


def test_hr1_the_dispatcher_may_still_send_what_already_rings(district: District, time: Time) -> None:
    number = district.rings(2)
    district.town.dispatcher.does(number, "assign", unit="局01", reason="局里的车就在集市")
    assert set(district.boards(number).values()) == {"gone"}
    refused = district.duty[district.towns[2]].opens("/board/")
    assert "已由派单员派给局01" in refused.words


def test_hr1_one_claims_within_fifteen_minutes_and_the_others_see_it_gone(district: District, time: Time) -> None:
    """Four minutes later one has it; ten minutes after that somebody stands before the stalls."""
    number = district.rings(2)
    town, agency = (district.duty[unit] for unit in (district.towns[2], district.agencies[0]))
    late = agency.opens("/board/")
    time.passes(minutes=4)
    town.claims(number)
    assert district.boards(number) == {"镇03": "taken", "局01": "taken", "局02": "taken"}
    assert f"镇03（{town.name}）已领办，用时 4 分" in agency.opens("/board/").words
    refused = late.try_to_press("我来办", number)
    assert (refused.status, "抢先领办" in refused.words) == (409, True)
    time.passes(minutes=10)
    town.does_on_the_spot(number, "arrived", words="已到现场", met="3")
    assert "已上门" in town.reads(number)


def test_hr1_what_nobody_claims_is_assigned_by_rule_told_and_counted(district: District, time: Time) -> None:
    boss = district.town.staff(Role.UNIT_LEADER, district.towns[2])
    number = district.rings(2)
    time.passes(minutes=14)
    assert district.boards(number)["镇03"] == "open"
    time.passes(minutes=2)
    assert set(district.boards(number).values()) == {"gone"}
    assert "无人抢单，已按规则派给镇03" in district.duty[district.towns[2]].opens("/board/").words
    assert "镇03" in district.town.dispatcher.reads(number)
    assert number in boss.bell()
    assert figures(district.town.dispatcher)["流拍"] == "1"


def test_hr1_the_claim_rate_and_the_minutes_saved_are_reported(district: District, time: Time) -> None:
    """Eleven of twelve are claimed after three minutes; the old way took an hour until the unit had signed in."""
    plain = district.call(0)
    district.town.dispatcher.dispatches(plain)
    time.passes(minutes=65)
    district.duty[district.towns[0]].does(plain, "sign-in")
    calls = [(n, district.call(n)) for n in range(1, 13)]
    time.passes(seconds=15)
    time.passes(minutes=3)
    for n, number in calls[:11]:
        district.duty[district.towns[n]].claims(number)
    time.passes(minutes=13)
    told = figures(district.town.dispatcher)
    assert (told["发布"], told["认领率"], told["流拍"]) == ("12", "91.7%", "1")
    assert float(told["认领用时（中位）"].split()[0]) == pytest.approx(3, abs=0.5)
    assert float(told["每件省时"].split()[0]) == pytest.approx(62, abs=1.5)
    own = figures(district.duty[district.towns[12]])
    assert (own["发布"], own["流拍"]) == ("1", "1")
    missed = district.town.dispatcher.opens(
        "/board/figures/cases/", which="missed", first="2026-09-22", last="2026-09-22"
    )
    assert missed.texts("hy-table__under") == [calls[11][1]]
