"""一线 · what the unit that holds a case does, its leader, and whoever says whether it is solved."""

from datetime import timedelta

from django.db import transaction

from demo.scene import Do, Scene
from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.who import RESIDENT
from huying.steps.evaluation import dispute as disputing
from huying.steps.evaluation import rate as rating
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.feedback import approve as approving
from huying.steps.feedback import report as reporting
from huying.steps.feedback import send_back as sending_back
from huying.steps.handling import ask_extension as asking
from huying.steps.handling import contact as contacting
from huying.steps.handling import entrust as entrusting
from huying.steps.handling import escalate as escalating
from huying.steps.handling import extend as extending
from huying.steps.handling import give_back as giving_back
from huying.steps.handling import handle as handling
from huying.steps.handling import measure as measuring
from huying.steps.handling import object_to as objecting
from huying.steps.handling import progress as progressing
from huying.steps.handling import sign_in as signing
from huying.steps.handling import visit as visiting
from huying.steps.reply import reply as replying

PROOF = "现场核查记录，诉求人签字确认。"
CALLER = "caller1"


def sign_in(scene: Scene) -> None:
    """签收 · and one person answers for it."""
    signing.sign_in(scene.case, by=scene.worker, at=scene.at)
    entrusting.entrust(scene.case, to=scene.worker, by=scene.worker, at=scene.at)


def contact(words: str) -> Do:
    """联系诉求人 · and reached."""
    return lambda scene: contacting.contact(scene.case, reached=True, words=words, by=scene.worker, at=scene.at)


def visit(words: str) -> Do:
    """上门."""

    def do(scene: Scene) -> None:
        seen = visiting.Visit(words, met=1, place=scene.case.place)
        visiting.visit(scene.case, seen=seen, by=scene.worker, at=scene.at)

    return do


def progress(words: str) -> Do:
    """阶段进展."""
    return lambda scene: progressing.progress(scene.case, words=words, by=scene.worker, at=scene.at)


def measure(words: str, days: int) -> Do:
    """临时措施 · the final repair in so many days."""

    def do(scene: Scene) -> None:
        until = scene.at + timedelta(days=days)
        measuring.measure(scene.case, words=words, until=until, by=scene.worker, at=scene.at)

    return do


def object_to(reason: str, proof: str) -> Do:
    """派单异议."""
    return lambda scene: objecting.object_to(scene.case, by=scene.worker, reason=reason, proof=proof, at=scene.at)


def give_back(reason: str) -> Do:
    """退回."""
    return lambda scene: giving_back.give_back(scene.case, by=scene.worker, reason=reason, at=scene.at)


def escalate(reason: str) -> Do:
    """提级."""
    return lambda scene: escalating.escalate(scene.case, reason=reason, by=scene.worker, at=scene.at)


def ask_partner(words: str, days: int) -> Do:
    """请协办 · until the room of parts is built, straight through the ledger."""

    @transaction.atomic
    def do(scene: Scene) -> None:
        due = {Clock.PART: scene.at + timedelta(days=days)}
        ledger.note(scene.case, "part_opened", by=scene.worker, at=scene.at, words=words, due=due)

    return do


def ask_extension(reason: str, days: int) -> Do:
    """申请延期 · by so many days from now."""

    def do(scene: Scene) -> None:
        until = scene.at + timedelta(days=days)
        asking.ask_extension(scene.case, until=until, reason=reason, by=scene.worker, at=scene.at)

    return do


def extend(words: str) -> Do:
    """同意延期."""
    return lambda scene: extending.extend(scene.case, words=words, by=scene.leader, at=scene.at)


def handle(words: str) -> Do:
    """处置完成."""

    def do(scene: Scene) -> None:
        result = handling.Result(handling.How.SOLVED, words, basis=PROOF)
        handling.handle(scene.case, result=result, by=scene.worker, at=scene.at)

    return do


def report(scene: Scene) -> None:
    """上报."""
    reporting.report(scene.case, by=scene.worker, at=scene.at)


def approve(scene: Scene) -> None:
    """审核通过."""
    approving.approve(scene.case, by=scene.leader, at=scene.at)


def send_back(reason: str) -> Do:
    """退回补办."""
    return lambda scene: sending_back.send_back(scene.case, reason=reason, by=scene.leader, at=scene.at)


def reply(words: str) -> Do:
    """回复 · names the request that it answers."""

    def do(scene: Scene) -> None:
        said = f"您好，您反映的“{scene.case.title}”一事已经办理：{words}有问题请随时找我们，谢谢您的信任。"
        replying.reply(scene.case, words=said, way=replying.Way.PHONE, by=scene.worker, at=scene.at)

    return do


def called(solved: str, reason: str = "") -> Do:
    """回访 · the answers given to the callback desk."""
    return lambda scene: rating.rate(
        scene.case, answers=_answers(solved, reason), channel="phone", by=scene.person(CALLER), at=scene.at
    )


def rated(solved: str, reason: str = "") -> Do:
    """评价 · by the secret link."""
    return lambda scene: rating.rate(
        scene.case, answers=_answers(solved, reason), channel="web", by=RESIDENT, at=scene.at
    )


def dispute(reason: str) -> Do:
    """提请结果复核."""
    return lambda scene: disputing.dispute(scene.case, reason=reason, by=scene.worker, at=scene.at)


def _answers(solved: str, reason: str) -> Answers:
    return Answers(
        contacted=True, solved=Solved(solved), service=Satisfied.YES, result=Satisfied(solved), reason=reason
    )
