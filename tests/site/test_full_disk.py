"""满盘 · a line of the log that cannot be written costs nobody a page, nor the keeper its life."""

import errno
import logging
from pathlib import Path

import pytest

from huying.site.mishaps import code_of
from huying.site.watch.lines import Lines


def record(words: str) -> logging.LogRecord:
    return logging.LogRecord("huying", logging.ERROR, __file__, 1, words, None, None)


def test_a_line_that_cannot_be_written_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Lines(str(tmp_path / "log"))
    lines.handle(record("before"))

    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lines, "reopenIfNeeded", full)
    lines.handle(record("meanwhile"))
    monkeypatch.undo()
    lines.handle(record("after"))
    assert [word in (tmp_path / "log").read_text() for word in ("before", "meanwhile", "after")] == [True, False, True]
    lines.close()


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EROFS, 503), (errno.EIO, 503), (errno.ENOENT, None)],
)
def test_a_disk_that_cannot_be_written_is_said_in_words(number: int, code: int | None) -> None:
    assert code_of(OSError(number, "")) == code
