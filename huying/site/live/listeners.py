"""谁在听 · whom a stream belongs to: the session of the page, the person, the units. Read only; many at once in three queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare
from django.utils.timezone import localdate

from huying.directory.access import admits
from huying.directory.account.presence import over
from huying.directory.account.settling import unsettled
from huying.directory.models import Person, Post
from huying.steps.dispatch.board import pages as boards
from huying.steps.dispatch.board.scope import boards_of
from huying.steps.dispatch.queue import pages as queues
from huying.steps.evaluation.desk import pages as calls

BOARD, DESK = "board", "desk"
ROOMS = {BOARD: (boards.board,), DESK: (queues.queue, calls.callbacks)}
"""Stream → the pages that listen to it; whoever may open one of them may listen."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody signed in, who may open a page of this room; `units` are those on whose boards they look, None is all."""

    person: int
    units: frozenset[int] | None


def listeners(keys: Collection[str], *, at: datetime, room: str = BOARD) -> dict[str, Listener]:
    """Of these sessions, those that still stand and whose person may open a page of the room. As that page would decide."""
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=at)
    sessions = {row.session_key: row.get_decoded() for row in rows}
    people = _people({session.get(SESSION_KEY) for session in sessions.values()} - {None})
    asked = ((key, session, people.get(session.get(SESSION_KEY, ""))) for key, session in sessions.items())
    found = {key: _listener(session, person, room, at) for key, session, person in asked}
    return {key: listener for key, listener in found.items() if listener}


def _people(keys: set[Any]) -> dict[str, Person]:
    """With their posts, which a person object otherwise reads by itself, one query each."""
    people = {str(person.pk): person for person in Person.objects.filter(pk__in=keys, is_active=True)}
    for person in people.values():
        person._posts = []
    for post in Post.objects.filter(person__in=keys).select_related("unit", "area"):
        if str(post.person_id) in people:
            people[str(post.person_id)]._posts.append(post)
    return people


def _listener(session: Mapping[str, Any], person: Person | None, room: str, at: datetime) -> Listener | None:
    if person is None or not _is_valid(session, person, at) or unsettled(person, at=at):
        return None
    if not any(admits(getattr(page, "access", None), person) for page in ROOMS[room]):
        return None
    return Listener(person.pk, boards_of(person, localdate(at)))


def _is_valid(session: Mapping[str, Any], person: Person, at: datetime) -> bool:
    """Not signed out by a new password, nor left alone for too long."""
    store = SessionStore()
    store.update(session)
    digest = session.get(HASH_SESSION_KEY, "")
    return constant_time_compare(digest, person.get_session_auth_hash()) and not over(store, at=at)
