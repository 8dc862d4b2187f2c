"""进度 · how far a long piece of work has come: rate and time left at a terminal, silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tqdm import tqdm

BYTES, ROWS = "B", "rows"
Told = Callable[[int], object]
Progress = Callable[[str, int, str], AbstractContextManager[Told]]
"""Called with words, how much there is, and of what; inside, hear how much more was done."""


@contextmanager
def silent(words: str, total: int, unit: str) -> Iterator[Told]:
    """Nobody watches."""
    yield lambda more: None


@contextmanager
def bar(words: str, total: int, unit: str) -> Iterator[Told]:
    """A line at the terminal; nothing where the output is a file."""
    with tqdm(
        total=total, desc=words, unit=unit, unit_scale=True, unit_divisor=1024 if unit == BYTES else 1000,
        disable=None, file=sys.stderr,
    ) as shown:  # fmt: skip
        yield shown.update
