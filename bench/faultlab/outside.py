"""账外账 · what a client wrote down itself, before it sent and after it heard: append-only, a file a client, read by nobody else."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any


class Outside:
    """One client's file. A line is in the kernel's hands before `sent` returns: it outlives every process we kill."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def sent(self, key: str, door: str, path: str, body: bytes, token: str) -> None:
        """About to be sent."""
        self._line(sent=key, door=door, path=path, digest=sha256(body).hexdigest(), token=token)

    def heard(self, key: str, status: int, answer: str, *, bare: bool = False) -> None:
        """Answered; `answer` is where it leads, `bare` an error without words for a person."""
        self._line(heard=key, status=status, answer=answer, bare=bare)

    def silence(self, key: str, why: str) -> None:
        """No answer came."""
        self._line(silence=key, why=why)

    def close(self) -> None:
        """Nothing more to write."""
        os.close(self._file)

    def _line(self, **facts: Any) -> None:
        os.write(self._file, (json.dumps(facts | {"at": time.time()}, ensure_ascii=False) + "\n").encode())


@dataclass(slots=True)
class Told:
    """All that clients know of one request."""

    key: str
    door: str
    path: str
    token: str
    digest: str
    sent: int = 0
    silent: int = 0
    statuses: list[int] = field(default_factory=list)
    bare: int = 0
    answer: str = ""

    @property
    def acknowledged(self) -> bool:
        """It was answered, and with yes."""
        return any(status < 400 for status in self.statuses)

    @property
    def refused(self) -> bool:
        """The last word was no."""
        return bool(self.statuses) and 400 <= self.statuses[-1] < 500 and not self.acknowledged


def read(folder: Path) -> dict[str, Told]:
    """Every client's file put together, by key."""
    told: dict[str, Told] = {}
    for line in lines(folder):
        if key := line.get("sent"):
            if key not in told:
                told[key] = Told(key, line["door"], line["path"], line["token"], line["digest"])
            told[key].sent += 1
            assert told[key].digest == line["digest"], f"a client sent two bodies by one key: {key}"
        elif key := line.get("heard"):
            told[key].statuses.append(line["status"])
            told[key].bare += line["bare"]
            told[key].answer = line["answer"]
        else:
            told[line["silence"]].silent += 1
    return told


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    """One after another."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open() as file:
            yield from map(json.loads, file)


def longest_silence(folder: Path) -> float:
    """Seconds between two answers, whoever got them: how long the house was away for everybody."""
    times = sorted(line["at"] for line in lines(folder) if "heard" in line)
    return max((after - before for before, after in pairwise(times)), default=0.0)
