"""巡视 · beside the supervisor: asks the web server and the streams whether they answer, and tells the database who lives and who
had to be started again. Nothing of it can hold up a restart: it has a thread and a connection of its own."""

import contextlib
import logging
import queue
import socket
import threading
from collections.abc import Mapping
from urllib.error import URLError
from urllib.request import urlopen

from django.db import DatabaseError, connection

from huying.kit.clock import now
from huying.post.heartbeat import RESTARTED, beat

logger = logging.getLogger(__name__)
EVERY, PATIENCE = 15.0, 5.0


class Rounds:
    """`addresses`: name of the heartbeat → where that process says that it lives."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._told: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def begin(self) -> None:
        """From now on."""
        self._thread.start()

    def end(self) -> None:
        """No more; a question under way is not waited for."""
        self._stop.set()

    def tell(self, name: str, why: str) -> None:
        """A process was started again; said at the next round, for the database may be what it died of."""
        self._told.put((name, why))

    def once(self) -> None:
        """One round."""
        self._tell_all()
        for name, address in self._addresses.items():
            if _answers(address):
                self._say(name, socket.gethostname())

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            self.once()
        connection.close()

    def _tell_all(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                name, why = self._told.get_nowait()
                if not self._say(RESTARTED + name, why):
                    self._told.put((name, why))
                    return

    def _say(self, name: str, note: str) -> bool:
        try:
            beat(name, now(), note)
        except DatabaseError:
            logger.warning("the heartbeat of %s could not be written", name)
            connection.close()
            return False
        return True


def _answers(address: str) -> bool:
    """Any answer but an error; addresses are our own."""
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 the address is our own
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
