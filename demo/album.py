"""画册 · which pages are drawn, as whom, how wide: one row a page. `make shots` draws them, a browser test walks them."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.foresight import under_way
from huying.case import tracking
from huying.case.models import Case
from huying.case.steps import Stage
from huying.directory.models import Limit, Person, Unit
from huying.kit.clock import now
from huying.simulation.models import State, Trial

PHONE, DESK, WALL = 390, 1280, 1920
BOTH = (PHONE, DESK)
Address = str | Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page. `who`: the sign-in name, empty for a resident. `status`: what it answers."""

    name: str
    who: str
    address: Address
    widths: tuple[int, ...] = BOTH
    elder: bool = False
    status: int = 200

    def where(self) -> str:
        """The address in this district."""
        return self.address if isinstance(self.address, str) else self.address(self.who)


def at_stage(stage: Stage, page: str) -> Callable[[str], str]:
    """Of the cases that this person sees standing there the newest: its page, or one of its acts."""

    def address(who: str) -> str:
        seen = Case.objects.seen_by(Person.objects.get(username=who), at=now())
        return page.format(number=seen.filter(stage=stage).latest("pk").number)

    return address


def told(stage: Stage, page: str) -> Callable[[str], str]:
    """Of the cases standing there the newest: a page of its resident, opened by a link of a visit."""

    def address(_who: str) -> str:
        case = Case.objects.filter(stage=stage).latest("pk")
        return page.format(code=tracking.visit_code(case, at=now()))

    return address


def _unit(_who: str) -> str:
    return f"/directory/units/{Unit.objects.earliest('pk').pk}/"


def _person(_who: str) -> str:
    return f"/directory/people/{Person.objects.get(username='cadre1').pk}/"


def _limit(_who: str) -> str:
    return f"/directory/limits/{Limit.objects.earliest('pk').pk}/edit/"


def _foresight_done(_who: str) -> str:
    return f"/foresight/{Trial.objects.filter(state=State.DONE).latest('pk').pk}/"


def _foresight_running(who: str) -> str:
    return f"/foresight/{under_way(Person.objects.get(username=who)).pk}/"


CASE = "/cases/{number}/"
SPOT = "/work/{number}/"
TRACK = "/track/{code}/"
RECEIPT = "/receipt/{code}/"
ALBUM: tuple[Leaf, ...] = (
    Leaf("home", "", "/"),
    Leaf("home-elder", "", "/", (PHONE,), elder=True),
    Leaf("submit", "", "/submit/"),
    Leaf("submit-elder", "", "/submit/", (PHONE,), elder=True),
    Leaf("submit-about", "", "/submit/?about=light"),
    Leaf("receipt", "", told(Stage.RECEIVED, RECEIPT)),
    Leaf("receipt-elder", "", told(Stage.RECEIVED, RECEIPT), (PHONE,), elder=True),
    Leaf("track", "", "/track/"),
    Leaf("track-elder", "", "/track/", elder=True),
    Leaf("track-working", "", told(Stage.WORKING, TRACK)),
    Leaf("track-rating", "", told(Stage.AWAITING, TRACK)),
    Leaf("track-rating-elder", "", told(Stage.AWAITING, TRACK), elder=True),
    Leaf("track-closed", "", told(Stage.CLOSED, TRACK)),
    Leaf("track-closed-elder", "", told(Stage.CLOSED, TRACK), (PHONE,), elder=True),
    Leaf("guides", "", "/guide/"),
    Leaf("guides-elder", "", "/guide/", (PHONE,), elder=True),
    Leaf("guide", "", "/guide/dispatcher/"),
    Leaf("guide-resident", "", "/guide/resident/"),
    Leaf("guide-resident-elder", "", "/guide/resident/", (PHONE,), elder=True),
    Leaf("sign-in", "", "/account/login/"),
    Leaf("not-found", "", "/nowhere/", status=404),
    Leaf("not-found-elder", "", "/nowhere/", (PHONE,), elder=True, status=404),
    Leaf("desk", "operator1", "/desk/"),
    Leaf("intake", "operator1", "/intake/"),
    Leaf("cases", "operator1", "/cases/"),
    Leaf("cases-none", "operator1", "/cases/?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E8%AF%8D"),
    Leaf("case-received", "operator1", at_stage(Stage.RECEIVED, CASE)),
    Leaf("case-working", "dispatcher1", at_stage(Stage.WORKING, CASE)),
    Leaf("case-closed", "dispatcher1", at_stage(Stage.CLOSED, CASE)),
    Leaf("no-permission", "operator1", "/dashboard/", status=403),
    Leaf("queue", "dispatcher1", "/dispatch/"),
    Leaf("queue-unsigned", "dispatcher1", "/dispatch/?tab=unsigned"),
    Leaf("queue-offered", "dispatcher1", "/dispatch/?tab=offered"),
    Leaf("queue-none", "dispatcher1", "/dispatch/?tab=returned"),
    Leaf("rulings", "main-leader1", "/dispatch/"),
    Leaf("cases-export", "dispatcher1", "/cases/export/"),
    Leaf("act-assign", "dispatcher1", at_stage(Stage.WAITING, SPOT + "assign/")),
    Leaf("act-offer", "dispatcher1", at_stage(Stage.WAITING, SPOT + "offer/"), (DESK,)),
    Leaf("imports", "dispatcher1", "/imports/"),
    Leaf("inbox", "dispatcher1", "/inbox/"),
    Leaf("inbox-all", "dispatcher1", "/inbox/?all=1"),
    Leaf("board", "liaison-city", "/board/"),
    Leaf("board-figures", "dispatcher1", "/board/figures/"),
    Leaf("my-cases", "liaison-city", "/work/"),
    Leaf("my-cases-none", "grid-worker1", "/work/"),
    Leaf("on-the-spot", "liaison-city", at_stage(Stage.WORKING, SPOT)),
    Leaf("act-finish", "liaison-city", at_stage(Stage.WORKING, SPOT + "finish/")),
    Leaf("act-escalate", "liaison-city", at_stage(Stage.WORKING, SPOT + "escalate/")),
    Leaf("act-visit", "liaison-city", at_stage(Stage.WORKING, SPOT + "visit/"), (PHONE,)),
    Leaf("board-cases", "dispatcher1", "/board/figures/cases/?which=claimed"),
    Leaf("callbacks", "caller1", "/callbacks/"),
    Leaf("callbacks-none", "caller1", "/callbacks/?later=1"),
    Leaf("call", "caller1", at_stage(Stage.AWAITING, "/callbacks/{number}/")),
    Leaf("supervision", "supervisor1", "/supervision/"),
    Leaf("supervision-late", "supervisor1", "/supervision/late/"),
    Leaf("supervision-none", "supervisor1", "/supervision/bounced/"),
    Leaf("month", "assessor1", "/month/"),
    Leaf("month-none", "assessor1", "/month/?month=2020-01"),
    Leaf("month-cases", "assessor1", "/month/cases/?figure=received"),
    Leaf("visits", "assessor1", "/month/visits/"),
    Leaf("dashboard", "main-leader1", "/dashboard/", (PHONE, DESK, WALL)),
    Leaf("foresight", "main-leader1", "/foresight/"),
    Leaf("foresight-running", "main-leader1", _foresight_running),
    Leaf("foresight-done", "main-leader1", _foresight_done),
    Leaf("matters", "dispatcher1", "/directory/matters/"),
    Leaf("calendar", "dispatcher1", "/directory/calendar/"),
    Leaf("areas", "system-admin", "/directory/areas/"),
    Leaf("limits", "system-admin", "/directory/limits/"),
    Leaf("limit", "system-admin", _limit),
    Leaf("bring", "system-admin", "/directory/units/import/", (DESK,)),
    Leaf("status", "system-admin", "/status/"),
    Leaf("templates", "dispatcher1", "/reply/templates/"),
    Leaf("lockouts", "security-admin", "/account/lockouts/"),
    Leaf("acts", "audit-admin", "/account/audit/"),
    Leaf("units", "system-admin", "/directory/units/"),
    Leaf("unit", "system-admin", _unit),
    Leaf("people", "security-admin", "/directory/people/"),
    Leaf("person", "security-admin", _person),
    Leaf("account", "operator1", "/account/"),
    Leaf("password", "operator1", "/account/password/"),
    Leaf("second", "operator1", "/account/second/"),
)
