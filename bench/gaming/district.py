"""The district in which the game is played: the limits and the calendar of RULES §3, and somebody for every part."""

from datetime import datetime

from huying.case.models import Case
from huying.case.who import KEEPER
from huying.directory.models import CalendarDay, CalendarVersion, Limit, Person, Unit
from huying.directory.reckoning import forget
from huying.directory.roles import ADMINISTRATORS, Role
from huying.directory.seed.limits import seed_limits
from huying.steps.dispatch.assign import assign
from huying.steps.intake.accept import accept
from tests.kit.calendars import RESTS_2026, WORKS_2026
from tests.world import NINE, World

STAFFED = [role for role in Role if role not in ADMINISTRATORS]


class District(World):
    """The small district of the tests with the limits of a new one and the calendar as decreed. People are looked up once."""

    def __init__(self) -> None:
        super().__init__()
        Limit.objects.all().delete()
        seed_limits()
        version = CalendarVersion.objects.create(number=1, made_at=NINE, published_to=datetime(2026, 12, 31).date())  # noqa: DTZ001
        days = [(day, False) for day in RESTS_2026] + [(day, True) for day in WORKS_2026]
        CalendarDay.objects.bulk_create(CalendarDay(version=version, day=day, works=works) for day, works in days)
        forget()
        self._known: dict[tuple[Role, int, str], Person] = {}
        for unit in (self.east, self.west, self.office, self.town, self.centre):
            for role in STAFFED:
                self.person(role, unit)

    def person(self, role: Role, unit: Unit, name: str = "") -> Person:
        """The same object each time, with its posts already read."""
        key = (role, unit.pk, name)
        if key not in self._known:
            self._known[key] = super().person(role, unit, name)
        return self._known[key]

    def of(self, case: Case, role: Role = Role.LIAISON) -> Person:
        """Somebody of the unit that holds the case; the east village where nobody does."""
        return self.person(role, case.unit or self.east)

    def judge(self, nth: int) -> Person:
        """One of those above the unit who had no hand in the case."""
        return (self.person(Role.SUPERVISOR, self.centre), self.person(Role.MAIN_LEADER, self.town))[nth % 2]

    def sent(self, at: datetime) -> Case:
        """A lamp in the hands of the east village."""
        case = self.lamp(at)
        accept(case, by=KEEPER, at=at)
        assign(case, to=self.east, by=KEEPER, at=at)
        return case
