"""办理 · what the reader may do to a case, as the rooms offer it. The hall knows no room: it finds their templates by name.

A room puts `templates/<room>/actions/<deed>.html` into its folder, a small form for that deed; it stands on the page of every
case where the deed is possible and the reader may do it. `actions/room.html` is for a room that draws its own block, and asks
for itself who may. Both are given `case`, `deed` and `now`; addresses are the room's own. A file that is no deed is passed over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils.functional import Promise

from huying.case.deeds import DEEDS

WHOLE_ROOM = "room"


@dataclass(frozen=True, slots=True)
class Action:
    """One small template; `deed` is empty where a room draws its own block."""

    template: str
    deed: str = ""
    label: str | Promise = ""


def actions(deeds: Iterable[str]) -> list[Action]:
    """办理 · first the rooms' own blocks, then the deeds in the order of the table."""
    offered = _offered()
    rooms = [Action(template) for template in offered.get(WHOLE_ROOM, ())]
    return rooms + [Action(one, deed, DEEDS[deed].label) for deed in deeds for one in offered.get(deed, ())]


@cache
def _offered() -> dict[str, list[str]]:
    """Deed → templates of that name, in the order of the rooms."""
    found: dict[str, list[str]] = {}
    for app in apps.get_app_configs():
        folder = Path(app.path, "templates", app.label, "actions")
        for file in sorted(folder.glob("*.html")):
            found.setdefault(file.stem, []).append(f"{app.label}/actions/{file.name}")
    return found
