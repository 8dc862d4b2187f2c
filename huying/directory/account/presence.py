"""在线时限 · half an hour without doing anything ends a session, and a day ends it anyway (RULES §7).

What is remembered is written at most once a minute: a page that only reads opens no write transaction (HOUSE law 14).
Pages that refresh themselves say so in a header, and do not keep anybody signed in.
"""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

IDLE, LONGEST, TOUCH = timedelta(minutes=30), timedelta(hours=24), timedelta(minutes=1)
UNATTENDED = "X-Unattended"
KEY = "presence"


def begin(session: SessionBase, *, at: datetime) -> None:
    """Somebody just signed in."""
    session[KEY] = [at.timestamp(), at.timestamp()]


def over(session: SessionBase, *, at: datetime) -> bool:
    """Whether nobody was there for too long."""
    since, seen = session.get(KEY) or (at.timestamp(), at.timestamp())
    now = at.timestamp()
    return now - seen >= IDLE.total_seconds() or now - since >= LONGEST.total_seconds()


def touch(request: HttpRequest, *, at: datetime) -> None:
    """Somebody is there, unless the page asked by itself."""
    if KEY not in request.session:
        begin(request.session, at=at)
    since, seen = request.session[KEY]
    if at.timestamp() - seen >= TOUCH.total_seconds() and UNATTENDED not in request.headers:
        request.session[KEY] = [since, at.timestamp()]


def fresh(session: SessionBase, *, within: timedelta, at: datetime) -> bool:
    """Whether the password was given just now."""
    since: float = session.get(KEY, (0, 0))[0]
    return at.timestamp() - since < within.total_seconds()
