"""What the players may try: every deed of the unit's own people, and what they can provoke others to do. One row an act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bench.gaming.district import District
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.who import KEEPER, RESIDENT
from huying.directory.models import Person, Unit
from huying.directory.roles import Role
from huying.oversight.month.ask_exclusion import ask_exclusion
from huying.oversight.month.count_again import count_again
from huying.oversight.month.exclude import exclude
from huying.steps.dispatch.appoint import appoint
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.copy_to_superior import copy_to_superior
from huying.steps.dispatch.correct import correct
from huying.steps.dispatch.offer import offer
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.reject_objection import reject_objection
from huying.steps.dispatch.sort import sort
from huying.steps.dispatch.uphold_objection import uphold_objection
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.call_back import Attempt, call_back
from huying.steps.evaluation.dispute import dispute
from huying.steps.evaluation.rate import rate
from huying.steps.evaluation.reopen import reopen
from huying.steps.evaluation.review import order_again, uphold_result
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.feedback.send_back import send_back
from huying.steps.handling.ask_extension import ask_extension
from huying.steps.handling.commit import commit
from huying.steps.handling.contact import contact
from huying.steps.handling.entrust import entrust
from huying.steps.handling.escalate import escalate
from huying.steps.handling.extend import extend, refuse_extension
from huying.steps.handling.give_back import give_back
from huying.steps.handling.handle import How, Result, handle
from huying.steps.handling.keep_commitment import keep_commitment
from huying.steps.handling.measure import measure
from huying.steps.handling.object_to import object_to
from huying.steps.handling.progress import progress
from huying.steps.handling.sign_in import sign_in
from huying.steps.handling.visit import Visit, visit
from huying.steps.intake.accept import accept
from huying.steps.intake.decline import decline
from huying.steps.intake.merge import merge
from huying.steps.intake.split import Part, split
from huying.steps.intake.withdraw import withdraw
from huying.steps.reply.reply import reply

DAY = timedelta(days=1)
MOST_CASES = 3
REPLY = "村口路灯的线路已于当天换好，全部亮了。"
GOOD = Answers(True, Solved.YES, Satisfied.YES, Satisfied.YES)
POOR = Answers(False, Solved.BASICALLY, Satisfied.BASICALLY, Satisfied.YES)
BAD = Answers(True, Solved.NO, Satisfied.NO, Satisfied.BASICALLY, reason="还是不亮")


@dataclass(slots=True)
class Turn:
    """One player's turn: at which case, when, and a number to choose by."""

    district: District
    cases: list[Case]
    case: Case
    at: datetime
    pick: int

    @property
    def by(self) -> dict[str, "Person | datetime"]:
        """Somebody of the unit that holds the case."""
        roles = (Role.LIAISON, Role.CADRE, Role.UNIT_LEADER)
        return {"by": self.district.of(self.case, roles[self.pick % 3]), "at": self.at}

    def desk(self, role: Role = Role.DISPATCHER) -> dict[str, "Person | datetime"]:
        """Somebody of the centre."""
        return {"by": self.district.person(role, self.district.centre), "at": self.at}

    def above(self) -> dict[str, "Person | datetime"]:
        """The unit's own leader, or one above it."""
        own = self.district.of(self.case, Role.UNIT_LEADER)
        return {"by": own if self.pick % 2 else self.district.leader, "at": self.at}

    def judging(self) -> dict[str, "Person | datetime"]:
        """Above the unit, with no hand in the case."""
        return {"by": self.district.judge(self.pick), "at": self.at}

    @property
    def unit(self) -> Unit:
        """The same unit again as often as another."""
        return (self.district.east, self.district.west, self.district.east, self.district.office)[self.pick % 4]

    @property
    def other(self) -> Case:
        """Another case of the same demand."""
        return self.cases[(self.cases.index(self.case) + 1 + self.pick % 2) % len(self.cases)]

    @property
    def until(self) -> datetime:
        """A date that somebody chooses."""
        return self.at + (DAY / 4, DAY, 3 * DAY, 10 * DAY, 40 * DAY)[self.pick % 5]


class Act(NamedTuple):
    """The deed by which the table says from where; what is done; how often it is tried."""

    deed: str
    play: Callable[[Turn], object]
    weight: int = 2


def _extend_or_not(turn: Turn) -> None:
    if turn.pick % 4:
        extend(turn.case, **turn.above())
    else:
        refuse_extension(turn.case, reason="镇里有备件", **turn.above())


def _split(turn: Turn) -> None:
    if len(turn.cases) < MOST_CASES:
        part = Part("村口路灯不亮", turn.case.matter)
        turn.cases.extend(split(turn.case, parts=[part], **turn.desk()))


def _again(turn: Turn) -> None:
    """The same demand told once more, as a case of its own."""
    if len(turn.cases) < MOST_CASES:
        turn.cases.append(turn.district.sent(turn.at) if turn.pick % 2 else turn.district.lamp(turn.at))


def _keep(turn: Turn) -> None:
    running = turn.case.deadlines.filter(kind=Clock.COMMITMENT, ended_at=None).order_by("seq").first()
    if running:
        keep_commitment(turn.case, of=running.seq, words="补好了", **turn.by)


def _handle(turn: Turn) -> None:
    how = (How.SOLVED, How.EXPLAINED, How.PARTLY)[turn.pick % 3]
    handle(turn.case, result=Result(how, "换了线路", basis="维修单", happened_at=turn.at - DAY), **turn.by)


def _correct(turn: Turn) -> None:
    changes = ({"urgent": not turn.case.urgent}, {"title": f"路灯{turn.pick}"}, {"confidential": True})[turn.pick % 3]
    correct(turn.case, changes=changes, reason="听错了", **turn.desk())


def _sort(turn: Turn) -> None:
    area = (turn.district.east_area, turn.district.west_area)[turn.pick % 2]
    sort(turn.case, matter=turn.district.lamp_matter, area=area, **turn.desk())


def _rate(turn: Turn) -> None:
    rate(turn.case, answers=(BAD, GOOD, POOR, BAD)[turn.pick % 4], channel="link", by=RESIDENT, at=turn.at)


def _call(turn: Turn) -> None:
    attempts = (Attempt.NO_ANSWER, Attempt.WRONG_NUMBER, Attempt.REFUSED)
    call_back(turn.case, attempt=attempts[turn.pick % 3], **turn.desk(Role.CALLER))


def _reopen(turn: Turn) -> None:
    by = (RESIDENT, turn.district.judge(0), turn.district.person(Role.CALLER, turn.district.centre))[turn.pick % 3]
    reopen(turn.case, reason="又不亮了", by=by, at=turn.at)


def _rule(turn: Turn) -> None:
    rule = reject_objection if turn.pick % 2 else uphold_objection
    rule(turn.case, reason="看过清单", **turn.desk())


def _review(turn: Turn) -> None:
    rule = order_again if turn.pick % 3 else uphold_result
    rule(turn.case, reason="到场看过", **turn.judging())


def _extension(turn: Turn) -> None:
    ask_extension(turn.case, until=turn.until, reason="等配件", **turn.by)


def _assessor(turn: Turn) -> None:
    rule = count_again if turn.pick % 2 else exclude
    rule(turn.case, reason="看过", **turn.desk(Role.ASSESSOR))


def _decline(turn: Turn) -> None:
    decline(turn.case, reason="repeated", channel="按原编号查询", **turn.desk())


def _appoint(turn: Turn) -> None:
    appoint(turn.case, to=turn.unit, reason="就近", by=turn.district.leader, at=turn.at)


def _entrust(turn: Turn) -> None:
    entrust(turn.case, to=turn.district.of(turn.case, Role.CADRE), **turn.by)


ACTS: Mapping[str, Act] = {
    "accept": Act("accepted", lambda turn: accept(turn.case, by=KEEPER, at=turn.at), 4),
    "offer": Act(
        "offered", lambda turn: offer(turn.case, to=[turn.district.east, turn.district.office], **turn.desk())
    ),
    "claim": Act(
        "claimed", lambda turn: claim(turn.case, unit=turn.district.east, by=turn.district.villager, at=turn.at), 4
    ),
    "assign": Act("assigned", lambda turn: assign(turn.case, to=turn.unit, **turn.desk()), 6),
    "put to leader": Act("put_to_leader", lambda turn: put_to_leader(turn.case, **turn.desk()), 1),
    "appoint": Act("appointed", _appoint),
    "object": Act("objected", lambda turn: object_to(turn.case, reason="不归本村", proof="清单", **turn.by)),
    "rule on objection": Act("objection_upheld", _rule, 4),
    "give back": Act("given_back", lambda turn: give_back(turn.case, reason="不归本村", **turn.by), 4),
    "escalate": Act("escalated", lambda turn: escalate(turn.case, reason="线路属供电所", **turn.by)),
    "sign in": Act("signed_in", lambda turn: sign_in(turn.case, **turn.by), 1),
    "entrust": Act("entrusted", _entrust, 1),
    "contact": Act("contacted", lambda turn: contact(turn.case, reached=turn.pick % 3 > 0, words="通话", **turn.by)),
    "visit": Act("visited", lambda turn: visit(turn.case, seen=Visit("到场"), **turn.by), 1),
    "progress": Act("progressed", lambda turn: progress(turn.case, words="已报修", **turn.by), 1),
    "measure": Act("measured", lambda turn: measure(turn.case, words="先拉临时线", until=turn.until, **turn.by), 1),
    "commit": Act("committed", lambda turn: commit(turn.case, words="月底前", until=turn.until, **turn.by), 1),
    "keep commitment": Act("commitment_kept", _keep, 1),
    "ask extension": Act("extension_asked", _extension, 4),
    "rule on extension": Act("extended", _extend_or_not, 4),
    "handle": Act("handled", _handle, 6),
    "report": Act("reported", lambda turn: report(turn.case, **turn.by), 8),
    "approve": Act("approved", lambda turn: approve(turn.case, by=turn.district.leader, at=turn.at), 6),
    "send back": Act("sent_back", lambda turn: send_back(turn.case, reason="照片看不清", **turn.above()), 4),
    "reply": Act("replied", lambda turn: reply(turn.case, words=REPLY, **turn.by), 10),
    "rate": Act("rated", _rate, 8),
    "call back": Act("called_back", _call),
    "dispute": Act("disputed", lambda turn: dispute(turn.case, reason="都亮了", **turn.by), 3),
    "review": Act("dispute_rejected", _review, 6),
    "reopen": Act("reopened", _reopen, 3),
    "copy": Act("copied", lambda turn: copy_to_superior(turn.case, **turn.desk()), 1),
    "correct": Act("corrected", _correct, 1),
    "sort": Act("sorted", _sort, 1),
    "split": Act("split", _split, 1),
    "same again": Act("joined", _again, 1),
    "merge": Act("merged", lambda turn: merge(turn.case, into=turn.other, **turn.desk()), 2),
    "decline": Act("declined", _decline, 1),
    "withdraw": Act("withdrawn", lambda turn: withdraw(turn.case, **turn.desk(Role.OPERATOR)), 1),
    "ask exclusion": Act("exclusion_asked", lambda turn: ask_exclusion(turn.case, reason="非本级", **turn.by), 1),
    "rule on exclusion": Act("excluded", _assessor, 1),
}
