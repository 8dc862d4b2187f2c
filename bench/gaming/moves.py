"""Moves, histories, and what a search has come to; plain, so that one process can hand them to another."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

TICK = "keeper"
"""The keeper looks; the clocks must be right whether it is awake or not."""


class Move(NamedTuple):
    """Minutes after the move before, what, at which of the cases, and a number to choose by."""

    wait: int
    act: str
    which: int
    pick: int


History = tuple[Move, ...]


@dataclass(slots=True)
class Found:
    """What a search has come to."""

    histories: int = 0
    deeds: int = 0
    refused: int = 0
    longest: int = 0
    situations: set[tuple[object, ...]] = field(default_factory=set)
    faults: list[tuple[History, list[str]]] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
