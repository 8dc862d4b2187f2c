"""卡住的任务 · at which job the keeper hung, and when. Once: it is tried again. Twice within the hour: it is set aside for a while,
longer each time, and the others go on without it."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from huying.site.running.pulse import BETWEEN

REMEMBERED = timedelta(hours=1)
FIRST, LONGEST = timedelta(minutes=5), timedelta(hours=1)


class Hung:
    """The file in which whoever ends a hanging keeper writes down at what it hung."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, job: str, at: datetime) -> None:
        """Once more. Between two jobs none of them is to blame."""
        if job == BETWEEN:
            return
        rows = [*self._rows(at), (job, at)]
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.write_text(json.dumps([(name, when.isoformat()) for name, when in rows]), "utf-8")

    def aside(self, at: datetime) -> Mapping[str, datetime]:
        """Job → until when it is left out."""
        times: dict[str, list[datetime]] = {}
        for job, when in self._rows(at):
            times.setdefault(job, []).append(when)
        until = {job: max(whens) + _pause(len(whens)) for job, whens in times.items() if len(whens) > 1}
        return {job: end for job, end in until.items() if end > at}

    def _rows(self, at: datetime) -> list[tuple[str, datetime]]:
        try:
            rows = [(str(job), datetime.fromisoformat(when)) for job, when in json.loads(self._path.read_text("utf-8"))]
        except (FileNotFoundError, ValueError):
            return []
        return [(job, when) for job, when in rows if when > at - REMEMBERED]


def _pause(times: int) -> timedelta:
    return min(FIRST * (1 << (times - 2)), LONGEST)
