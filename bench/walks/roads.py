"""八条路 · for each role the first job, as the screen leads to it. One function a road; `who` signs in, with which screen."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.walks.entrance import Walk

LAMP = "村口路灯三天不亮，孩子放学走夜路不安全。"


@dataclass(frozen=True, slots=True)
class Road:
    """`who`: sign-in names, the first of which has work is taken. `done`: what the screen says at the end."""

    role: str
    job: str
    who: tuple[str, ...]
    wide: int
    walk: Callable[[Walk], None]
    done: str


def resident(walk: Walk) -> None:
    walk.press("我要反映")
    walk.type("text", LAMP)
    walk.type("phone", "13800001234")
    walk.press("提交诉求", within="body")


def operator(walk: Walk) -> None:
    walk.to_work("登记来电", "/intake/")
    walk.type("text", LAMP)
    walk.type("phone", "13800001234")
    walk.key("Control+Enter")


def dispatcher(walk: Walk) -> None:
    walk.to_work("派单台", "/dispatch/")
    walk.press("派单", kind="button[data-row-send]")


def liaison(walk: Walk) -> None:
    walk.to_work("抢单大厅", "/board/")
    walk.press("我来办", kind="button")


def grid_worker(walk: Walk) -> None:
    walk.to_work("我的待办", "/work/")
    walk.press("去现场处置", kind="a.hy-btn")
    walk.choose("step", "arrived")
    walk.type("words", "到现场看了，情况属实")
    walk.press("保存", kind="button")


def unit_leader(walk: Walk) -> None:
    walk.press("待审核")
    walk.press("", kind="a.hy-table__title")
    walk.press("审核通过", kind="a, button")


def caller(walk: Walk) -> None:
    walk.to_work("回访台", "/callbacks/")
    walk.press("打电话")
    walk.press("显示号码")
    for name in ("contacted", "solved", "service", "result"):
        walk.choose(name, "yes")
    walk.key("Control+Enter")  # as the head of the card says


def supervisor(walk: Walk) -> None:
    walk.to_work("督办中心", "/supervision/")
    walk.press("催办", kind="a.hy-btn")
    walk.type("words", "今天下班前联系诉求人")
    walk.press("催办", kind="button")


def assessor(walk: Walk) -> None:
    walk.to_work("月度数字", "/month/")
    walk.press("", kind="td a")


def leader(walk: Walk) -> None:
    walk.to_work("驾驶舱", "/dashboard/")
    walk.press("已超时")
    walk.press("", kind="a.hy-table__title")


def administrator(walk: Walk) -> None:
    walk.second_factor()
    walk.to_work("人员与岗位", "/directory/people/")
    walk.press("", kind="a.hy-table__title")
    walk.press("修改", kind="a.hy-btn--main")
    walk.type("name", "生")
    walk.press("保存", kind="button")


ROADS: tuple[Road, ...] = (
    Road("resident", "a request with its number", (), 390, resident, "受理编号"),
    Road("operator", "a call registered and accepted", ("operator1",), 1280, operator, "已登记"),
    Road("dispatcher", "a case sent to its unit", ("dispatcher1",), 1280, dispatcher, "已派"),
    Road("liaison", "a case claimed", ("liaison-city",), 390, liaison, "您已领办"),
    Road("grid worker", "the first visit written down", ("cadre3", "cadre4", "cadre2"), 390, grid_worker, "已记下"),
    Road("unit leader", "a result approved", ("leader-liuhe", "leader-water"), 1280, unit_leader, "已办：审核通过"),
    Road("caller", "a callback written down", ("caller1",), 1280, caller, "已记下"),
    Road("supervisor", "a late case urged", ("supervisor1",), 1280, supervisor, "已办：催办"),
    Road("assessor", "a figure opened to its cases", ("assessor1",), 1280, assessor, "件"),
    Road("leader", "from a figure down to a case", ("main-leader1",), 1280, leader, "办理经过"),
    Road("administrator", "a person changed", ("security-admin",), 1280, administrator, "已保存"),
)
