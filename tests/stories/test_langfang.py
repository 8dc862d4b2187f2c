"""廊坊 群众说事、干部解题 · the six-step loop, and the course that whoever asked may see at any time."""

import pytest
from django.test import Client

from tests.stories.conftest import Town
from tests.stories.people import Resident, Time, photo

LAMP = "东村村口路灯三天不亮，孩子放学走夜路不安全。"
WALL = "邻居在村口路灯杆旁砌墙占了公用的路，两家为这吵了好几次。"
WIRE = "东村村口路灯杆歪了，电线露在外面，怕碰到人。"
NATURES = [("livelihood", "", LAMP), ("dispute", "矛盾纠纷", WALL), ("hazard", "问题隐患", WIRE)]
ANSWER = "您反映的村口路灯问题，当天到现场核实，已经处理完毕，晚上恢复照明。"
COURSE = ["已登记", "已受理", "已交办", "已联系诉求人", "已上门", "已处置", "结果已审核", "已回复", "已评价", "已办结"]


@pytest.mark.parametrize(("nature", "label", "text"), NATURES, ids=["demand", "dispute", "hazard"])
def test_lf2_one_loop_serves_a_demand_a_dispute_and_a_hazard(
    town: Town, time: Time, nature: str, label: str, text: str
) -> None:
    """接办 交办 处置 反馈 回复 评价 · each step by the one whose step it is."""
    lamp, east = "公共设施/路灯（3.2.1）", str(town.world.east_area.pk)
    number = town.operator.registers(text, nature=nature, matter=lamp, area=east, phone="13800001234")
    town.dispatcher.dispatches(number)
    time.passes(minutes=10)
    assert town.liaison.opens("/work/").has(f"/work/{number}/")
    town.liaison.does(number, "sign-in")
    town.liaison.does(number, "contact", reached="yes", words="约好下午到现场看")
    town.liaison.does_on_the_spot(number, "arrived", words="到现场看过，情况属实", met="2", before=photo())
    town.liaison.does_on_the_spot(number, "done", how="solved", words="已经处理好", after=photo("gold"))
    town.leader.does(number, "approve", words="同意")
    town.liaison.does(number, "reply", words=ANSWER)
    town.caller.calls_back(number)
    page = town.operator.opens(f"/cases/{number}/")
    heads = page.texts("hy-timeline__head", "b")[::-1]
    assert [head for head in heads if head in COURSE] == COURSE
    assert len(page.tree.xpath("//li[contains(@class, 'hy-steps__step--done')]")) == 6
    assert label in page.words


def test_lf7_the_resident_sees_every_step_without_an_account(town: Town, time: Time) -> None:
    """Looked at after each step by the secret link, in a browser that has never signed in."""
    zhang = Resident()
    number = zhang.submits(LAMP, area=str(town.world.east_area.pk), place="村口")
    assert (zhang.step(), zhang.lines()) == ("接办", COURSE[:1])
    town.dispatcher.accepts(number)
    assert (zhang.step(), zhang.lines()) == ("交办", COURSE[:2])
    town.dispatcher.dispatches(number)
    assert (zhang.step(), zhang.lines()) == ("处置", COURSE[:3])
    town.liaison.does(number, "contact", reached="yes", words="约好下午看")
    town.liaison.does(number, "visit", words="到村口看过", met="1", photos=photo())
    assert (zhang.step(), zhang.lines()) == ("处置", COURSE[:5])
    town.liaison.does(number, "finish", how="solved", words="换了线路", after=photo("gold"))
    assert (zhang.step(), zhang.lines()) == ("反馈", COURSE[:6])
    town.leader.does(number, "approve")
    assert (zhang.step(), zhang.lines()) == ("回复", COURSE[:7])
    town.liaison.does(number, "reply", words=ANSWER)
    assert (zhang.step(), zhang.lines()) == ("评价", COURSE[:8])
    assert ANSWER in zhang.looks().words
    zhang.rates()
    assert (zhang.step(), zhang.lines()) == ("", COURSE)
    assert zhang.cookies == set()


def test_lf7_by_number_and_the_end_of_the_phone_as_well_and_by_nothing_less(town: Town) -> None:
    """At any time: no link at hand, no account either. A stranger who guesses hears the same as for a case that is not there."""
    zhang = Resident(phone="13800001234")
    number = zhang.submits(LAMP)
    found = zhang.finds(number, "1234")
    assert (found.status, LAMP in found.words) == (200, True)
    guessed, invented = zhang.finds(number, "9999"), zhang.finds("20260922-999999", "1234")
    assert "没有查到" in guessed.words
    assert (guessed.status, guessed.texts("hy-note")) == (invented.status, invented.texts("hy-note"))
    assert Client().get(zhang.link[:-3] + "aa/").status_code == 404
