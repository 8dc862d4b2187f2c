"""The search: chance, and from what chance has found on: histories that reached something new are cut, changed and played on."""

from collections.abc import Iterable
from random import Random

from django.db import transaction

from bench.gaming.acts import ACTS
from bench.gaming.district import District
from bench.gaming.moves import TICK, Found, History, Move
from bench.gaming.play import Game
from bench.gaming.shown import Row, Shown
from bench.gaming.walked import minute_of
from huying.case.models import Case

WAITS = (0, 1, 10, 31, 90, 250, 1440, 4500, 23000)
TAILS, LONGEST, STALE = 8, 14, 400
"""How many endings are tried on one beginning; the longest ending; how many bests are remembered."""

DONE = (("handle", 0), ("report", 0), ("approve", 0), ("reply", 0))
NO, YES = (("rate", 0),), (("rate", 1),)
WAYS = (
    (*DONE, *NO, ("dispute", 0), ("review", 1)),
    (*DONE, *NO, *DONE, *NO, ("review", 1)),
    (*DONE, *YES, ("reopen", 0), *DONE, *NO, ("review", 2)),
    (("ask extension", 2), ("rule on extension", 1), ("handle", 0), ("report", 0), ("send back", 0)),
    (("object", 0), ("rule on objection", 0), ("assign", 1), ("give back", 0), ("offer", 0), ("claim", 0)),
    (("escalate", 0), ("put to leader", 0), ("appoint", 2), *DONE),
)
"""How far chance alone would seldom come."""


class Search:
    """Half of the beginnings are blank, half come from histories that reached a situation for the first time."""

    def __init__(self, district: District, seed: int) -> None:
        self._district, self._dice = district, Random(seed)
        self._best: list[History] = []
        self._told: set[int] = set()
        self.found = Found()

    def run(self, histories: int, *, stop_at_first: bool = False) -> Found:
        """So many different histories, each judged at its end and after every move."""
        while self.found.histories < histories and not (stop_at_first and self.found.faults):
            with transaction.atomic():
                self._bunch(histories)
                transaction.set_rollback(True)
        return self.found

    def _bunch(self, histories: int) -> None:
        """Several endings on one beginning: the beginning is played once."""
        game, before = Game(self._district), self._beginning()
        for move in before:
            game.play(move)
        for _ in range(min(TAILS, histories - self.found.histories)):
            with game.taken_back():
                self._ending(game, before)
        self.found.deeds, self.found.refused = self.found.deeds + game.done, self.found.refused + game.refused

    def _beginning(self) -> History:
        chance = self._dice.random()
        if not self._best or chance < 0.2:
            return ()
        if chance < 0.4:
            return self._way()
        best = self._dice.choice(self._best)
        kept = best[: self._dice.randint(1, len(best))]
        return self._changed(kept) if self._dice.random() < 0.5 else kept

    def _way(self) -> History:
        """A well-known way through the process, as far as chance will have it, quickly or slowly."""
        way = self._dice.choice(WAYS)[: self._dice.randint(2, 99)]
        waits = WAITS[:4] if self._dice.random() < 0.5 else WAITS[:8]
        return tuple(Move(self._dice.choice(waits), act, 0, pick) for act, pick in way)

    def _changed(self, history: History) -> History:
        """One move later or earlier, another number to choose by, one left out, or two that change places."""
        moves, at = list(history), self._dice.randrange(len(history))
        move, kind = moves[at], self._dice.randrange(4)
        if kind == 0:
            moves[at] = move._replace(wait=self._dice.choice(WAITS))
        elif kind == 1:
            moves[at] = move._replace(pick=self._dice.randrange(60))
        elif kind == 2:
            del moves[at]
        else:
            moves.insert(self._dice.randrange(len(moves)), moves.pop(at))
        return tuple(moves)

    def _ending(self, game: Game, before: History) -> None:
        history, seen = list(before), game.look()
        for _ in range(self._dice.randint(1, LONGEST)):
            move = self._move(game, seen)
            if not game.play(move):
                continue
            self.found.acts[move.act] += 1
            history.append(move)
            seen = game.look()
            if faults := game.faults(seen):
                self.found.faults.append((tuple(history), faults))
                break
            self._count(tuple(history), self._is_new(game, seen))

    def _count(self, history: History, new: bool) -> None:
        if hash(history) in self._told:
            return
        self._told.add(hash(history))
        self.found.histories += 1
        self.found.longest = max(self.found.longest, len(history))
        if new:
            self._best.append(history)
            del self._best[:-STALE]

    def _move(self, game: Game, seen: Shown) -> Move:
        which, wait = self._dice.randrange(len(game.cases)), self._wait(game, seen)
        open_acts = game.open_acts(which)
        if not open_acts or self._dice.random() < 0.08:
            return Move(wait, TICK, 0, 0)
        weights = [ACTS[name].weight for name in open_acts]
        return Move(wait, self._dice.choices(open_acts, weights)[0], which, self._dice.randrange(60))

    def _wait(self, game: Game, seen: Shown) -> int:
        """Some minutes, or up to a minute before, at or after the end of a clock that runs."""
        if self._dice.random() < 0.6:
            return self._dice.choice(WAITS[:6] if self._dice.random() < 0.7 else WAITS)
        now = minute_of(game.at)
        ahead = [row.due - now for case in game.cases for row in seen.rows[case.pk] if row.ended is None]
        ahead = [minutes for minutes in ahead if minutes > 0]
        return max(0, round(self._dice.choice(ahead)) + self._dice.randint(-1, 1)) if ahead else 0

    def _is_new(self, game: Game, seen: Shown) -> bool:
        """A situation: where each case stands, which round, which clocks run, which of them are over their time."""
        now = minute_of(game.at)
        situation = tuple(sorted(_standing(case, seen.rows[case.pk], now) for case in game.cases))
        if situation in self.found.situations:
            return False
        self.found.situations.add(situation)
        return True


def _standing(case: Case, rows: Iterable[Row], now: float) -> tuple[object, ...]:
    clocks = tuple(sorted((row.kind, row.due < now, row.round) for row in rows if row.ended is None))
    return str(case.stage), case.round, case.appointed, case.unit_id or 0, clocks
