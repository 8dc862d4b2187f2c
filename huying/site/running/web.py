"""网页服务 · granian with a few threads a process: measured best on two cores (HOUSE, stack).

Its workers are forked from a process that has read the whole program already: one that died is back within moments, and
what they read is in memory once.
"""

import gc
import time
from typing import Any

from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

import huying.site.wsgi
from huying.site.running.room import QUEUE, room

WORKERS, THREADS = 2, 4
PAUSE = 0.1


class Web(MPServer):
    """Granian ends everything when one worker dies twice within seconds, the other worker and its open requests too.

    Here the dead one is replaced: what is broken before the first page shows in the process they are forked from.
    """

    def _respawn_workers(self, *given: Any) -> None:
        """A pause, so that workers that die at once do not take the whole machine; then as if it were the first time."""
        time.sleep(PAUSE)
        super()._respawn_workers(*given)
        self.respawned_wrks.clear()


def serve(host: str, port: int) -> int:
    """Until SIGTERM or Ctrl-C; a worker that dies is replaced."""
    _read_everything()
    server = Web(
        f"{huying.site.wsgi.__name__}:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=WORKERS, blocking_threads=THREADS, backlog=QUEUE, backpressure=room(), websockets=False,
        respawn_failed_workers=True, workers_kill_timeout=5, log_level=LogLevels.warning,
    )  # fmt: skip
    server.serve()
    return 0


def _read_everything() -> None:
    """Every page and what it needs; what is there stays out of the collector's way, so that workers go on sharing it."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
