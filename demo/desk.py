"""台前 · what operators, dispatchers and leaders do, and the resident through the secret link."""

from demo.scene import Do, Scene
from huying.case.models import Case
from huying.case.refused import Refused
from huying.case.who import RESIDENT
from huying.steps.dispatch import appoint as appointing
from huying.steps.dispatch import assign as assigning
from huying.steps.dispatch import claim as claiming
from huying.steps.dispatch import keep_back as keeping
from huying.steps.dispatch import offer as offering
from huying.steps.dispatch import put_to_leader as putting
from huying.steps.dispatch import reject_objection as rejecting
from huying.steps.dispatch import ring as ringing
from huying.steps.intake import accept as accepting
from huying.steps.intake import decline as declining
from huying.steps.intake import merge as merging
from huying.steps.intake import supplement as supplementing
from huying.steps.intake import transfer as transferring
from huying.steps.intake import withdraw as withdrawing

OPERATOR, DISPATCHER, LEADER = "operator1", "dispatcher1", "leader1"


def accept(scene: Scene) -> None:
    """受理."""
    accepting.accept(scene.case, by=scene.person(OPERATOR), at=scene.at)


def decline(reason: str, channel: str, words: str = "") -> Do:
    """不予受理."""

    def do(scene: Scene) -> None:
        by = scene.person(OPERATOR)
        declining.decline(scene.case, reason=reason, channel=channel, words=words, by=by, at=scene.at)

    return do


def merge(into: str) -> Do:
    """并案 · into the story with that key."""

    def do(scene: Scene) -> None:
        other, by = Case.objects.get(pk=scene.told[into]), scene.person(DISPATCHER)
        merging.merge(scene.case, into=other, by=by, at=scene.at, reason="同一地点同一问题")

    return do


def transfer(line: str) -> Do:
    """转紧急渠道."""
    return lambda scene: transferring.transfer(scene.case, line=line, by=scene.person(OPERATOR), at=scene.at)


def supplement(words: str) -> Do:
    """补充 · by the resident."""
    return lambda scene: supplementing.supplement(scene.case, words=words, by=RESIDENT, at=scene.at)


def withdraw(reason: str) -> Do:
    """撤回 · by the resident."""
    return lambda scene: withdrawing.withdraw(scene.case, by=RESIDENT, at=scene.at, reason=reason)


def offer(scene: Scene) -> None:
    """发布抢单 · to the units of the matter list."""
    offering.offer(scene.case, to=scene.boards, by=scene.person(DISPATCHER), at=scene.at)


def ring(scene: Scene) -> None:
    """自动抢单 · what the keeper does by itself, moments after a case was accepted."""
    if not ringing.ring(scene.case.pk, at=scene.at):
        raise Refused(f"{scene.case}: the list names nobody for certain")


def keep_back(reason: str) -> Do:
    """转人工派单."""
    return lambda scene: keeping.keep_back(scene.case, by=scene.person(DISPATCHER), at=scene.at, reason=reason)


def claim(unit: str = "") -> Do:
    """抢单 · by somebody of that unit, or of the lead unit."""

    def do(scene: Scene) -> None:
        winner = scene.unit(unit)
        claiming.claim(scene.case, unit=winner, by=scene.district.worker(winner), at=scene.at)

    return do


def assign(unit: str = "") -> Do:
    """派单."""
    return lambda scene: assigning.assign(scene.case, to=scene.unit(unit), by=scene.person(DISPATCHER), at=scene.at)


def to_leader(reason: str) -> Do:
    """提请领导定责 · to the district's leader."""

    def do(scene: Scene) -> None:
        root = scene.district.root
        putting.put_to_leader(scene.case, of=root, by=scene.person(DISPATCHER), at=scene.at, reason=reason)

    return do


def appoint(unit: str, reason: str) -> Do:
    """领导指定."""

    def do(scene: Scene) -> None:
        appointing.appoint(scene.case, to=scene.unit(unit), by=scene.person(LEADER), reason=reason, at=scene.at)

    return do


def reject_objection(reason: str) -> Do:
    """异议不成立."""
    return lambda scene: rejecting.reject_objection(scene.case, by=scene.person(DISPATCHER), reason=reason, at=scene.at)
