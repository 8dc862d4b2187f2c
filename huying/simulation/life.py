"""一件的一生 · what the simulation remembers of a case beside the ledger, and the steps that come next."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localtime

from huying.case.models import Case
from huying.case.ready import ReadyRows
from huying.case.steps import Place
from huying.case.who import Actor
from huying.directory.models import Person, Unit
from huying.simulation.demand import Demand
from huying.simulation.diary import Diary
from huying.simulation.district import District
from huying.simulation.habits import Habits
from huying.simulation.plan import Plan
from huying.simulation.shifts import Shift
from huying.simulation.texts.compose import thing_of, work

NIGHT = (22, 7)
Keys = tuple[int | None, int | None, int | None, int | None]
NO_KEYS: Keys = (0, 0, 0, 0)
Act = Callable[["Life", Any, datetime], None]
"""By whom: the one whom the step names, a person or a voice."""

Who = Callable[["Life"], Sequence[Person]]


@dataclass(slots=True)
class World:
    """What every life shares."""

    plan: Plan
    district: District
    diary: Diary
    habits: dict[int, Habits]
    lives: dict[Demand, "Life"] = field(default_factory=dict)
    cards: dict[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that will be done: so long after the step before it, by whom, taking so many minutes of a shift.

    `who` None: whoever holds no post; `voice` says which. `aside`: it happens beside the others, and whatever has become of the
    case meanwhile; one that comes too late is refused, as it would be in life.
    """

    act: Act
    after: timedelta
    who: Who | None = None
    takes: int = 0
    shift: Shift = Shift.OFFICE
    voice: Actor | None = None
    aside: bool = False


@dataclass(eq=False, slots=True)
class Life:
    """One case. `beside` is a source of chance of its own for what is done beside its way."""

    demand: Demand
    world: World
    draw: Random
    beside: Random
    pk: int = 0
    now: datetime | None = None
    turn: int = 0
    idle: int = 0
    steps: deque[Step] = field(default_factory=deque)
    told: set[str] = field(default_factory=set)
    hands: set[int] = field(default_factory=set)
    _case: Case | None = None
    _tied: Keys = NO_KEYS

    @property
    def case(self) -> Case:
        """As it is in the database; read again after somebody else has touched it."""
        if self._case is None:
            self._case = CASE.first(self.pk)
        case = self._case
        keys = (case.unit_id, case.area_id, case.matter_id, case.person_id)
        if keys != self._tied:
            _tie(case, keys, self.world.district)
            self._tied = keys
        return case

    @case.setter
    def case(self, case: Case) -> None:
        self._case, self.pk, self._tied = case, case.pk, NO_KEYS

    def forget(self) -> None:
        """Somebody else has touched the case."""
        self._case, self._tied = None, NO_KEYS

    @property
    def place(self) -> tuple[Place, int, int | None]:
        """Where it stands: whoever had planned for another place plans anew."""
        return self.case.where, self.case.round, self.case.unit_id

    @property
    def unit(self) -> Unit:
        """Whoever holds it."""
        assert self.case.unit is not None
        return self.case.unit

    @property
    def habits(self) -> Habits:
        """Those of the unit that holds it."""
        return self.world.habits[self.unit.pk]

    def minutes(self, median: float, spread: float = 0.6) -> timedelta:
        """A span of time as people take it: mostly about the median, now and then much longer."""
        return timedelta(minutes=min(median * self.draw.lognormvariate(0, spread), median * 12))

    def chance(self, share: float) -> bool:
        """Whether what happens in that share of all cases happens in this one."""
        return self.draw.random() < share

    @property
    def is_night(self) -> bool:
        """Whether people sleep."""
        hour = localtime(self.now).hour
        return hour >= NIGHT[0] or hour < NIGHT[1]

    def say(self, block: str, **words: str) -> str:
        """Words for it."""
        return self._words(block, self.draw, **words)

    def say_beside(self, block: str) -> str:
        """Words for what is done beside its way."""
        return self._words(block, self.beside)

    def _words(self, block: str, draw: Random, **words: str) -> str:
        place = f"{self.demand.area.name}{self.demand.spot}"
        return work(block, draw, p=place, t=thing_of(self.demand.matter.name), **words)


CASE = ReadyRows(lambda key: Case.objects.filter(pk=key))


def _tie(case: Case, keys: Keys, district: District) -> None:
    """The rows of the directory that it names are there already."""
    known: tuple[Mapping[int, Any], ...] = (district.units, district.areas, district.matters, district.people)
    for name, key, rows in zip(("unit", "area", "matter", "person"), keys, known, strict=True):
        if key is not None and key in rows:
            setattr(case, name, rows[key])
