"""会话 · kept in the database; one that cannot be written just now costs its reader nothing.

Every signed-in page says once a minute that somebody is there. While the disk is full or the database only reads, that is
left unsaid: Django would answer 400 as if somebody had deleted the session, to people who only read.
"""

import logging

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from huying.directory.prepared import Prepared
from huying.site.mishaps import code_of

logger = logging.getLogger(__name__)
_LIVING = Prepared(lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()))


class SessionStore(db.SessionStore):
    """Django's own; a new session still has to be written, or nobody is signed in."""

    def _get_session_from_db(self) -> Session | None:
        """The one statement of every signed-in page, made into SQL once."""
        found = _LIVING(self.session_key or "")
        if not found:
            self._session_key = None
        return found[0] if found else None

    def save(self, must_create: bool = False) -> None:
        """Leave it as it was where the database cannot be written."""
        try:
            super().save(must_create)
        except UpdateError as unwritten:
            if code_of(unwritten.__context__) is None:
                raise
            logger.warning("a session was not written: %s", unwritten.__context__)
