"""认得的浏览器 · somebody signed in here before: their tries are counted apart from those of strangers, who guess at the same name.

A signed cookie of each name says so (OWASP: device cookie). It opens nothing: without the password and, where there is one,
the second factor nobody comes in, and five wrong passwords close this way too. It is given to whoever has signed in.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from huying.directory.account.lockout import same_name

KNOWN_FOR = timedelta(days=180)
PATH = "/account/"
SALT = "huying.known-browser"


def known_as(request: HttpRequest, name: str) -> str:
    """What tells this browser from others in which that name has signed in; empty for a stranger."""
    given = request.COOKIES.get(_cookie(name), "")
    try:
        return str(signing.loads(given, salt=_salt(name), max_age=KNOWN_FOR))
    except signing.BadSignature:
        return ""


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Known from now on; one that is known already stays the same, and is known longer."""
    mark = known_as(request, name) or secrets.token_hex(16)
    response.set_cookie(
        _cookie(name), signing.dumps(mark, salt=_salt(name)), max_age=KNOWN_FOR, path=PATH,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict",
    )  # fmt: skip


def _cookie(name: str) -> str:
    """A name for each name, and nobody's name: on one machine several people sign in."""
    return f"known-{salted_hmac(SALT, same_name(name), algorithm='sha256').hexdigest()[:16]}"


def _salt(name: str) -> str:
    """What was signed for one name is nothing for another."""
    return f"{SALT}:{same_name(name)}"
