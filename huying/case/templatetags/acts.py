"""办件按钮 · {% load acts %}{% acts case now %} on the page of a case: what its reader may do, of all rooms that brought acts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template

from huying.case.acts.table import Act, Group, open_acts, standing
from huying.case.models import Case
from huying.case.tracking import new_key

register = template.Library()


@register.inclusion_tag("case/acts/all.html", takes_context=True)
def acts(context: dict[str, Any], case: Case, now: datetime) -> dict[str, Any]:
    """The usual step with its form, its other answers beside it, the rest a quiet link: forms nobody opens cost more than the page."""
    user = context["request"].user
    found = open_acts(standing(case, user, at=now))
    return {
        "case": case,
        "csrf_token": context.get("csrf_token"),
        "first": [(act, act.form(case=case, by=user, at=now), new_key()) for act in found if act.main],
        "beside": [act for act in found if act.beside and not act.main],
        "groups": _groups([act for act in found if not (act.main or act.beside)]),
    }


def _groups(found: Sequence[Act]) -> list[tuple[str, list[Act]]]:
    """What is done now and then, under four words."""
    under = ((str(group.label), [act for act in found if act.group == group]) for group in Group)
    return [(label, acts) for label, acts in under if acts]
