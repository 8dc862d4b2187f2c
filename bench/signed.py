"""已登录 · a session as the sign-in page would have made it, where a thousand people are needed and none of them signs in."""

import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from huying.directory.models import Person


def signed_in(person: Person, *, ago: float = 0.0) -> str:
    """For the cookie; last seen so many seconds ago."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["seen_at"] = time.time() - ago
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
