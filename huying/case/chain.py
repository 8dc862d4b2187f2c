"""链 · each line's keyed digest includes the one before it, case by case (TRUST decision 10)."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.conf import settings

from huying.kit import crypto

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class Line(Protocol):
    """What of an entry the chain covers: everything but its row number."""

    @property
    def jurisdiction(self) -> int: ...
    @property
    def case_id(self) -> int: ...
    @property
    def seq(self) -> int: ...
    @property
    def deed(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def happened_at(self) -> datetime | None: ...
    @property
    def by_id(self) -> int | None: ...
    @property
    def voice(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def step(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def body(self) -> str: ...


def line_mac(before: bytes, line: Line) -> bytes:
    """HMAC-SM3 over the previous line's digest and this line."""
    words = (
        f"{line.jurisdiction}|{line.case_id}|{line.seq}|{line.deed}|{_micro(line.at)}|{_micro(line.happened_at)}|"
        f"{line.by_id}|{line.voice}|{line.unit_id}|{line.step}|{line.stage}|{line.round}"
    )
    return crypto.mac(settings.HUYING_KEYS.chain, before, words.encode(), line.body.encode())


def words_mac(salt: bytes, text: str) -> str:
    """The digest by which a line names its words; after redaction neither salt nor text is left to guess from."""
    return crypto.mac(settings.HUYING_KEYS.chain, salt, text.encode()).hex()


def _micro(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // TICK
