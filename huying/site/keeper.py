"""守时进程 · the loop that does what nobody clicks: clocks that come round, letters to carry. One row a job."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from huying.case import pictures, timekeeper
from huying.case.proof.anchors import anchor
from huying.case.search.renew import renew
from huying.kit.clock import now
from huying.oversight.inspection.check import check_by_night
from huying.oversight.inspection.reconcile import reconcile
from huying.oversight.month.tally import tally
from huying.post.carry import carry
from huying.post.deliver import deliver
from huying.post.digest import send_digests
from huying.post.heartbeat import ASIDE, KEEPER, SILENCE, beat, silent
from huying.simulation.trials.worker import Worker
from huying.site.backup.nightly import Nightly
from huying.site.running.pulse import Pulse
from huying.site.running.watchman import BESIDE, hung, pulse
from huying.site.watch import lines
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
    """投递 · letters that are due; the clock is asked again while they are being sent, and each time somebody lives."""
    return carry(_alive)


_carrying = pulse(KEEPER)


def _alive() -> datetime:
    """A slow carrier is no hanging keeper."""
    _carrying.beat("carry")
    at = now()
    if silent(KEEPER, at + SILENCE / 2):
        say_alive(at)
    return at


def cast_anchor(at: datetime) -> int:
    """下锚 · the heads of the chains that grew, outside the database."""
    return int(anchor(at) is not None)


def count(at: datetime) -> int:
    """计数 · the month's figures, up to the ledger."""
    tally()
    return 0


def rotate_log(at: datetime) -> int:
    """日志轮换 · a log grown long makes way."""
    return lines.rotate_ours()


def say_alive(at: datetime) -> int:
    """心跳 · in the database, where every web machine sees it."""
    beat(KEEPER, at, f"{socket.gethostname()} {os.getpid()}")
    return 0


def _tell_aside(name: str, until: datetime, at: datetime) -> int:
    beat(ASIDE + name, until)
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
    Job("reconcile", 60.0, reconcile),
)
LONG: tuple[Job, ...] = (
    Job("imports", 2.0, run_due_jobs),
    Job("trials", 2.0, Worker()),
    Job("photos", 600.0, pictures.sweep),
    Job("search", 1.0, renew),
    Job("log", 600.0, rotate_log),
    Job("tally", 60.0, count),
    Job("check", 60.0, check_by_night),
    Job("digest", 60.0, send_digests),
    Job("backup", 60.0, Nightly()),
)
"""Those that take long run beside the others: no clock waits for a file."""


class Keeper:
    """Runs the jobs one after another. A job that fails is reported and tried again next time; it stops no other."""

    def __init__(self, jobs: Sequence[Job] = JOBS, beside: Sequence[Job] = LONG) -> None:
        self._jobs, self._beside = jobs, beside
        self._due: dict[str, datetime] = {}
        self._aside: Mapping[str, datetime] = {}
        self._pulse, aside = pulse(KEEPER), pulse(BESIDE)
        self._pulses = dict.fromkeys((job.name for job in jobs), self._pulse)
        self._pulses |= dict.fromkeys((job.name for job in beside), aside)
        self._stop = threading.Event()
        self._parent = os.getppid()

    def run(self) -> int:
        """Until a signal comes, or whoever started us is gone."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        self._set_aside(now())
        threading.Thread(target=self.work_beside, daemon=True).start()
        while not self._stop.is_set() and os.getppid() == self._parent:
            self._pulse.beat()
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
        if self._aside.get(job.name, at) > at:
            return False
        last = self._due.get(job.name)
        return last is None or abs((at - last).total_seconds()) >= job.every or at < last

    def _set_aside(self, at: datetime) -> None:
        """搁置 · what the last keepers hung at is left out for a while, and said on the status page."""
        self._aside = hung().aside(at)
        for name, until in self._aside.items():
            logger.error("%s is set aside until %s: the keeper hung at it", name, until.isoformat())
            self._do(Job(name, 0, partial(_tell_aside, name, until)), at)

    def _do(self, job: Job, at: datetime) -> int:
        felt: Pulse | None = self._pulses.get(job.name)
        try:
            if felt:
                felt.beat(job.name)
            done = job.work(at)
        except DatabaseError:
            logger.exception("%s: the database failed, trying again", job.name)
            connection.close()
            done = 0
        except Exception:
            logger.exception("%s failed, trying again", job.name)
            done = 0
        if felt:
            felt.beat()
        if done < timekeeper.BATCH:
            self._due[job.name] = at
        return done

    def _pause(self) -> float:
        return min(job.every for job in self._jobs)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()
