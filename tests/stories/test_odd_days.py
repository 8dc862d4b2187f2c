"""不寻常的日子 · too late, both at once, a unit merged yesterday, a matter retired today: what people read, and what is never lost."""

from datetime import date, timedelta

from huying.case.models import Case
from huying.directory.models import Matter
from huying.directory.roles import Role
from huying.kit.clock import now
from tests.stories.conftest import Town
from tests.stories.people import Staff, Time, case_of

LAMP = "东村村口路灯三天不亮，孩子放学走夜路不安全。"
LISTED = "公共设施/路灯（3.2.1）"
YESTERDAY, TODAY = date(2026, 9, 22), date(2026, 9, 23)
PROOF = {"reason": "灯杆在省道上，归公路段", "proof": "养护界线图第 3 页"}


def called(town: Town) -> str:
    return town.operator.registers(LAMP, area=str(town.world.east_area.pk), matter=LISTED, phone="13800001234")


def rung(town: Town, time: Time) -> str:
    """On the boards of the east village and of the office."""
    number = called(town)
    time.passes(seconds=10)
    return number


def sent(town: Town) -> str:
    """In the hands of the east village."""
    number = called(town)
    town.dispatcher.dispatches(number)
    return number


def test_a_claim_after_the_quarter_of_an_hour_hears_that_it_is_over_and_what_follows(town: Town, time: Time) -> None:
    number = rung(town, time)
    board = town.liaison.opens("/board/")
    time.clock_shows(now() + timedelta(minutes=15, seconds=30))
    late = board.try_to_press("我来办", number)
    assert late.status == 422
    assert "截止，此件正在按规则派单；派到您单位的话会通知您，不用再点" in late.words
    time.keeper_comes_round()
    again = board.try_to_press("我来办", number)
    assert again.status == 409
    assert "抢单已结束，此件已派给东村；如是您单位，请到“我的待办”签收" in again.words
    assert number in town.liaison.bell()
    assert town.liaison.opens("/work/").has(f"/work/{number}/")


def test_of_two_who_had_the_same_card_before_them_the_second_hears_who_was_quicker(town: Town, time: Time) -> None:
    number = rung(town, time)
    mine, theirs = town.liaison.opens("/board/"), town.office.opens("/board/")
    assert mine.try_to_press("我来办", number).status == 200
    beaten = theirs.try_to_press("我来办", number)
    assert (beaten.status, f"东村（{town.liaison.name}）已于" in beaten.words) == (409, True)
    assert "抢先领办此件" in beaten.words
    assert case_of(number).unit == town.world.east


def test_an_objection_after_its_limit_is_told_which_ways_remain(town: Town, time: Time) -> None:
    """Half a working day; the form was open before, the button comes too late."""
    number = sent(town)
    time.passes(hours=5, minutes=55)
    form = town.liaison.opens(f"/work/{number}/object/").form(f"/work/{number}/object/")
    time.passes(minutes=10)
    late = form.try_to_send(**PROOF)
    assert late.status == 422
    assert "异议期已于 09-22" in late.words
    assert "不能再提派单异议；确有困难请提级或申请延期" in late.words
    assert PROOF["reason"] in late.tree.xpath("string(//textarea[@name='reason'])"), "what was written is not lost"
    assert not town.liaison.opens(f"/cases/{number}/").has(f"/work/{number}/object/")


def neighbour(town: Town) -> Staff:
    return town.staff(Role.LIAISON, town.world.west)


def merge(town: Town) -> None:
    """From tomorrow on the east village is part of the west village, and so is its ground."""
    for old, new in ((town.world.east, town.world.west), (town.world.east_area, town.world.west_area)):
        old.valid_to, old.successor = YESTERDAY, new
        old.save()


def test_what_a_merged_unit_held_is_signed_in_and_solved_by_its_successor(town: Town, time: Time) -> None:
    number, heirs = sent(town), neighbour(town)
    handling = case_of(number).deadlines.get(kind="handling").due_at
    merge(town)
    time.passes(days=1)
    assert number in heirs.bell()
    assert heirs.opens("/work/").has(f"/work/{number}/")
    page = heirs.opens(f"/cases/{number}/")
    assert "由承接单位接办" in page.words
    assert "东村已并入西村，由西村承接" in page.words
    heirs.does(number, "sign-in")
    heirs.does(number, "contact", reached="yes", words="约好下午看")
    assert (case_of(number).unit, case_of(number).deadlines.get(kind="handling").due_at) == (town.world.west, handling)


def test_what_hung_on_a_merged_units_board_is_claimed_by_its_successor(town: Town, time: Time) -> None:
    time.clock_shows(now().replace(hour=15, minute=55))
    number, heirs = rung(town, time), neighbour(town)
    merge(town)
    time.passes(minutes=6)
    assert heirs.sees_on_board(number) == "open"
    heirs.claims(number)
    assert case_of(number).unit == town.world.west


def test_a_new_case_of_the_merged_ground_is_suggested_to_rung_at_and_assigned_to_the_successor(
    town: Town, time: Time
) -> None:
    """The list still names the east village; nobody had to edit it."""
    number, other = called(town), called(town)
    town.dispatcher.does(other, "keep-back")
    merge(town)
    time.passes(days=1, minutes=-1)
    assert neighbour(town).sees_on_board(number) == "open"
    assert "西村" in town.dispatcher.opens("/dispatch/").texts("hy-queue__unit")
    town.dispatcher.does(other, "assign", unit="东村")
    assert "东村已并入西村，由西村承接" in neighbour(town).reads(other)
    assert case_of(other).unit == town.world.west


def test_the_successor_reads_what_was_solved_before_the_merger(town: Town, time: Time) -> None:
    number = sent(town)
    town.liaison.does(number, "contact", reached="yes", words="约好下午看")
    town.dispatcher.does(number, "withdraw", reason="自己修好了")
    merge(town)
    time.passes(days=1)
    assert "约好下午看" in neighbour(town).reads(number)
    assert case_of(number).unit == town.world.east, "what is over stays as it was"


def test_a_case_about_the_successor_does_not_come_into_its_hands_by_the_merger(town: Town, time: Time) -> None:
    number = sent(town)
    Case.objects.filter(pk=case_of(number).pk).update(about=town.world.west, confidential=True)
    merge(town)
    time.passes(days=1)
    assert case_of(number).unit == town.world.east
    assert number not in neighbour(town).lists()


def retire() -> None:
    Matter.objects.filter(name="路灯").update(retired_on=TODAY)


def test_a_matter_retired_today_sends_nothing_any_more_and_says_what_to_do(town: Town, time: Time) -> None:
    number = called(town)
    town.dispatcher.does(number, "keep-back")
    time.passes(days=1)
    queue = town.dispatcher.opens("/dispatch/")
    retire()
    for button in ("派单", "抢单"):
        refused = queue.try_to_press(button, f"{number}/")
        assert refused.status == 422
        assert "事项“公共设施/路灯”已于 2026-09-23 停用，请先重新归类再派单" in refused.words
    row = town.dispatcher.opens("/dispatch/").tree.xpath("string(//tr[@data-row])")
    assert "清单规定“路灯”" not in row
    town.dispatcher.does(number, "sort", matter="", area="东村")
    town.dispatcher.does(number, "assign", unit="城建办")
    assert case_of(number).unit == town.world.office


def test_what_was_to_ring_by_itself_waits_when_its_matter_is_retired(town: Town, time: Time) -> None:
    time.clock_shows(now().replace(hour=15, minute=59, second=55))
    number = called(town)
    retire()
    time.passes(seconds=20)
    assert case_of(number).stage == "waiting"
    assert "即将自动抢单" not in town.dispatcher.opens("/dispatch/").words


def test_cases_under_way_keep_the_matter_and_the_clocks_they_were_given(town: Town, time: Time) -> None:
    hanging, held = rung(town, time), sent(town)
    before = list(case_of(held).deadlines.order_by("pk").values_list("kind", "due_at"))
    retire()
    town.liaison.claims(hanging)
    time.passes(days=1)
    for number in (hanging, held):
        town.liaison.does(number, "contact", reached="yes", words="约好下午看")
        assert "公共设施/路灯" in town.liaison.reads(number)
    assert list(case_of(held).deadlines.order_by("pk").values_list("kind", "due_at")) == before
