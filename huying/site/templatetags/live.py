"""实时 · {% live_address "board" %}: where a page finds its stream."""

from typing import Any

from django import template

from huying.site.live.address import stream

register = template.Library()


@register.simple_tag(takes_context=True)
def live_address(context: dict[str, Any], name: str) -> str:
    """The stream of that name, or nothing where the page has to ask by itself."""
    return stream(context["request"], name)
