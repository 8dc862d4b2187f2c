"""看护 · starts the children, restarts the dead, and on Ctrl-C or SIGTERM stops them all within seconds."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from django.utils.translation import gettext as _

from huying.site.running.child import Child

LOOK_EVERY = 0.2
Say = Callable[[str], None]
PATIENCE = 8.0


class Supervisor:
    """Runs in the foreground until it is told to stop."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        ready: Callable[[], bool],
        on_ready: Callable[[], None],
        say: Say,
        tell: Callable[[str, str], None] = lambda name, why: None,
    ) -> None:
        """`tell` hears the name of whoever is started again, and why."""
        self._children = children
        self._tell = tell
        self._ready, self._on_ready, self._say = ready, on_ready, say
        self._stop = threading.Event()

    def run(self) -> int:
        """Until a signal comes."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        said = False
        try:
            while not self._stop.wait(LOOK_EVERY if said else LOOK_EVERY / 4):
                self._watch()
                if not said and self._ready():
                    said = True
                    self._on_ready()
        finally:
            self._stop_children()
        return 0

    def _watch(self) -> None:
        for child in self._children:
            code = child.watch()
            if code is not None:
                self._report(child, code)

    def _report(self, child: Child, code: int) -> None:
        if child.hung:
            why = _("%(name)s 卡住（%(what)s），已结束，即将重新启动。") % {"name": child.name, "what": child.hung}
        else:
            why = _("%(name)s 意外退出（代码 %(code)s），即将重新启动。") % {"name": child.name, "code": code}
        self._say(why)
        self._tell(child.name, why)

    def _stop_children(self) -> None:
        """All are asked at once, then each is waited for; a second Ctrl-C does not wait."""
        for child in self._children:
            child.ask_to_stop()
        until = time.monotonic() + PATIENCE
        for child in self._children:
            child.end(until - time.monotonic())

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()
