"""新手提示 · {% hint %}: the strip on the page where a role's day begins, until its reader puts it away."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.timezone import localdate

from huying.kit.clock import now
from huying.site.guide.hints import HINTS, hint_for

register = template.Library()


@register.inclusion_tag("guide/hint.html", takes_context=True)
def hint(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing for visitors, and on every other page."""
    request = context.get("request")
    person = getattr(request, "user", None)
    if request is None or person is None or not person.is_authenticated or not request.resolver_match:
        return {}
    posts, page = person.posts_on(localdate(now())), request.resolver_match.view_name
    sheet = hint_for(person, posts, path=request.path, page=page)
    if sheet is None:
        return {}
    opens = reverse(sheet.opens)
    shown = {"sheet": sheet, "steps": HINTS[sheet.name], "back": request.path, "csrf_token": context.get("csrf_token")}
    return shown | {"opens": "" if opens == request.path else opens}
