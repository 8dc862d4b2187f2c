"""守时进程 · the loop that does what nobody clicks: clocks that come round, letters to carry. One row a job."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from huying.case import pictures, timekeeper
from huying.case.proof.anchors import anchor
from huying.kit.clock import now
from huying.oversight.month.tally import tally
from huying.post.carry import carry
from huying.post.deliver import deliver
from huying.post.digest import send_digests
from huying.post.heartbeat import KEEPER, beat
from huying.site.backup.nightly import Nightly
from huying.site.wiring import ON_DUE
from huying.steps.dispatch.bell import Bell
from huying.steps.dispatch.succession import Succession
from huying.steps.intake.imports.jobs import run_due_jobs

logger = logging.getLogger(__name__)
SHORTEST = 0.2


@dataclass(frozen=True, slots=True)
class Job:
    """Something done every so many seconds; it returns how much it did, and is called again at once after a full batch."""

    name: str
    every: float
    work: Callable[[datetime], int]


def ring_clocks(at: datetime) -> int:
    """守时 · every deadline that has come round."""
    return timekeeper.tick(at, ON_DUE)


def carry_letters(at: datetime) -> int:
    """投递 · letters that are due; the clock is asked again while they are being sent."""
    return carry(now)


def cast_anchor(at: datetime) -> int:
    """下锚 · the heads of the chains that grew, outside the database."""
    return int(anchor(at) is not None)


def count(at: datetime) -> int:
    """计数 · the month's figures, up to the ledger."""
    tally()
    return 0


def say_alive(at: datetime) -> int:
    """心跳 · in the database, where every web machine sees it."""
    beat(KEEPER, at, f"{socket.gethostname()} {os.getpid()}")
    return 0


JOBS: tuple[Job, ...] = (
    Job("heartbeat", 5.0, say_alive),
    Job("clocks", 1.0, ring_clocks),
    Job("bell", 1.0, Bell().ring_new_cases),
    Job("succession", 60.0, Succession().hand_over),
    Job("calendar", 5.0, timekeeper.reckon_again),
    Job("deliver", 1.0, deliver),
    Job("carry", 1.0, carry_letters),
    Job("anchor", 3600.0, cast_anchor),
)
LONG: tuple[Job, ...] = (
    Job("imports", 2.0, run_due_jobs),
    Job("photos", 600.0, pictures.sweep),
    Job("tally", 60.0, count),
    Job("digest", 60.0, send_digests),
    Job("backup", 60.0, Nightly()),
)
"""Those that take long run beside the others: no clock waits for a file."""


class Keeper:
    """Runs the jobs one after another. A job that fails is reported and tried again next time; it stops no other."""

    def __init__(self, jobs: Sequence[Job] = JOBS, beside: Sequence[Job] = LONG) -> None:
        self._jobs, self._beside = jobs, beside
        self._due: dict[str, datetime] = {}
        self._stop = threading.Event()
        self._parent = os.getppid()

    def run(self) -> int:
        """Until a signal comes, or whoever started us is gone."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        threading.Thread(target=self.work_beside, daemon=True).start()
        while not self._stop.is_set() and os.getppid() == self._parent:
            busy = self.round(now())
            self._stop.wait(SHORTEST if busy else self._pause())
        connection.close()
        return 0

    def round(self, at: datetime) -> bool:
        """Each job whose time has come; says whether any has more to do at once."""
        close_old_connections()
        done = {job.name: self._do(job, at) for job in self._jobs if self._is_due(job, at)}
        return any(count >= timekeeper.BATCH for count in done.values())

    def work_beside(self) -> None:
        """In a thread that dies with us; what it was at is gone on with by whoever comes next."""
        while not self._stop.is_set():
            close_old_connections()
            for job in self._beside:
                if self._is_due(job, at := now()):
                    self._do(job, at)
            self._stop.wait(min((job.every for job in self._beside), default=SHORTEST))
        connection.close()

    def stop(self) -> None:
        """No further round."""
        self._stop.set()

    def _is_due(self, job: Job, at: datetime) -> bool:
        last = self._due.get(job.name)
        return last is None or abs((at - last).total_seconds()) >= job.every or at < last

    def _do(self, job: Job, at: datetime) -> int:
        try:
            done = job.work(at)
        except DatabaseError:
            logger.exception("%s: the database failed, trying again", job.name)
            connection.close()
            done = 0
        except Exception:
            logger.exception("%s failed, trying again", job.name)
            done = 0
        if done < timekeeper.BATCH:
            self._due[job.name] = at
        return done

    def _pause(self) -> float:
        return min(job.every for job in self._jobs)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()
