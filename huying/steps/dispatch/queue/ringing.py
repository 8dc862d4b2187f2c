"""自动抢单在队列里 · which rows ring by themselves in a moment, which were kept back, and which rang without anybody's click."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from huying.case.models import Case, Entry
from huying.case.who import KEEPER
from huying.steps.dispatch.keep_back import KEPT_BACK
from huying.steps.dispatch.queue.tabs import OFFERED, WAITING, Tab
from huying.steps.dispatch.ring import PAUSE, ripe
from huying.steps.dispatch.suggest import Advice

SOON, KEPT, RUNG = "soon", "kept", "rung"


def ringing_lines(tab: Tab, at: datetime) -> dict[str, Exists]:
    """What the list of a tab reads besides, by the very rule by which the keeper rings."""
    return LINES[tab.key](at) if tab.key in LINES else {}


def ringing(case: Case, advice: Advice | None) -> str:
    """One of the three words, or nothing."""
    if getattr(case, SOON, False):
        return SOON if advice and advice.certain else ""
    return next((word for word in (KEPT, RUNG) if getattr(case, word, False)), "")


def _waiting(at: datetime) -> dict[str, Exists]:
    """The pause after the desk's last word is over soon."""
    return {SOON: Exists(ripe(at + PAUSE).filter(pk=OuterRef("pk"))), KEPT: _said(KEPT_BACK)}


def _offered(at: datetime) -> dict[str, Exists]:
    return {RUNG: _said("offered", voice=KEEPER.value)}


def _said(deed: str, **more: str) -> Exists:
    return Exists(Entry.objects.filter(case=OuterRef("pk"), deed=deed, **more))


LINES = {WAITING: _waiting, OFFERED: _offered}
BY_TIME = frozenset({WAITING})
"""The tabs whose list asks what time it is."""
