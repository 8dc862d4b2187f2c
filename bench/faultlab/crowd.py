"""人群 · so many clients in threads, each living one life after another until it is told to stop."""

import random
import threading
from collections import Counter
from collections.abc import Sequence

from bench.faultlab.client import Client, Op
from bench.faultlab.lab import Lab
from bench.faultlab.lives import Life, Lives
from bench.faultlab.outside import Outside
from bench.faultlab.people import Desk

WRITING = frozenset({"resident", "desk", "act", "track", "send", "claim"})
"""Doors that count as operations; pages and signing in do not."""


class Crowd:
    """`start`, then `done` grows; `stop` lets every client finish the request it is at."""

    def __init__(self, lab: Lab, port: int, clients: int) -> None:
        self.doors: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        self.troubles: list[str] = []
        self.clients = clients
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(lab, port, n)) for n in range(clients)]

    @property
    def done(self) -> int:
        """Operations answered so far."""
        return sum(self.doors[door] for door in WRITING)

    @property
    def working(self) -> bool:
        """Whether anybody still sends."""
        return any(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Returns when all have stopped."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, lab: Lab, port: int, number: int) -> None:
        """What goes wrong in a client itself is trouble for whoever reads the figures, not silence."""
        outside = Outside(lab.ledgers / f"{number:03d}.jsonl")
        dice = random.Random(f"{lab.seed}-{number}")
        desk = Desk(Client(port, outside, dice, ""), lab.world.people, lab.password)
        lives = Lives(lab.world, dice)
        try:
            while not self._stop.is_set():
                self._live(desk, lives.draw(), dice)
        except Exception as error:
            self.troubles.append(f"client {number}: {type(error).__name__}: {error}")
        finally:
            desk.client.hang_up()
            outside.close()

    def _live(self, desk: Desk, life: Life, dice: random.Random) -> None:
        desk.client.address = f"10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}"
        op: Op | None = next(life, None)
        while op is not None and not self._stop.is_set():
            answer = desk.send(op)
            self.doors[op.door] += 1
            self.answers[answer.status] += 1
            try:
                op = life.send(answer)
            except StopIteration:
                return


def troubles(crowds: Sequence[Crowd]) -> list[str]:
    """Of several crowds together."""
    return [trouble for crowd in crowds for trouble in crowd.troubles]
