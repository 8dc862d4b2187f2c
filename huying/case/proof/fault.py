"""疑点 · one thing that is not as it was written."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Which case, which line (0: the case as a whole), and what is wrong with it. Case 0: the ledger as a whole."""

    case: int
    seq: int
    what: str
