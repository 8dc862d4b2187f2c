"""The clocks 时钟 · how each kind of promise behaves on a case."""

from huying.directory.clocks import Clock

__all__ = ["OF_THE_CASE", "ONCE_KEPT", "SILENT", "Clock"]

OF_THE_CASE = frozenset({Clock.CONTACT, Clock.INQUIRY, Clock.HANDLING, Clock.CITY})
"""One each for a round, whoever holds the case: giving back, moving on or editing never restarts them."""

ONCE_KEPT = frozenset({Clock.CONTACT})
"""Kept once in a round, kept for good: who takes the case on is not late with a first contact that was made before."""

SILENT = frozenset({Clock.OBJECTION, Clock.REOPEN})
"""Rights that lapse, not duties: nobody is urged."""
