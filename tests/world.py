"""The world of the tests, built with words: a town, two villages, an office, and the people in them."""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator

from huying.case.models import Case
from huying.case.new import New
from huying.case.who import KEEPER, RESIDENT
from huying.directory.models import Area, Limit, Matter, MatterList, MatterUnit, Measure, Person, Post, Unit
from huying.directory.roles import ADMINISTRATORS, Role
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.offer import offer
from huying.steps.intake.accept import accept
from huying.steps.intake.receive import receive

NINE = datetime(2026, 9, 25, 1, tzinfo=UTC)
"""Friday 09:00 in the district; the holiday of 1 October is near."""

LIMITS = [
    ("accept", "", 30, Measure.WORK_MINUTES),
    ("dispatch", "", 30, Measure.WORK_MINUTES),
    ("claim", "", 15, Measure.MINUTES),
    ("sign_in", "", 30, Measure.WORK_MINUTES),
    ("objection", "", 240, Measure.WORK_MINUTES),
    ("contact", "", 24 * 60, Measure.MINUTES),
    ("inquiry", "", 240, Measure.WORK_MINUTES),
    ("handling", "", 2, Measure.WORK_DAYS),
    ("handling", "urgent", 120, Measure.MINUTES),
    ("feedback", "", 240, Measure.WORK_MINUTES),
    ("check", "", 240, Measure.WORK_MINUTES),
    ("ruling", "", 240, Measure.WORK_MINUTES),
    ("extension", "", 240, Measure.WORK_MINUTES),
    ("reply", "", 1, Measure.WORK_DAYS),
    ("callback", "", 2, Measure.WORK_DAYS),
    ("review", "", 3, Measure.WORK_DAYS),
    ("reopen", "", 15, Measure.DAYS),
]


class World:
    """A small district. Attributes are its people and units; methods bring cases to where a test wants them."""

    def __init__(self) -> None:
        for clock, limit_class, amount, measure in LIMITS:
            Limit.objects.create(clock=clock, limit_class=limit_class, amount=amount, measure=measure, basis="测试")
        self.county = Area.objects.create(code="110199", name="青禾区", level="county")
        self.town_area = Area.objects.create(code="110199101", name="柳河镇", level="town", parent=self.county)
        self.east_area = Area.objects.create(code="110199101201", name="东村", level="village", parent=self.town_area)
        self.west_area = Area.objects.create(code="110199101202", name="西村", level="village", parent=self.town_area)
        self.town = Unit.objects.create(code="T", name="柳河镇", kind="town", area=self.town_area, claims=False)
        self.east = self._unit("E", "东村", "village", self.east_area)
        self.west = self._unit("W", "西村", "village", self.west_area)
        self.office = self._unit("O", "城建办", "office", self.town_area)
        self.centre = self._unit("C", "综治中心", "centre", self.town_area)
        listing = MatterList.objects.create(version=1, made_at=NINE)
        self.lamp_matter = Matter.objects.create(
            list=listing, code="3.2.1", name="路灯", full_name="公共设施/路灯", words="路灯 照明", community=True
        )
        MatterUnit.objects.create(matter=self.lamp_matter, level="village", unit=self.east)
        MatterUnit.objects.create(matter=self.lamp_matter, level="town", unit=self.office, leads=False)

    def _unit(self, code: str, name: str, kind: str, area: Area) -> Unit:
        return Unit.objects.create(code=code, name=name, kind=kind, parent=self.town, area=area)

    def person(self, role: Role, unit: Unit, name: str = "") -> Person:
        """Somebody with that one post, who can begin to work; the same person for the same role and unit."""
        username = f"{role}@{unit.code}{name}"
        found = Person.objects.filter(username=username).first()
        if found is None:
            found = Person.objects.create_person(username, name or str(role.label))
            Post.objects.create(person=found, unit=unit, role=role)
            if role in ADMINISTRATORS:
                Authenticator.objects.create(user=found, type=Authenticator.Type.TOTP, data={})
        return found

    @property
    def dispatcher(self) -> Person:
        return self.person(Role.DISPATCHER, self.centre)

    @property
    def operator(self) -> Person:
        return self.person(Role.OPERATOR, self.centre)

    @property
    def villager(self) -> Person:
        """The liaison of the east village."""
        return self.person(Role.LIAISON, self.east)

    @property
    def neighbour(self) -> Person:
        """The liaison of the west village."""
        return self.person(Role.LIAISON, self.west)

    @property
    def leader(self) -> Person:
        return self.person(Role.LEADER, self.town)

    def lamp(self, at: datetime = NINE, **more: object) -> Case:
        """A street lamp that does not burn, just received."""
        given = {
            "text": "村口路灯三天不亮，孩子放学走夜路不安全。",
            "channel": "web",
            "name": "张三",
            "phone": "13800001234",
        }
        new = New(**given | {"place": "东村村口", "area": self.east_area, "matter": self.lamp_matter} | more)  # type: ignore[arg-type]
        return receive(new, by=RESIDENT, at=at)

    def offered(self, at: datetime = NINE, **more: object) -> Case:
        """The lamp on the boards of the east village and of the office."""
        case = self.lamp(at, **more)
        accept(case, by=KEEPER, at=at)
        offer(case, to=[self.east, self.office], by=KEEPER, at=at)
        return case

    def assigned(self, at: datetime = NINE, **more: object) -> Case:
        """The lamp in the hands of the east village."""
        case = self.lamp(at, **more)
        accept(case, by=KEEPER, at=at)
        assign(case, to=self.east, by=KEEPER, at=at)
        return case
