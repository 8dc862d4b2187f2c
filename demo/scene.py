"""场景 · one moment of a story: the case as it stands, the time, and everybody there is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from demo.district import District
from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act is handed. `told`: the cases of the stories told so far, by their key."""

    case: Case
    at: datetime
    district: District
    told: dict[str, int]

    def person(self, login: str) -> Person:
        """By login name."""
        return self.district.people[login]

    @property
    def worker(self) -> Person:
        """Whoever acts for the unit that holds the case."""
        return self.case.person or self.district.worker(self._holder)

    @property
    def leader(self) -> Person:
        """The leader over that unit."""
        return self.district.leader(self._holder)

    def unit(self, name: str) -> Unit:
        """By its name; without one, the lead unit that the matter list names for the place."""
        return self.district.units[name] if name else self.boards[0]

    @property
    def boards(self) -> list[Unit]:
        """The units that the matter list names for the place, lead first."""
        assert self.case.matter is not None
        assert self.case.area is not None
        return self.district.boards(self.case.matter, self.case.area)

    @property
    def _holder(self) -> Unit:
        assert self.case.unit is not None
        return self.case.unit


Do = Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Act:
    """Something done so long after the case arrived."""

    after: timedelta
    do: Do


def act(after: str, do: Do) -> Act:
    """`act("1d2h30m", …)`."""
    return Act(span(after), do)


def span(text: str) -> timedelta:
    """Days, hours, minutes: "2d", "1h30m"."""
    units = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
    total, digits = timedelta(), ""
    for letter in text:
        if letter.isdecimal():
            digits += letter
        else:
            total, digits = total + int(digits) * units[letter], ""
    return total


def plain(deed: str, by: str, words: str = "", **facts: Any) -> Do:
    """A deed whose room is not built yet: straight through the ledger."""

    @transaction.atomic
    def do(scene: Scene) -> None:
        ledger.write(scene.case, deed, by=scene.person(by), at=scene.at, words=words, **facts)

    return do
