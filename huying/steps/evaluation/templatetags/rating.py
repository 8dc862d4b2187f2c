"""评价卡 · {% load rating %}{% rating_card code case now key %} on a resident's page of progress."""

from datetime import datetime
from typing import Any

from django import template

from huying.case.models import Case
from huying.steps.evaluation.forms import RateForm, ReopenForm
from huying.steps.evaluation.resident.card import card

register = template.Library()


@register.inclusion_tag("evaluation/resident/form.html", takes_context=True)
def rating_card(context: dict[str, Any], code: str, case: Case, now: datetime, key: str) -> dict[str, Any]:
    """The card as the case stands; forms that came back with errors come from the context."""
    return {
        "card": card(case, at=now),
        "code": code,
        "number": case.number,
        "key": key,
        "rate": context.get("rate") or RateForm(),
        "reopen": context.get("reopen") or ReopenForm(),
    }
