"""等到 · wait for something, and say every few seconds how far it is."""

import time
from collections.abc import Callable

from bench.faultlab.crowd import Crowd
from bench.faultlab.lab import Lab

LOOK = 0.05
SAY = 5.0


def until(done: Callable[[], bool], lab: Lab, words: Callable[[], str]) -> float:
    """Seconds until it was so."""
    begun = spoken = time.monotonic()
    while not done():
        time.sleep(LOOK)
        if time.monotonic() > spoken + SAY:
            spoken = time.monotonic()
            lab.say(words())
    return time.monotonic() - begun


def said(crowd: Crowd) -> str:
    """How far a crowd is."""
    return f"{crowd.done:,} operations, answers {dict(crowd.answers.most_common(8))}"
