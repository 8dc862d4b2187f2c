"""办件按钮 · {% load intake_acts %}{% intake_acts case now %} on the case page: the acts of intake that its reader may do."""

from datetime import datetime
from typing import Any

from django import template

from huying.case.models import Case
from huying.steps.intake.acts.table import open_acts

register = template.Library()


@register.inclusion_tag("intake/actions/all.html", takes_context=True)
def intake_acts(context: dict[str, Any], case: Case, now: datetime) -> dict[str, Any]:
    """Each with its small form, closed until it is wanted."""
    request = context["request"]
    acts = open_acts(case, request.user, at=now)
    return {
        "case": case,
        "csrf_token": context.get("csrf_token"),
        "acts": [(act, act.form(by=request.user, at=now, initial={"version": case.version})) for act in acts],
    }
