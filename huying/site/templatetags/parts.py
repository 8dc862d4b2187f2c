"""部件 · the components of every page: {% load parts %}, then {% icon "bell" %}, {% tag "green" "check" "按时" %} …"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.models import Deadline
from huying.case.running import share, state
from huying.kit.clock import now as clock_now
from huying.site.spoken import spoken

register = template.Library()
remembered = lru_cache(maxsize=512, typed=True)
"""Small parts that come again in every row are drawn once. By type, too: words that are safe and equal words that are not differ."""

NOTE_ICONS = {"red": "alert", "amber": "alert", "green": "check-circle", "": "info"}
MESSAGE_COLOURS = {"error": "red", "warning": "amber", "success": "green"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One picture of the sprite; its word stands beside it, so it is silent for screen readers."""
    return _icon(name)


@remembered
def _icon(name: str) -> SafeString:
    return format_html('<svg class="hy-icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
def tag(colour: str, picture: str, words: str) -> SafeString:
    """状态 · a status: always colour, icon and word."""
    return _tag(colour, picture, str(words))


@remembered
def _tag(colour: str, picture: str, words: str) -> SafeString:
    kind = format_html(" hy-tag--{}", colour) if colour else ""
    return format_html('<span class="hy-tag{}">{}{}</span>', kind, _icon(picture) if picture else "", words)


@register.inclusion_tag("parts/note.html")
def note(colour: str, words: str, picture: str = "") -> dict[str, Any]:
    """提示 · something said in a box: red, amber, green, or "" for plain."""
    return {"colour": colour, "words": words, "icon": picture or NOTE_ICONS[colour]}


@register.inclusion_tag("parts/steps.html")
def steps(marks: Iterable[Any]) -> dict[str, Any]:
    """六步 · marks with `label`, `state` ("done", "now", "") and `when` (words, may be empty)."""
    return {"marks": marks}


@register.simple_tag
def cells(done: int, words: str) -> SafeString:
    """六格 · the six steps as six small bars: `done` of them finished, the next one under way."""
    kinds = ["hy-cells__done"] * done + ["hy-cells__now"] * (done < 6) + [""] * max(0, 5 - done)
    bars = format_html_join("", '<i class="{}"></i>', ((kind,) for kind in kinds))
    return format_html('<div class="hy-cells" role="img" aria-label="{}">{}</div>', words, bars)


@register.simple_tag
def level(height: int, words: str) -> SafeString:
    """层级 · how high a case has climbed: 1 village, 2 town, 3 county, 4 city."""
    return _level(height, str(words))


@remembered
def _level(height: int, words: str) -> SafeString:
    bars = format_html_join("", '<i class="{}"></i>', (("hy-level__on" if n < height else "",) for n in range(4)))
    return format_html('<span class="hy-level" role="img" aria-label="{}">{}</span> {}', words, bars, words)


@register.inclusion_tag("parts/timeline.html")
def timeline(lines: Iterable[Any]) -> dict[str, Any]:
    """办理经过 · lines with `title`, `who`, `at`, `words`, `colour` ("latest", "green", "red", "quiet", ""), `photos`."""
    return {"lines": lines}


@register.simple_tag
def due(clock: Deadline, now: datetime) -> SafeString:
    """时限 · one running clock; the page's script keeps it true. Drawn here: a template for each row of a list cost ten times as much."""
    if clock.unsure:
        return _unsure(clock)
    used, how = share(clock, now), state(clock, now)
    ends = _("%(at)s 到期") % {"at": f"{localtime(clock.due_at):%m-%d %H:%M}"}
    return format_html(
        '<span class="hy-due hy-due--{}" data-due="{}" data-warn="{}" data-used="{}" title="{}"><span class="hy-due__words">{}'
        '<span data-words>{}</span></span><progress class="hy-bar" value="{}" max="100" aria-label="{}"></progress></span>',
        how, _iso(clock.due_at), _iso(clock.warn_at), used, ends, _icon("clock" if how == "ok" else "alert"), ends, used,
        _("时限已用"),
    )  # fmt: skip


def _unsure(clock: Deadline) -> SafeString:
    """Nothing counts down to an end that the calendar may still move."""
    return format_html(
        '<span class="hy-due hy-due--warn"><span class="hy-due__words">{}{}</span><span class="u-small">{}</span></span>',
        _icon("calendar"), _("日历未公布"), _("暂按 %(at)s") % {"at": f"{localtime(clock.due_at):%m-%d %H:%M}"},
    )  # fmt: skip


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


@register.simple_tag
def at(moment: datetime, form: str = "") -> SafeString:
    """时刻 · an instant as people say it, exactly where the pointer or the finger rests, and as programs read it."""
    local = localtime(moment)
    said = local.strftime(form) if form else spoken(local, localtime(clock_now()))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(), f"{local:%Y-%m-%d %H:%M:%S}", said
    )


@register.simple_tag
def ring(used: int) -> SafeString:
    """时限环 · the same as a circle, drawn without any style attribute."""
    return format_html(
        '<svg class="hy-ring hy-ring--{0}" viewBox="0 0 36 36" role="img" aria-label="{2} {1}%">'
        '<circle cx="18" cy="18" r="15.9"/><circle class="hy-ring__part" cx="18" cy="18" r="15.9" pathLength="100" '
        'stroke-dasharray="{1} 100" transform="rotate(-90 18 18)"/><text x="18" y="21">{1}%</text></svg>',
        _state(used),
        min(used, 100),
        _("时限已用"),
    )


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """表单项 · label, hint, control and errors of one form field."""
    told = [bound.auto_id + "-hint"] if bound.help_text else []
    told += [bound.auto_id + "-error"] if bound.errors else []
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(told)} if told else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {"field": bound, "control": bound.as_widget(attrs=attrs)}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context: dict[str, Any], newer: str, older: str) -> dict[str, Any]:
    """翻页 · newer and older by key; an empty key means there is nothing that way."""
    return {"newer": _query(context, "after", newer), "older": _query(context, "before", older)}


@register.inclusion_tag("parts/empty.html")
def empty(words: str, advice: str = "", picture: str = "inbox") -> dict[str, Any]:
    """空 · nothing here, and what to do about it."""
    return {"words": words, "advice": advice, "icon": picture}


@register.inclusion_tag("parts/kv.html")
def kv(rows: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """名值 · pairs of name and value."""
    return {"rows": rows}


@register.inclusion_tag("parts/said.html", takes_context=True)
def said(context: dict[str, Any]) -> dict[str, Any]:
    """回话 · what the last act answered, and the errors of the form `form` that belong to no field."""
    form = context.get("form")
    notes = [(MESSAGE_COLOURS.get(one.level_tag, ""), str(one)) for one in context.get("messages") or ()]
    notes += [("red", str(error)) for error in (form.non_field_errors() if form is not None else ())]
    return {"notes": notes}


def _state(used: int) -> str:
    if used < 80:
        return "ok"
    return "warn" if used < 100 else "over"


def _query(context: dict[str, Any], name: str, key: str) -> str:
    """The same list, from that key on."""
    if not key:
        return ""
    query = context["request"].GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = key
    return f"?{query.urlencode()}"
