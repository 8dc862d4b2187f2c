"""接线 · which deed each clock causes: the one place that knows every room."""

from collections.abc import Mapping

from huying.case.clocks import Clock
from huying.case.timekeeper import OnDue
from huying.steps.dispatch.assign_unclaimed import assign_unclaimed

ON_DUE: Mapping[Clock, OnDue] = {Clock.CLAIM: assign_unclaimed}
