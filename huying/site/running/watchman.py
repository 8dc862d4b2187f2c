"""看门 · does the keeper live and do nothing? Its loops say what they are at; one that says nothing for too long hangs."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from huying.kit.clock import now
from huying.post.heartbeat import KEEPER
from huying.site.running.hung import Hung
from huying.site.running.pulse import BETWEEN, Felt, Pulse

BESIDE = "beside"
LIMITS = {KEEPER: settings.HUYING_HANGS_AFTER, BESIDE: 3600.0}
"""Seconds. The clocks may not stand still for a minute (TRUST, decision 12); what takes long, a large file, has an hour."""

BEGINNING = 60.0
"""So long may it read its program before it says anything."""


def pulse(name: str) -> Pulse:
    """Of one of the keeper's two loops."""
    return Pulse(_run() / f"{name}.pulse")


def hung() -> Hung:
    """What it hung at lately."""
    return Hung(_run() / "hung.json")


def keeper_hangs(pid: int, age: float) -> str:
    """Words if that keeper hangs, and a note of what it was at; empty while it does its work."""
    for name, limit in LIMITS.items():
        felt = pulse(name).feel()
        if felt is None or felt.pid != pid:
            felt = Felt(pid, BETWEEN, age - BEGINNING)
        if felt.age > limit and (name == KEEPER or felt.job != BETWEEN):
            hung().note(felt.job, now())
            return _("%(seconds)d 秒没有动静，任务 %(job)s") % {"seconds": felt.age, "job": felt.job}
    return ""


def _run() -> Path:
    return Path(settings.HUYING_HOME) / "run"
