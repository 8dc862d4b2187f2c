"""大厅的消息 · what the stream of the claim board says of a case: its card, as it hangs or as it was taken, in each language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from huying.site.live.hub import Event
from huying.steps.dispatch.board.wall import Hung, hung

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def events_of(lines: Mapping[int, int], *, at: datetime) -> list[Event]:
    """From the cases that were moved, and the line that moved each, to what the boards are told, in the order of the lines."""
    found = sorted(hung(lines), key=lambda one: lines[one.case.pk])
    return [Event(lines[one.case.pk], one.boards, {code: _said(one, code, at) for code in LANGUAGES}) for one in found]


def _said(one: Hung, language: str, at: datetime) -> dict[str, Any]:
    with translation.override(language):
        card = one.card
        html = render_to_string("dispatch/board/card.html", {"card": card, "at": at})
    return {"number": card.number, "state": card.state, "html": html.strip()}
