"""疑点 · one thing that is not as it was written."""

from typing import NamedTuple

from django.utils.translation import gettext


class Fault(NamedTuple):
    """Which case, which line (0: the case as a whole), and what is wrong with it. Case 0: the ledger as a whole.

    `said` is the message as it stands in the catalogue, `of` what stands in its place: so it can be kept and read in any language.
    """

    case: int
    seq: int
    said: str
    of: str = ""

    @property
    def what(self) -> str:
        """In the reader's language."""
        said = gettext(self.said)
        return said % self.of if self.of else said
