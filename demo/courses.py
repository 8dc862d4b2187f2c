"""经过 · the usual ways of a case, from accepted to closed. A story names one and brings the words."""

from typing import NamedTuple

from demo.desk import accept, appoint, assign, claim, ring, to_leader
from demo.field import approve, called, contact, give_back, handle, reply, report, sign_in, visit
from demo.scene import Act, act, span

CONTACT = "已电话联系诉求人，问清了情况，约好上门时间。"


class Pace(NamedTuple):
    """How soon after arrival: the first call, the visit, the result."""

    contacted: str
    visited: str
    handled: str

    def then(self, minutes: int) -> str:
        """So many minutes after the result."""
        return f"{int(span(self.handled).total_seconds()) // 60 + minutes}m"


NORMAL = Pace("2h30m", "4h", "1d")
FAST = Pace("35m", "50m", "1h30m")
SLOW = Pace("5h", "1d2h", "5d")


def accepted(after: str = "6m") -> list[Act]:
    """已受理 · waits to be sent."""
    return [act(after, accept)]


def offered() -> list[Act]:
    """抢单中."""
    return [*accepted("2m"), act("3m", ring)]


def claimed(unit: str = "") -> list[Act]:
    """抢单 · within ten minutes."""
    return [*accepted("4m"), act("5m", ring), act("16m", claim(unit))]


def assigned(unit: str = "") -> list[Act]:
    """派单 · straight to a unit, signed in."""
    return [*accepted(), act("14m", assign(unit)), act("29m", sign_in)]


def neglected(unit: str = "") -> list[Act]:
    """派单后没有动静."""
    return [*accepted(), act("14m", assign(unit))]


def appointed(unit: str, reason: str, ruling: str) -> list[Act]:
    """清单外事项 · the leader rules."""
    ruled = [act("12m", to_leader(reason)), act("2h", appoint(unit, ruling)), act("2h20m", sign_in)]
    return [*accepted(), *ruled]


def moved_on(first: str, reason: str, then: str) -> list[Act]:
    """退回重派 · given back, then to another."""
    return [*assigned(first), act("1h10m", give_back(reason)), act("1h40m", assign(then)), act("2h", sign_in)]


def working(start: list[Act], found: str, pace: Pace = NORMAL) -> list[Act]:
    """联系、上门."""
    return [*start, act(pace.contacted, contact(CONTACT)), act(pace.visited, visit(found))]


def done(start: list[Act], found: str, result: str, pace: Pace = NORMAL) -> list[Act]:
    """办好、上报 · waits for the leader's check."""
    finished = [act(pace.handled, handle(result)), act(pace.then(40), report)]
    return [*working(start, found, pace), *finished]


def answered(start: list[Act], found: str, result: str, pace: Pace = NORMAL) -> list[Act]:
    """审核、回复 · waits for the resident's word."""
    told = [act(pace.then(100), approve), act(pace.then(150), reply(result))]
    return [*done(start, found, result, pace), *told]


def closed(start: list[Act], found: str, result: str, pace: Pace = NORMAL, solved: str = "yes") -> list[Act]:
    """回访、办结 · the answers given to the callback desk close it."""
    return [*answered(start, found, result, pace), act(pace.then(1500), called(solved))]
