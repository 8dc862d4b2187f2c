"""该我办的 · what a case may wait for, by the clock that runs; and whose it is: the unit that holds it, or a leader over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry, Share, Tie
from huying.case.steps import Stage
from huying.case.who import FIELD, LEADERS
from huying.directory.jurisdiction import here
from huying.directory.models import Person, Post

NOTHING = Q(pk__in=())
HELD = (Stage.WORKING, Stage.OBJECTED, Stage.HANDLED, Stage.DUE)
"""Stages at which the unit that holds the case is at work."""

HOLDERS_CLOCKS = (Clock.SIGN_IN, Clock.CONTACT, Clock.HANDLING, Clock.FEEDBACK, Clock.REPLY, Clock.COMMITMENT)
LEADERS_CLOCKS = (Clock.CHECK, Clock.EXTENSION)
OUTLAST = (Clock.COMMITMENT, Clock.INQUIRY, Clock.EXTENSION)
"""Clocks that make a case wait wherever it stands."""

CLOCKS = (*HOLDERS_CLOCKS, *LEADERS_CLOCKS, Clock.INQUIRY)


@dataclass(frozen=True, slots=True)
class Duty:
    """One kind of waiting: its word in the address, its name, its picture, which cases, and the act that ends it."""

    name: str
    label: str | Promise
    icon: str
    which: Q
    act: str = ""


def running(*kinds: Clock) -> Q:
    """A clock of one of these kinds runs."""
    return Q(Exists(Deadline.objects.filter(case=OuterRef("pk"), kind__in=kinds, ended_at=None)))


def was_sent_back() -> Q:
    """The leader wants more: sent back in this round, and still being worked at."""
    lines = Entry.objects.filter(case=OuterRef("pk"), deed="sent_back", round=OuterRef("round"))
    return Q(stage=Stage.WORKING) & Q(Exists(lines))


DUTIES: tuple[Duty, ...] = (
    Duty("sign", _("待签收"), "inbox", running(Clock.SIGN_IN), "sign-in"),
    Duty("contact", _("待联系"), "phone", running(Clock.CONTACT), "contact"),
    Duty("handle", _("办理中"), "wrench", Q(stage__in=(Stage.WORKING, Stage.OBJECTED))),
    Duty("back", _("退回补办"), "undo", was_sent_back()),
    Duty("report", _("待上报"), "upload", Q(stage=Stage.HANDLED), "report"),
    Duty("check", _("待审核"), "eye", Q(stage=Stage.REPORTED), "approve"),
    Duty("extension", _("延期待批"), "clock", running(Clock.EXTENSION), "extend"),
    Duty("reply", _("待回复"), "chat", Q(stage=Stage.DUE), "reply"),
    Duty("promise", _("承诺待兑现"), "calendar", running(Clock.COMMITMENT), "keep"),
    Duty("look", _("请到现场核查"), "pin", running(Clock.INQUIRY), "inquire"),
)


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts by which somebody works on cases, and by which somebody leads."""

    works: tuple[Post, ...]
    leads: tuple[Post, ...]

    @property
    def units(self) -> list[int]:
        return [post.unit_id for post in self.works]


def posts_of(person: Person, day: date) -> Posts:
    """Of that day."""
    posts = person.posts_on(day)
    return Posts(_with(posts, FIELD), _with(posts, LEADERS))


def waiting() -> Q:
    """Whatever can wait at all: living cases, and those on which such a clock still runs. All others are not even looked at."""
    clocks = Deadline.objects.filter(ended_at=None, kind__in=OUTLAST)
    living = Case.objects.filter(jurisdiction=here(), ended_at=None)
    return Q(pk__in=living.values("pk").union(clocks.values("case"), all=True))


def mine(posts: Posts) -> Q:
    """待办 · in my unit's hands, promised by it, to be looked at by it; or to be checked by me as its leader."""
    held = Q(unit__in=posts.units) & (Q(stage__in=HELD) | running(Clock.COMMITMENT))
    asked = Share.objects.filter(jurisdiction=here(), unit__in=posts.units, case=OuterRef("pk"), tie=Tie.HELPS)
    looks = running(Clock.INQUIRY) & Q(Exists(asked))
    return waiting() & ((held | looks if posts.works else NOTHING) | _led(posts))


def _led(posts: Posts) -> Q:
    """Results and requests for more time, in the unit and under it."""
    found = NOTHING
    for post in posts.leads:
        found |= Q(unit__path__startswith=post.unit.path) & (Q(stage=Stage.REPORTED) | running(Clock.EXTENSION))
    return found


def _with(posts: Iterable[Post], entitled: Iterable[object]) -> tuple[Post, ...]:
    roles = frozenset(entitled)
    return tuple(post for post in posts if post.sight in roles)
