"""办件按钮 · {% load acts %}{% acts case now %} on the page of a case: what its reader may do, of all rooms that brought acts."""

from datetime import datetime
from typing import Any

from django import template

from huying.case.acts.table import open_acts, standing
from huying.case.models import Case
from huying.case.tracking import new_key

register = template.Library()


@register.inclusion_tag("case/acts/all.html", takes_context=True)
def acts(context: dict[str, Any], case: Case, now: datetime) -> dict[str, Any]:
    """The usual step with its form; the others a touch away: a dozen forms that nobody opens would cost more than the page."""
    user = context["request"].user
    found = open_acts(standing(case, user, at=now))
    return {
        "case": case,
        "csrf_token": context.get("csrf_token"),
        "first": [(act, act.form(case=case, by=user, at=now), new_key()) for act in found if act.main],
        "others": [act for act in found if not act.main],
    }
