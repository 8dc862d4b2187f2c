"""客户端 · one connection, one request at a time, sent with the same key until it is answered, as a phone's outbox does."""

import http.client
import random
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.faultlab.outside import Outside

AGAIN = frozenset({425, 429, 500, 502, 503, 504, 507})
"""Answers after which a phone tries again; every other is the last word."""

WORDS = re.compile(r"<h1|data-refused|hy-|refused")
"""An answer to a person has at least one of these."""

PATIENCE = 180.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.5
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Op:
    """One request. `door` names the kind for the ledger; `who` is a part of the district, "" a resident; `token` stands in its words."""

    door: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)
    who: str = ""
    token: str = ""
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came at last; `place` is where it leads."""

    status: int
    place: str
    page: str

    @property
    def yes(self) -> bool:
        return self.status < 400


class GaveUp(Exception):
    """No answer for so long that nobody would wait."""


class Client:
    """Writes down what it sends and hears. Not for two threads."""

    def __init__(self, port: int, outside: Outside, dice: random.Random, address: str) -> None:
        self.port, self.outside, self.dice, self.address = port, outside, dice, address
        self.timeout = 30.0
        self._connection: http.client.HTTPConnection | None = None

    def key(self) -> str:
        """A name for one sending; letters only, so that nobody takes it for a phone."""
        return "".join(self.dice.choices("abcdefghijklmnopqrstuvwxyz", k=20))

    def send(self, op: Op, headers: dict[str, str] | None = None) -> Answer:
        """Until it is answered, always with the same key and body."""
        key = self.key()
        fields = op.fields | ({"idempotency_key": key} if op.method == "POST" else {})
        body = urlencode(fields, doseq=True).encode() if op.method == "POST" else b""
        until, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
        while time.monotonic() < until:
            self.outside.sent(key, op.door, op.path, body, op.token)
            answer = self._once(key, op, body, headers or {})
            if answer and answer.status not in AGAIN:
                return answer
            time.sleep(self.dice.uniform(0, pause))
            pause = min(2 * pause, LONGEST_PAUSE)
        raise GaveUp(f"{op.method} {op.path}: no answer in {PATIENCE} s")

    def _once(self, key: str, op: Op, body: bytes, headers: dict[str, str]) -> Answer | None:
        try:
            answer = self._exchange(op, body, headers)
        except (OSError, http.client.HTTPException) as lost:
            self.hang_up()
            self.outside.silence(key, type(lost).__name__)
            return None
        bare = answer.status >= 400 and not WORDS.search(answer.page)
        self.outside.heard(key, answer.status, answer.place, bare=bare)
        return answer

    def _exchange(self, op: Op, body: bytes, headers: dict[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        own = {"X-Forwarded-For": self.address} | ({"Content-Type": FORM} if op.method == "POST" else {})
        self._connection.request(op.method, op.path, body or None, own | headers)
        answer = self._connection.getresponse()
        page = answer.read().decode(errors="replace")
        place = answer.headers.get("Location") or answer.headers.get("X-Goes-To") or ""
        self.cookies = dict(
            re.findall(r"^([^=]+)=([^;]*)", cookie)[0] for cookie in answer.headers.get_all("Set-Cookie", [])
        )
        return Answer(answer.status, place, page)

    def hang_up(self) -> None:
        """The next request opens a connection of its own."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
