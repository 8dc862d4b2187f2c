"""潍州路街道 · the matter list and the leader's ruling, two limits side by side, a look before anybody is sent."""

from pathlib import Path

import pytest
from django.utils.timezone import localtime

from huying.cli import main
from huying.directory.models import Limit
from huying.directory.roles import Role
from huying.kit import sheet
from tests.stories.conftest import Town
from tests.stories.pages import Form
from tests.stories.people import Time, case_of, photo

LAMP = "东村村口路灯三天不亮，孩子放学走夜路不安全。"
CATS = "楼上一户养了二十只流浪猫，楼道里气味很大，邻居受不了。"
CABLE = "东村村口不知谁家的电缆断了垂在路边，没有人管。"
COLUMNS = ["工单编号", "诉求内容", "来电人", "联系电话", "来电时间"]


def brought_in(town: Town, folder: Path, columns: list[str], row: list[str], source: str = "12345") -> str:
    """The work order of the city's file, as it stands in our list."""
    path = folder / "市平台.xlsx"
    sheet.write(path, columns, [row])
    assert main(["import", str(path), "--source", source, "--json"]) == 0
    (number,) = town.dispatcher.lists()
    return number


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
    time.passes(seconds=5)
    second = town.operator.registers("隔壁院子养猫太多，夜里一直叫。", area=area, phone="13900005678")
    assert likeliest(town, second) == "城建办"
    town.dispatcher.dispatches(second)
    assert (case_of(second).unit, str(case_of(second).matter)) == (town.world.office, "养猫扰民")


@pytest.mark.parametrize(
    ("urgent", "own", "source"),
    [(False, "2 工作日", "12345"), (True, "2 小时", "市民热线平台")],
    ids=["general", "urgent, under another name"],
)
def test_wz3_our_own_limit_stands_beside_the_citys_and_is_shorter(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], urgent: bool, own: str, source: str
) -> None:
    """2 hours urgent, 2 working days general; the city's 5 working days beside it, in the queue, on the phone and on the page."""
    number = brought_in(
        town, tmp_path, COLUMNS, ["GD001", LAMP, "张三", "13800001234", "2026-09-22 08:30"], source=source
    )
    town.dispatcher.accepts(number)
    assert "市级 09-30 09:00" in town.dispatcher.opens("/dispatch/").words
    if urgent:
        town.dispatcher.does(number, "correct", urgent="on", reason="来电人说孩子夜里摔了")
    town.dispatcher.does(number, "assign", unit="城建办")
    assert "市级 09-30 09:00" in town.office.opens("/work/").words
    for staff in (town.dispatcher, town.office, town.leader):
        page = staff.opens(f"/cases/{number}/")
        ours, citys = page.texts("hy-clock-main")
        assert ours.startswith("办理")
        assert citys.startswith("市级时限")
        assert "先到" not in page.words
        clocks = page.texts("hy-clocks", "li")
        assert any(clock.startswith("办理") and f"时限{own}" in clock for clock in clocks)
        assert any(clock.startswith("市级时限") and "时限5 工作日" in clock for clock in clocks)
    due = dict(case_of(number).deadlines.values_list("kind", "due_at"))
    assert due["handling"] < due["city"]
    assert f"{localtime(due['city']):%m-%d}" == "09-30"


def test_wz3_a_limit_that_the_citys_file_names_and_that_ends_before_ours_is_said(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file gives until tomorrow noon, our two working days end later: the page says which one to keep."""
    row = ["GD002", LAMP, "张三", "13800001234", "2026-09-22 08:30", "2026-09-23 12:00"]
    number = brought_in(town, tmp_path, [*COLUMNS, "截止时间"], row)
    town.dispatcher.accepts(number)
    town.dispatcher.does(number, "assign", unit="城建办")
    page = town.office.opens(f"/cases/{number}/")
    _ours, citys = page.texts("hy-clock-main")
    assert "09-23 12:00" in citys
    assert "市级时限比内部时限先到" in page.words


def test_wz3_what_did_not_come_from_the_city_has_no_clock_of_the_citys(town: Town) -> None:
    number = town.operator.registers(LAMP, area=str(town.world.east_area.pk), phone="13800001234")
    town.dispatcher.dispatches(number)
    (ours,) = town.liaison.opens(f"/cases/{number}/").texts("hy-clock-main")
    assert ours.startswith("办理")


def test_wz3_a_limit_of_ours_as_long_as_the_citys_is_not_taken(town: Town) -> None:
    keeper = town.staff(Role.SYSTEM_ADMIN, town.world.town)
    own = Limit.objects.get(clock="handling", limit_class="", later_round=False)
    page = keeper.opens(f"/directory/limits/{own.pk}/edit/")
    form = Form(page, page.tree.xpath("//form[.//*[@name='amount']]")[0])
    form.address = page.address
    refused = form.try_to_send(amount="5")
    assert (refused.status, "要短于市级时限" in refused.words) == (422, True)
    assert form.send(amount="4").status == 200


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


def test_wz8_what_rings_by_itself_was_judged_by_whoever_took_it_down(town: Town, time: Time) -> None:
    """Nobody is sent by a machine's guess: the operator named matter and place, and the line says so."""
    lamp, east = "公共设施/路灯（3.2.1）", str(town.world.east_area.pk)
    number = town.operator.registers(LAMP, area=east, matter=lamp, phone="13800001234")
    time.passes(seconds=10)
    assert town.liaison.sees_on_board(number) == "open"
    assert "初步核查 登记清楚，不用到现场" in town.liaison.opens(f"/cases/{number}/").texts("hy-told", "li")


def test_wz8_what_is_unclear_stays_with_the_dispatcher_though_the_list_names_a_unit(town: Town, time: Time) -> None:
    lamp, east = "公共设施/路灯（3.2.1）", str(town.world.east_area.pk)
    number = town.operator.registers(LAMP, area=east, matter=lamp, phone="13800001234")
    town.dispatcher.does(number, "ask-inquiry", words="请看清是村里的灯还是公路段的灯")
    time.passes(minutes=10)
    assert town.liaison.sees_on_board(number) == ""
    assert "核查中" in town.dispatcher.opens("/dispatch/").words
