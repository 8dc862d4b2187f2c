"""日志 · one JSON object a line, without personal facts: who is a row number, where is the name of a page, what went wrong is its
kind and its place. What a message quotes from elsewhere is not written down: an address may hold a tracking code, an
error of the database may quote a row.
"""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

from django.conf import settings

from huying.site.watch.current import ident

OURS = ("huying", "bench")
FRAMES = 6
KEPT = 5


class JsonLine(logging.Formatter):
    """For machines."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname, "logger": record.name}
        line |= {"request": ident()} if ident() else {}
        line |= {"said": said(record)} if record.msg else {}
        line |= getattr(record, "facts", {}) | _error(record)
        return json.dumps(line, ensure_ascii=False)


class PlainLine(logging.Formatter):
    """The same for the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and a second one for an error."""
        at = self.formatTime(record)
        words = f"{at} {record.levelname} {record.name}: {said(record)}"
        error = _error(record)
        return f"{words}\n  {error['error']}: {' ← '.join(error['where'])}" if error else words


def said(record: logging.LogRecord) -> str:
    """Our own messages whole; of others' the sentence without what they fill in."""
    if record.name.startswith(OURS):
        return record.getMessage()
    status = getattr(record, "status_code", None)
    return f"answered {status}" if status else str(record.msg)


def _error(record: logging.LogRecord) -> dict[str, Any]:
    kind, error, trace = record.exc_info or (None, None, None)
    if kind is None or error is None:
        return {}
    return {"error": kind.__name__, "where": _where(trace)}


def _where(trace: TracebackType | None) -> list[str]:
    """The innermost place first."""
    frames = reversed(extract_tb(trace)[-FRAMES:])
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


class Lines(WatchedFileHandler):
    """A file that others may move away: the next line begins it anew. Readable by us alone."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename, encoding="utf-8", delay=True)
        self.over = False

    def _open(self) -> Any:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        """Looking whether the file was moved away flushes it, too, outside of what the library guards."""
        if self.over:  # whoever still holds what was closed would open the file again, for nobody to close
            return
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        """For good."""
        self.over = True
        super().close()

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk costs a line, never a page."""


def rotate_ours() -> int:
    """The log that the settings name, if it is a file; how many made way."""
    return 0 if settings.HUYING_LOG == "-" else int(rotate(Path(settings.HUYING_LOG), settings.HUYING_LOG_MOST))


def rotate(path: Path, most: int) -> bool:
    """A file grown long makes way; the newest few are kept. Says whether it did."""
    if not path.exists() or path.stat().st_size < most:
        return False
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
    return True
