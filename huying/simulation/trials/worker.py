"""推演的工作 · the keeper's job: one trial at a time, one run after the other; looked at every few seconds, never waited for."""

import logging
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from huying.directory.jurisdiction import here
from huying.directory.lease import Lease, Lost
from huying.kit.words import gettext_noop
from huying.simulation.models import State, Trial
from huying.simulation.trials import files
from huying.simulation.trials.running import LONGEST, Running

logger = logging.getLogger(__name__)
GIVE_UP_AFTER = 3
"""So many times in a row the same run failed."""

KEPT_FOR = timedelta(days=180)
"""The page says it."""

FAILED = gettext_noop("有一遍几次都没有跑完，已停下。最后的话：%(words)s")
BROKE_OFF = gettext_noop("几次都中途停止，已搁置。请联系系统管理员查看日志。")
TOO_LONG = gettext_noop("有一遍超过 %(hours)d 小时还没跑完，已停下。请把时间选短一些，或少换几套规则。")


class Worker:
    """Holds the lease of the first trial that is not over: while somebody else holds it, nobody begins another."""

    def __init__(self) -> None:
        self._trial: Trial | None = None
        self._lease: Lease | None = None
        self._running: Running | None = None
        self._cleared_on: object = None

    def __call__(self, at: datetime) -> int:
        """A step further. Always 0: it is never a full batch."""
        self._clear_away(at)
        if self._trial is None:
            self._take(at)
        if self._trial and self._lease:
            self._try(self._trial, self._lease, at)
        return 0

    def _try(self, trial: Trial, lease: Lease, at: datetime) -> None:
        try:
            self._go_on(trial, lease, at)
        except Lost:
            self.drop()
            if Trial.objects.filter(pk=trial.pk, state=State.STOPPED).exists():
                files.tidy(trial)
        except Exception:
            lease.let_go(trial)
            self.drop()
            raise

    def drop(self) -> None:
        """Stopped by somebody, or taken over: nothing of ours goes on."""
        if self._running:
            self._running.kill()
        self._trial = self._lease = self._running = None

    def _take(self, at: datetime) -> None:
        todo = Trial.objects.filter(jurisdiction=here(), state__in=[State.QUEUED, State.RUNNING])
        trial = todo.order_by("pk").first()
        lease = Lease.take(trial, at) if trial else None
        if trial is None or lease is None:
            return
        if trial.tries > GIVE_UP_AFTER:
            lease.end(trial, State.REFUSED, reason=trial.reason or {"words": BROKE_OFF})
            files.tidy(trial)
            return
        self._trial, self._lease = trial, lease

    def _go_on(self, trial: Trial, lease: Lease, at: datetime) -> None:
        running = self._running
        if running is None:
            self._begin(trial, lease, at)
        elif running.is_over:
            self._running = None
            self._take_down(trial, lease, running)
        elif running.seconds > LONGEST:
            lease.hold(trial, reason={"words": TOO_LONG, "values": {"hours": int(LONGEST // 3600)}})
            self._end(trial, lease, State.REFUSED)
        else:
            lease.hold(trial, share=running.share, ran=running.seconds)

    def _begin(self, trial: Trial, lease: Lease, at: datetime) -> None:
        run = trial.todo()
        if run is None:
            self._end(trial, lease, State.DONE)
            return
        given = files.prepare(trial, on=localdate(at))
        lease.hold(trial, share=0, ran=0)
        self._running = Running(trial, *run, given)

    def _take_down(self, trial: Trial, lease: Lease, running: Running) -> None:
        """The figures of one run, written with the renewal of the lease: in one statement, by its holder alone."""
        found = running.figures()
        if found is None:
            logger.error(
                "trial %s, rules %r, seed %s failed: %s", trial.pk, running.rules, running.seed, running.words()
            )
            lease.hold(trial, reason={"words": FAILED, "values": {"words": running.words()[-200:]}}, share=0, ran=0)
            lease.let_go(trial)
            self.drop()
            return
        of_set = trial.figures.get(running.rules, {}) | {str(running.seed): dict(found)}
        trial.figures = trial.figures | {running.rules: of_set}
        trial.spent += running.seconds
        lease.advance(trial, {"figures": trial.figures, "spent": trial.spent, "share": 0, "ran": 0, "reason": {}})

    def _end(self, trial: Trial, lease: Lease, state: State) -> None:
        lease.end(trial, state)
        self.drop()
        files.tidy(trial)

    def _clear_away(self, at: datetime) -> None:
        """Once a day: results grown old."""
        if self._cleared_on == localdate(at):
            return
        self._cleared_on = localdate(at)
        old = Trial.objects.filter(jurisdiction=here(), ended_at__lt=at - KEPT_FOR)
        old.delete()
