"""整份收下 · a body that breaks off is no form: the web server ends it where the line was cut, as if that had been all.

Half a request would be taken for a short one, without the key that stands at its end, and again when it is sent again.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class Readable(Protocol):
    """What the web server hands over."""

    def read(self, size: int) -> bytes: ...
    def readline(self, size: int) -> bytes: ...


class BrokenOff(OSError):
    """The sender announced more than came."""


class Whole:
    """The same stream; its end before the announced length is an error."""

    def __init__(self, stream: Readable, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, or as are left."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        return self._counted(self._stream.read(wanted), wanted) if wanted else b""

    def readline(self, size: int = -1) -> bytes:
        """One line, or what is left of it."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        line = self._stream.readline(wanted) if wanted else b""
        return self._counted(line, len(line) if line.endswith(b"\n") else wanted)

    def _counted(self, read: bytes, wanted: int) -> bytes:
        self._left -= len(read)
        if len(read) < wanted:
            raise BrokenOff(f"{self._left} bytes never came")
        return read


def whole(application: Application) -> Application:
    """The application, which then sees whole bodies only."""

    def checked(environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if length.isdecimal() and int(length):
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return checked
