"""谁来想下一步 · which plan holds for which stage. One row a stage."""

from collections.abc import Callable, Mapping, Sequence

from huying.case.steps import ENDINGS, Stage
from huying.simulation.course import dispatch, ending, handling, intake
from huying.simulation.course.beside import beside
from huying.simulation.life import Life, Step

Planned = Callable[[Life], Sequence[Step]]

PLANS: Mapping[Stage, Planned] = {
    Stage.RECEIVED: intake.at_the_desk,
    Stage.WAITING: dispatch.waiting,
    Stage.OFFERED: dispatch.offered,
    Stage.UNLISTED: dispatch.unlisted,
    Stage.RETURNED: dispatch.to_send,
    Stage.RAISED: dispatch.to_send,
    Stage.WORKING: lambda life: (*handling.working(life), *beside(life)),
    Stage.OBJECTED: dispatch.objected,
    Stage.HANDLED: ending.handled,
    Stage.REPORTED: ending.reported,
    Stage.DUE: ending.due,
    Stage.AWAITING: ending.awaiting,
    Stage.REVIEW: ending.review,
} | dict.fromkeys(ENDINGS, ending.over)


def plan_for(life: Life) -> Sequence[Step]:
    """The next steps of a case where it stands."""
    return PLANS[life.case.where.stage](life)
