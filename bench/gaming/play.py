"""A game: moves played one after another on one demand, and taken back again. What the product refuses has not happened."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from bench.gaming.acts import ACTS, Turn
from bench.gaming.district import District
from bench.gaming.moves import TICK, Move
from bench.gaming.shown import Shown, faults, shown
from huying.case.deeds import DEEDS
from huying.case.models import Case
from huying.case.refused import Refused
from huying.case.timekeeper import tick
from huying.site.wiring import ON_DUE
from tests.world import NINE

MINUTE = timedelta(minutes=1)


class Game:
    """One demand in the small district, from nine o'clock of a Friday on."""

    def __init__(self, district: District, start: datetime = NINE, case: Case | None = None) -> None:
        self.district, self.at = district, start
        self.cases = [case or district.sent(start)]
        self.refused = self.done = 0

    def open_acts(self, which: int) -> list[str]:
        """The acts that the table allows to that case where it stands."""
        where = self.cases[which % len(self.cases)].where
        return [name for name, act in ACTS.items() if where in DEEDS[act.deed].origin]

    def play(self, move: Move) -> bool:
        """Whether it was legal. Time passes all the same."""
        self.at += move.wait * MINUTE
        if move.act == TICK:
            tick(self.at, ON_DUE)
            self._read_again()
            return True
        case = self.cases[move.which % len(self.cases)]
        if case.where not in DEEDS[ACTS[move.act].deed].origin:
            return False
        return self._try(Turn(self.district, self.cases, case, self.at, move.pick), move.act)

    def _try(self, turn: Turn, act: str) -> bool:
        known = len(self.cases)
        try:
            with transaction.atomic():
                ACTS[act].play(turn)
        except Refused:
            del self.cases[known:]
            self._read_again()
            self.refused += 1
            return False
        self.done += 1
        return True

    def look(self) -> Shown:
        """What the product shows now."""
        return shown(self.cases)

    def faults(self, seen: Shown | None = None) -> list[str]:
        """What the judge finds in it."""
        return faults(self.cases, seen or self.look(), self.at)

    def _read_again(self) -> None:
        self.cases = [Case.objects.select_related("unit", "matter").get(pk=case.pk) for case in self.cases]

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Whatever is played in here has not been played afterwards."""
        at, keys = self.at, [case.pk for case in self.cases]
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        self.at = at
        self.cases = [Case(pk=key) for key in keys]
        self._read_again()


def replay(district: District, history: Sequence[Move]) -> list[str]:
    """The faults of one history, played from its beginning and taken back."""
    with transaction.atomic():
        game = Game(district)
        for move in history:
            game.play(move)
        found = game.faults()
        transaction.set_rollback(True)
    return found
