"""差错编号 · each request has a number of its own: in the log, in the answer's headers, and on a page that says what went wrong."""

import secrets
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request", default="")


def begin() -> str:
    """A new one; letters and digits that can be read out over the phone."""
    ident = secrets.token_hex(4)
    _current.set(ident)
    return ident


def ident() -> str:
    """Of the request under way; empty outside of one."""
    return _current.get()
