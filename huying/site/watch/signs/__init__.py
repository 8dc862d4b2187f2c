"""所有的灯 · what the status page shows, in its order: the processes, the work that waits, what everything rests on."""

import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import django
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.site.watch.signs import ground, processes, work
from huying.site.watch.signs.sign import Light, Look, Sign

__all__ = ["Group", "Light", "Sign", "groups", "signs", "versions", "worst"]

GROUPS: tuple[tuple[str | Promise, tuple[Look, ...]], ...] = (
    (_("进程"), processes.LOOKS),
    (_("等着办的事"), work.LOOKS),
    (_("底子"), ground.LOOKS),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A few signs under one heading."""

    label: str
    signs: Sequence[Sign]


def groups(at: datetime) -> list[Group]:
    """Everything as it stands."""
    return [Group(str(label), [look(at) for look in looks]) for label, looks in GROUPS]


def signs(at: datetime) -> Iterator[Sign]:
    """The same without headings."""
    for group in groups(at):
        yield from group.signs


def worst(found: Sequence[Group]) -> Light:
    """The light for all of them."""
    lights = {sign.light for group in found for sign in group.signs}
    return next(light for light in (Light.RED, Light.AMBER, Light.GREEN, Light.NONE) if light in lights)


def versions() -> list[tuple[str, str]]:
    """What runs here."""
    database = ".".join(str(part) for part in connection.get_database_version())
    return [
        ("huying", version("huying")),
        ("Python", sys.version.split()[0]),
        ("Django", django.get_version()),
        (connection.display_name, database),
        (platform.system(), platform.release()),
    ]
