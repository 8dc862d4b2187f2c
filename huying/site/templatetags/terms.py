"""词语 · {% term "claim" %}: the word with its explanation; {% term "clock-contact" "先行联系" %}: under the words of this page.

A button without any script: whoever touches it, clicks it or comes to it by Tab reads the explanation at the foot of the
screen; screen readers hear it as the button's description; on paper it stands behind the word."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from huying.site.guide.terms.book import TERMS

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: Context, key: str, words: str = "") -> SafeString:
    """The word; `words` where the page says it otherwise. A list's own value is written {% term "clock-"|add:clock.kind %}."""
    one = TERMS[key]
    return format_html(
        '<button class="hy-term" type="button" aria-describedby="{0}">{1}</button>'
        '<span class="hy-term__said" id="{0}" role="tooltip"><b>{2}</b>{3}</span>',
        _place(context, key), words or one.label, one.label, one.words,
    )  # fmt: skip


def _place(context: Context, key: str) -> str:
    """A name of its own on this page, however often the word comes; what htmx brings later counts on another row."""
    request: Any = getattr(context, "request", None) or context.get("request") or HttpRequest()
    request.terms_said = getattr(request, "terms_said", 0) + 1
    part = "part-" if request.headers.get("HX-Request") else ""
    return f"term-{part}{key}-{request.terms_said}"
