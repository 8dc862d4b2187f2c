"""The six steps 六步, the stages 阶段 within them, and the endings 结局."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """PRODUCT §1, in order."""

    INTAKE = "intake", _("接办")
    DISPATCH = "dispatch", _("交办")
    HANDLING = "handling", _("处置")
    FEEDBACK = "feedback", _("反馈")
    REPLY = "reply", _("回复")
    EVALUATION = "evaluation", _("评价")


class Stage(TextChoices):
    """Where a case stands within its step; the last seven are endings."""

    RECEIVED = "received", _("待受理")
    WAITING = "waiting", _("待派单")
    OFFERED = "offered", _("抢单中")
    UNLISTED = "unlisted", _("待领导定")
    RETURNED = "returned", _("退回待派")
    RAISED = "raised", _("提级待派")
    WORKING = "working", _("办理中")
    OBJECTED = "objected", _("异议待裁")
    HANDLED = "handled", _("待上报")
    REPORTED = "reported", _("待审核")
    DUE = "due", _("待回复")
    AWAITING = "awaiting", _("待评价")
    RATED = "rated", _("已评价")
    REVIEW = "review", _("复核中")
    CLOSED = "closed", _("已办结")
    DECLINED = "declined", _("不予受理")
    MERGED = "merged", _("已并案")
    WITHDRAWN = "withdrawn", _("已撤回")
    TERMINATED = "terminated", _("已终止")
    IMPORTED = "imported", _("历史导入")


ENDINGS = frozenset({Stage.CLOSED, Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN, Stage.TERMINATED, Stage.IMPORTED})


class Place(NamedTuple):
    """A step and the stage within it. A target without a step stays in the step where it was."""

    step: Step | None
    stage: Stage


STAGES: dict[Step, tuple[Stage, ...]] = {
    Step.INTAKE: (Stage.RECEIVED,),
    Step.DISPATCH: (Stage.WAITING, Stage.OFFERED, Stage.UNLISTED, Stage.RETURNED, Stage.RAISED),
    Step.HANDLING: (Stage.WORKING, Stage.OBJECTED),
    Step.FEEDBACK: (Stage.HANDLED, Stage.REPORTED),
    Step.REPLY: (Stage.DUE,),
    Step.EVALUATION: (Stage.AWAITING, Stage.RATED, Stage.REVIEW),
}
"""The stages of a live case, by step."""

LIVE = frozenset(Place(step, stage) for step, stages in STAGES.items() for stage in stages)
ENDED = frozenset(Place(step, stage) for step in Step for stage in ENDINGS)
ANYWHERE = LIVE | ENDED


def at(step: Step, *stages: Stage) -> frozenset[Place]:
    """Those stages of a step; all its live stages when none is named."""
    return frozenset(Place(step, stage) for stage in stages or STAGES[step])
