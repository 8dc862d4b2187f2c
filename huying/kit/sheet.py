"""表格 · read any spreadsheet a city office sends, in a child process that may die in our place.

`open_rows` starts the child, waits for the header and streams the rows:

    with sheet.open_rows(path, known=aliases) as table:
        for number, cells in table.rows: ...
"""

import json
import signal
import subprocess
import sys
import weakref
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import huying
from huying.kit import sheet_words
from huying.kit.sheet_bounds import DEFAULT, Cell, Limits, Row
from huying.kit.sheet_pipe import Message, frames
from huying.kit.sheet_words import WORDS, Unreadable
from huying.kit.sheet_write import csv_lines, write, write_csv

__all__ = ["WORDS", "Cell", "Limits", "Row", "Sheet", "Unreadable", "csv_lines", "open_rows", "write", "write_csv"]

_CHILD: Final = "huying.kit.sheet_child"
_ROOT: Final = str(Path(huying.__path__[0]).resolve().parent)
_FAREWELL_SECONDS: Final = 5
_DEATHS: Final = {
    -signal.SIGXCPU: sheet_words.TOO_SLOW,
    -signal.SIGABRT: sheet_words.TOO_HEAVY,
    -signal.SIGKILL: sheet_words.TOO_HEAVY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    name: str
    kind: str
    header_row_index: int
    columns: list[str]
    total: int


class Sheet:
    """一张表 · the chosen sheet of a file, with its header found and its rows still to come.

    `kind` is xlsx, xls, html, xml or csv (by content, not by name). `header_row_index` counts from 0, so the
    header is row `header_row_index + 1` in Excel. `total` is about how many rows follow the header.
    Every row has exactly `len(columns)` cells; rows without any content are left out.
    """

    def __init__(self, child: subprocess.Popen[bytes], wait_seconds: float) -> None:
        self._child = child
        self._stop = weakref.finalize(self, _end, child)
        self._frames = frames(_out(child), wait_seconds)
        head = _head(self._next())
        self.name = head.name
        self.kind = head.kind
        self.header_row_index = head.header_row_index
        self.columns = head.columns
        self.total = head.total
        self.rows = self._rows()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """关 · end the child, whether or not every row was read."""
        self._stop()

    def _rows(self) -> Iterator[Row]:
        while "end" not in (message := self._next()):
            yield from _batch(message)
        self.close()

    def _next(self) -> Message:
        """The child's next word; a refusal or its death becomes words for the user."""
        try:
            message = next(self._frames, None)
        except BaseException:
            self.close()
            raise
        if message is None:
            cause = _cause(self._child)
            self.close()
            raise Unreadable(_DEATHS.get(cause, sheet_words.BROKEN))
        if "refused" in message:
            self.close()
            raise _refusal(message)
        return message


def open_rows(path: Path, *, known: Collection[str] = (), limits: Limits = DEFAULT) -> Sheet:
    """打开表格 · find the sheet and its header (`known` names help), then stream its rows.

    Raises `Unreadable`, here or while rows are read, when the file cannot be read.
    """
    if not path.is_file():
        raise Unreadable(sheet_words.NOT_A_FILE)
    request = {"path": str(path.resolve()), "known": sorted(known), "limits": asdict(limits)}
    child = _start()
    _tell(child, json.dumps(request).encode())
    return Sheet(child, limits.wait_seconds)


def _start() -> subprocess.Popen[bytes]:
    """A fresh interpreter with an empty environment: no keys, no addresses, no open files of ours."""
    return subprocess.Popen(  # noqa: S603 (our own interpreter, fixed arguments)
        [sys.executable, "-P", "-s", "-m", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        env={"PYTHONPATH": _ROOT, "LC_ALL": "C.UTF-8"},
    )


def _tell(child: subprocess.Popen[bytes], request: bytes) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(request)
        child.stdin.close()
    except BrokenPipeError:
        _end(child)
        raise Unreadable(sheet_words.BROKEN) from None


def _out(child: subprocess.Popen[bytes]) -> int:
    assert child.stdout is not None
    return child.stdout.fileno()


def _cause(child: subprocess.Popen[bytes]) -> int:
    """How the child went; one that has fallen silent but will not go is not waited for."""
    try:
        return child.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        return 0


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None and not pipe.closed:
            pipe.close()


def _head(message: Message) -> _Head:
    try:
        return _Head(**message["sheet"])
    except (KeyError, TypeError) as fault:
        raise Unreadable(sheet_words.BROKEN) from fault


def _batch(message: Message) -> list[Row]:
    try:
        return [(int(number), list(cells)) for number, cells in message["rows"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise Unreadable(sheet_words.BROKEN) from fault


def _refusal(message: Message) -> Unreadable:
    """Only our own sentences are repeated to a user, whatever the child says."""
    words, values = message["refused"], message.get("values", {})
    try:
        return Unreadable(words if words in WORDS else sheet_words.BROKEN, **values)
    except (KeyError, TypeError, ValueError):
        return Unreadable(sheet_words.BROKEN)
