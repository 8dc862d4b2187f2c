"""What the tests of trials share: a home folder of their own, enough cases, and runs that only pretend."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from huying.simulation.called import Figures, Given
from huying.simulation.models import Source, Trial
from huying.simulation.trials import worker
from huying.simulation.trials.ask import Question, ask
from tests.world import NINE, World

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 24)


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Path:
    settings.HUYING_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def question(**more: object) -> Question:
    """Sixty invented cases of September, claims of five minutes beside the rules as they are, twice."""
    given: dict[str, object] = {
        "source": Source.INVENTED, "first": FIRST, "last": LAST, "cases": 60, "rules": ["claim=5m"], "seeds": 2,
    }  # fmt: skip
    return Question(**given | more)  # type: ignore[arg-type]


def asked(world: World, **more: object) -> Trial:
    return ask(question(**more), by=world.leader, at=NINE)


class Pretended:
    """A run that is over at the second look. Its figures depend on its rules and seed alone."""

    fails = False
    begun: list[tuple[str, int]] = []
    killed: list[tuple[str, int]] = []

    def __init__(self, trial: Trial, rules: str, seed: int, given: Given) -> None:
        self.rules, self.seed, self.seconds, self.share, self._looks = rules, seed, 6.0, 0.5, 0
        self.begun.append((rules, seed))

    @property
    def is_over(self) -> bool:
        self._looks += 1
        return self._looks > 1

    def figures(self) -> Figures | None:
        return None if self.fails else {"minutes": (4.0 if self.rules else 6.0) + self.seed / 10, "load": 0.5}

    def words(self) -> str:
        return "disk full"

    def kill(self) -> None:
        self.killed.append((self.rules, self.seed))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Pretended]]:
    """No process is started; what would have been is remembered."""
    monkeypatch.setattr(worker, "Running", Pretended)
    monkeypatch.setattr(Pretended, "fails", False)
    Pretended.begun.clear()
    Pretended.killed.clear()
    yield Pretended


def after(seconds: float) -> object:
    return NINE + timedelta(seconds=seconds)
