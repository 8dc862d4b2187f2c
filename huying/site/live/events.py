"""大厅的消息 · what the stream of the claim board says of a case: its card, as it hangs or as it was taken, in each language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from huying.site.live.hub import Event
from huying.steps.dispatch.board.wall import cards_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def events_of(lines: Mapping[int, int], *, at: datetime) -> list[Event]:
    """From the cases that were moved, and the line that moved each, to what the boards are told, in the order of the lines."""
    said: dict[int, dict[str, dict[str, Any]]] = {}
    boards: dict[int, frozenset[int]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for case, (card, units) in cards_of(lines).items():
                boards[case] = units
                html = render_to_string("dispatch/board/card.html", {"card": card, "at": at})
                said.setdefault(case, {})[language] = {"number": card.number, "state": card.state, "html": html.strip()}
    return [Event(lines[case], boards[case], said[case]) for case in sorted(said, key=lambda one: lines[one])]
