"""潍州路街道 · the matter list and the leader's ruling, two limits side by side, a look before anybody is sent."""

from pathlib import Path

import pytest
from django.utils.timezone import localtime

from huying.cli import main
from huying.directory.roles import Role
from huying.kit import sheet
from tests.stories.conftest import Town
from tests.stories.people import Time, case_of, photo

LAMP = "东村村口路灯三天不亮，孩子放学走夜路不安全。"
CATS = "楼上一户养了二十只流浪猫，楼道里气味很大，邻居受不了。"
CABLE = "东村村口不知谁家的电缆断了垂在路边，没有人管。"
COLUMNS = ["工单编号", "诉求内容", "来电人", "联系电话", "来电时间"]


def likeliest(town: Town, number: str) -> str:
    """The unit that the queue puts first for a case."""
    (row,) = town.dispatcher.opens("/dispatch/").tree.xpath("//tr[contains(., $number)]", number=number)
    return " ".join(row.xpath(".//span[@class='hy-queue__unit']")[0].text_content().split())


def test_wz2_the_list_names_the_office(town: Town) -> None:
    number = town.operator.registers(LAMP, area=str(town.world.east_area.pk), phone="13800001234")
    page = town.dispatcher.opens("/dispatch/").words
    assert "清单规定“路灯”由其主办" in page
    assert likeliest(town, number) == "东村"
    town.dispatcher.dispatches(number)
    assert case_of(number).unit == town.world.east


def test_wz2_the_leader_in_charge_rules_on_what_is_not_listed_and_the_ruling_becomes_a_line(
    town: Town, time: Time
) -> None:
    """首问负责、科室联动 · ruled once, with a lead office; the next caller's case finds it on the list."""
    area = str(town.world.town_area.pk)
    first = town.operator.registers(CATS, area=area, phone="13800001234")
    town.dispatcher.does(first, "put-to-leader", reason="清单没有列明，养猫扰民没有牵头单位")
    time.passes(minutes=5)
    assert first in town.leader.bell()
    assert first in town.leader.opens("/dispatch/", tab="unlisted").words
    town.leader.does(
        first, "appoint", unit="城建办", reason="城建办牵头，村里配合", name="养猫扰民", words="流浪猫 养猫"
    )
    assert "城建办" in town.operator.reads(first)
    refused = town.office.opens(f"/work/{first}/give-back/").words
    assert "不能办这一步" in refused
    time.passes(days=3)
    second = town.operator.registers("隔壁院子养猫太多，夜里一直叫。", area=area, phone="13900005678")
    assert likeliest(town, second) == "城建办"
    town.dispatcher.dispatches(second)
    assert (case_of(second).unit, str(case_of(second).matter)) == (town.world.office, "养猫扰民")


@pytest.mark.parametrize(("urgent", "own"), [(False, "2 工作日"), (True, "2 小时")], ids=["general", "urgent"])
def test_wz3_our_own_limit_stands_beside_the_citys_and_is_shorter(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], urgent: bool, own: str
) -> None:
    """2 hours urgent, 2 working days general; the city's 5 working days beside it, on the page of every work order it sends."""
    path = tmp_path / "市平台.xlsx"
    sheet.write(path, COLUMNS, [["GD001", LAMP, "张三", "13800001234", "2026-09-22 08:30"]])
    assert main(["import", str(path), "--source", "12345", "--json"]) == 0
    (number,) = town.dispatcher.lists()
    town.dispatcher.accepts(number)
    if urgent:
        town.dispatcher.does(number, "correct", urgent="on", reason="来电人说孩子夜里摔了")
    town.dispatcher.does(number, "assign", unit="城建办")
    for staff in (town.dispatcher, town.office, town.leader):
        clocks = staff.opens(f"/cases/{number}/").texts("hy-clocks", "li")
        assert any(clock.startswith("办理") and f"时限{own}" in clock for clock in clocks)
        assert any(clock.startswith("市级时限") and "时限5 工作日" in clock for clock in clocks)
    due = dict(case_of(number).deadlines.values_list("kind", "due_at"))
    assert due["handling"] < due["city"]
    assert f"{localtime(due['city']):%m-%d}" == "09-30"


def test_wz8_what_is_unclear_is_looked_at_on_the_spot_before_anybody_is_sent(town: Town, time: Time) -> None:
    """Nobody's cable: the grid worker looks, on a clock of half a day, and says what it is; then it is sent."""
    grid = town.staff(Role.GRID_WORKER, town.world.east, "赵网格")
    number = town.operator.registers(CABLE, area=str(town.world.east_area.pk), phone="13800001234")
    town.dispatcher.does(number, "ask-inquiry", words="请看清是电力线还是通信线，谁家的")
    time.passes(minutes=5)
    assert number in grid.bell()
    assert "核查中" in town.dispatcher.opens("/dispatch/").words
    assert localtime(case_of(number).deadlines.get(kind="inquiry").due_at).strftime("%d %H:%M") == "22 15:00"
    grid.does(number, "inquire", finding="real", words="是通信电缆，已断电，不带电，先围上了", photos=photo())
    assert "已核查" in town.dispatcher.opens("/dispatch/").words
    assert "是通信电缆" in town.dispatcher.reads(number)
    town.dispatcher.does(number, "assign", unit="城建办")
    assert "初步核查 已到现场核查" in town.office.opens(f"/cases/{number}/").texts("hy-told", "li")
    assert case_of(number).deadlines.get(kind="inquiry").kept


def test_wz8_every_work_order_is_inquired_into_before_it_is_handled(town: Town) -> None:
    """What is clear is judged at the desk: the line that sends a case says by what it was known."""
    number = town.operator.registers(LAMP, area=str(town.world.east_area.pk), phone="13800001234")
    town.dispatcher.dispatches(number)
    assert "初步核查 登记清楚，不用到现场" in town.liaison.opens(f"/cases/{number}/").texts("hy-told", "li")
