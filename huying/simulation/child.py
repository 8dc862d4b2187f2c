"""子进程里的一遍 · works at low priority, tells how far it is, and ends with whoever started it."""

import os
import sys
import threading
from typing import TextIO

POLITE = 5
"""Nobody who opens a page waits for a plan."""


def begin() -> None:
    """Others first. When the pipe to our parent breaks, even by kill -9, we go too: the home we write is thrown away."""
    os.nice(POLITE)
    threading.Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()


def _end_with(pipe: TextIO) -> None:
    pipe.read()
    os._exit(3)


def tell(come: int, done: int) -> None:
    """So many requests have come: one line each time."""
    sys.stdout.write(f"{come}\n")
    sys.stdout.flush()
