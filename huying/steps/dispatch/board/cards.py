"""单 · one card of the board: what it is about, how long it hangs, or who took it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.course import place_of
from huying.case.models import Case, Entry, Nature
from huying.case.steps import Stage
from huying.kit.text import mask_words

EXCERPT, READ = 70, 400
Tag = tuple[str, str, str]
NATURES: dict[str, tuple[str, str]] = {Nature.HAZARD: ("red", "alert"), Nature.DISPUTE: ("amber", "users")}


@dataclass(frozen=True, slots=True)
class Card:
    """`state` is open, taken or gone; `said` tells how it ended. Names nobody who asked, shows no telephone number."""

    number: str
    title: str
    matter: str
    place: str
    excerpt: str
    tags: tuple[Tag, ...]
    state: str
    opened_at: datetime | None = None
    due_at: datetime | None = None
    said: str = ""

    def left(self, at: datetime) -> str:
        """12:08 · what the ring shows until the script takes over."""
        seconds = max(0, round((self.due_at - at).total_seconds())) if self.due_at else 0
        return f"{seconds // 60:02d}:{seconds % 60:02d}"

    def share_left(self, at: datetime) -> int:
        """How much of the ring is still drawn, 0 to 100."""
        if self.opened_at is None or self.due_at is None:
            return 100
        whole = max(1.0, (self.due_at - self.opened_at).total_seconds())
        return max(0, min(100, round(100 * (self.due_at - at).total_seconds() / whole)))


def readable(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With everything that a card shows, in one query: the running claim clock, the words."""
    clock = FilteredRelation("deadlines", condition=Q(deadlines__kind=Clock.CLAIM, deadlines__ended_at=None))
    said = FilteredRelation("words", condition=Q(words__seq=1))
    found = cases.select_related("area", "matter").annotate(clock=clock, said=said)
    found = found.annotate(opened_at=F("clock__opened_at"), due_at=F("clock__due_at"), text=F("said__text"))
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def card_of(case: Case, settled: "Settled | None" = None) -> Card:
    """The card of a case read by `readable`; `settled` says how the offer ended."""
    open_now = case.stage == Stage.OFFERED
    said = "" if open_now or settled is None else settled.words
    state = "open" if open_now else "taken" if settled and settled.deed == "claimed" else "gone"
    return Card(
        case.number, mask_words(case.title), _matter(case), mask_words(place_of(case)), _excerpt(case), _tags(case), state,
        case.opened_at if open_now else None, case.due_at if open_now else None, said,  # type: ignore[attr-defined]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """How an offer ended: the deed, and in words by whom and how fast."""

    deed: str
    words: str


def settled_by(line: Entry, opened_at: datetime | None) -> Settled:
    """From the line that ended it."""
    ends = ENDS.get(line.deed)
    return Settled(line.deed, ends(line, opened_at) if ends else _("已离开大厅：%s") % _label(line))


def _claimed(line: Entry, opened_at: datetime | None) -> str:
    won = {"unit": line.unit, "name": line.by, "time": f"{localtime(line.at):%H:%M:%S}"}
    if opened_at is None:
        return _("%(unit)s（%(name)s）已于 %(time)s 领办") % won
    return _("%(unit)s（%(name)s）已领办，用时 %(spent)s") % (won | {"spent": spent(line.at - opened_at)})


def _assigned(line: Entry, opened_at: datetime | None) -> str:
    return _("无人抢单，已按规则派给%s") % line.unit if line.voice else _("已由派单员派给%s") % line.unit


def _put_to_leader(line: Entry, opened_at: datetime | None) -> str:
    return _("已提请领导定责")


ENDS = {"claimed": _claimed, "assigned": _assigned, "put_to_leader": _put_to_leader}


def spent(span: timedelta) -> str:
    """3 分 41 秒."""
    seconds = max(0, round(span.total_seconds()))
    return _("%(minutes)d 分 %(seconds)02d 秒") % {"minutes": seconds // 60, "seconds": seconds % 60}


def _label(line: Entry) -> str:
    return str(line.get_stage_display())


def _matter(case: Case) -> str:
    """The last two levels of its line in the matter list."""
    return " › ".join(case.matter.full_name.split("/")[-2:]) if case.matter else _("未归类")


def _excerpt(case: Case) -> str:
    """What the title has not said yet. Masked before it is cut, so that no half of a telephone number is left over."""
    words = " ".join((case.text or "")[:READ].split())  # type: ignore[attr-defined]
    masked = mask_words(words.removeprefix(case.title.rstrip("…")).lstrip("，。；、！？,.;!? "))
    return masked if len(masked) <= EXCERPT else f"{masked[: EXCERPT - 1]}…"


def _tags(case: Case) -> tuple[Tag, ...]:
    urgent: Iterable[Tag] = [("red", "bolt", _("紧急"))] if case.urgent else [("blue", "dot", _("一般"))]
    nature = [(*NATURES[case.nature], case.get_nature_display())] if case.nature in NATURES else []
    secret = [("violet", "lock", _("保密"))] if case.confidential else []
    return (*urgent, *nature, *secret)
