"""进度 · how far, how quick, how long still."""

import sys
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _
from tqdm import tqdm


class Progress:
    """A bar over the requests that have come, with the lines of the ledger a second beside it."""

    def __init__(self, cases: int, what: str) -> None:
        self._bar = tqdm(total=cases, unit=_("件"), desc=what, file=sys.stderr, disable=None, mininterval=1)

    def tell(self, come: int, done: int) -> None:
        """So many have come."""
        self._bar.update(come - self._bar.n)
        seconds = self._bar.format_dict["elapsed"]
        if seconds and not self._bar.disable:
            self._bar.set_postfix_str(_("%d 动作/秒") % (done / seconds), refresh=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()
