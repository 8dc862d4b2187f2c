"""攻击场 · one district with a case in every place and of every relation, and who may see what, said once more by hand.

The rule below is written from PRODUCT §2 and HOUSE law 8, not read from the program: the program is held against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from huying.case import ledger
from huying.case.models import Case, Kind, Photo
from huying.case.who import KEEPER, RESIDENT, Voice
from huying.directory.models import Area, Person, Post, Unit
from huying.directory.roles import Role
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.copy_to_superior import copy_to_superior
from huying.steps.dispatch.put_to_leader import put_to_leader
from tests.world import NINE, World

WIDE = frozenset(["operator", "dispatcher", "supervisor", "caller", "assessor"])
BRANCH = frozenset(["unit_leader", "leader", "main_leader"])
OWN = frozenset(["grid_worker", "cadre", "staff", "liaison", "petition_officer"])
BLIND = frozenset(["system_admin", "security_admin", "audit_admin"])
"""How far the sixteen posts see: every case; the unit and all under it; the unit alone; no case."""

UNDER = {"T": frozenset("TEWOC"), "E": frozenset("E"), "W": frozenset("W"), "O": frozenset("O"), "C": frozenset("C")}
UNDER |= {"N": frozenset("NF"), "F": frozenset("F")}
"""Town T with the villages E and W, an office O and a centre C; another town N with the village F."""

AT = NINE + timedelta(hours=1)
PHONE = "13911112222"


@dataclass
class Scene:
    """One case: the word that marks it and stands in nothing else, the units it is shared with, the accused of a report."""

    token: str
    case: Case
    units: frozenset[str] = frozenset()
    accused: str = ""
    ties: dict[str, frozenset[str]] = field(default_factory=dict)
    photo: str = ""

    @property
    def holder(self) -> str:
        return self.case.unit.code if self.case.unit else ""


@dataclass
class Actor:
    """Somebody, and the posts in force as (role, code of the unit)."""

    name: str
    person: Person
    posts: tuple[tuple[str, str], ...]

    @cached_property
    def client(self) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.person)
        return client

    def holds(self, *roles: frozenset[str]) -> bool:
        return any(role in frozenset().union(*roles) for role, _unit in self.posts)


def reach(role: str, unit: str) -> frozenset[str]:
    """The units that a post looks into."""
    return {True: UNDER[unit], False: frozenset(unit)}[role in BRANCH] if role not in BLIND else frozenset()


def sees(actor: Actor, scene: Scene) -> bool:
    """Through one of the posts, each by itself; a report never by whoever has a post that reaches into the accused unit."""
    if any(role in WIDE for role, _unit in actor.posts):
        return True
    looks = frozenset[str]().union(*(reach(role, unit) for role, unit in actor.posts))
    return bool(looks & scene.units) and scene.accused not in looks


class Ground:
    """The district, its cases and its people."""

    def __init__(self) -> None:
        self.world = World()
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self._another_town()
        self.scenes = list(self._scenes())
        self.actors = [*self._single(), *self._odd()]
        for actor in self.actors:
            actor.client.get("/account/")  # signed in now: what a test does later is taken back with it
        for scene in self.scenes:
            scene.photo = _photo_of(scene.case)

    def _another_town(self) -> None:
        town = Area.objects.create(code="110199102", name="北坡镇", level="town", parent=self.world.county)
        village = Area.objects.create(code="110199102201", name="远村", level="village", parent=town)
        above = Unit.objects.create(code="N", name="北坡镇", kind="town", area=town, claims=False)
        far = Unit.objects.create(code="F", name="远村", kind="village", parent=above, area=village)
        self.units |= {"N": above, "F": far}

    def _scenes(self) -> Iterator[Scene]:
        yield Scene("暗号甲零一", self._lamp("暗号甲零一"))
        yield Scene("暗号甲零二", self._led("暗号甲零二", "accepted"))
        offered = self.world.offered(text=_said("暗号甲零三"), phone=PHONE)
        yield Scene("暗号甲零三", offered, frozenset("EO"), ties={"offered": frozenset("EO")})
        yield self._put("暗号甲零四")
        for number, deeds in enumerate(COURSES, start=5):
            token = f"暗号甲{number:02d}"
            yield Scene(token, self._held(token, *deeds), frozenset("E"))
        yield from self._related()
        yield from self._reports()

    def _related(self) -> Iterator[Scene]:
        helped = self._held("暗号乙零一")
        ask_inquiry(helped, of=self.units["W"], by=self.world.dispatcher, at=AT)
        yield Scene("暗号乙零一", helped, frozenset("EW"), ties={"helps": frozenset("W")})
        copied = self._held("暗号乙零二")
        copy_to_superior(copied, by=self.world.dispatcher, at=AT)
        yield Scene("暗号乙零二", copied, frozenset("ET"))
        yield Scene("暗号乙零三", self._held("暗号乙零三", confidential=True), frozenset("E"))
        yield Scene("暗号乙零四", self._held("暗号乙零四", to="F"), frozenset("F"))
        yield Scene("暗号乙零五", self._held("暗号乙零五", to="W"), frozenset("W"))
        yield Scene("暗号乙零六", self._held("暗号乙零六", to="T"), frozenset("T"))

    def _reports(self) -> Iterator[Scene]:
        for token, holder in (("暗号丙零一", "W"), ("暗号丙零二", "E"), ("暗号丙零三", "F")):
            case = self._held(token, to=holder, kind=Kind.REPORT, about=self.units["E"])
            yield Scene(token, case, frozenset(holder), accused="E")

    def _put(self, token: str) -> Scene:
        case = self._led(token, "accepted")
        put_to_leader(case, of=self.units["T"], by=KEEPER, at=AT)
        return Scene(token, case, frozenset("T"), ties={"rules": frozenset("T")})

    def _lamp(self, token: str, **more: object) -> Case:
        return self.world.lamp(**{"text": _said(token), "phone": PHONE} | more)  # type: ignore[arg-type]

    def _led(self, token: str, *deeds: str, **more: object) -> Case:
        case = self._lamp(token, **more)
        for deed in deeds:
            ledger.write(case, deed, by=ACTING.get(deed, KEEPER), at=AT)
        return case

    def _held(self, token: str, *deeds: str, to: str = "E", **more: object) -> Case:
        case = self._led(token, "accepted", **more)
        ledger.write(case, "assigned", by=KEEPER, to=self.units[to], at=AT)
        for deed in deeds:
            by = ACTING.get(deed) or self.world.person(_role_of(deed), self.units[to])
            facts: dict[str, Any] = RATING if deed == "rated" else {}
            ledger.write(case, deed, by=by, at=AT, words="按规定办理", **facts)
        return case

    def _single(self) -> Iterator[Actor]:
        """Every role, at home, beside, above and far away; those who see everything or nothing once."""
        for role in Role:
            for unit in HOMES.get(role, "C" if role in WIDE | BLIND else "EW"):
                person = self.world.person(role, self.units[unit])
                yield Actor(f"{role} of {unit}", person, ((str(role), unit),))

    def _odd(self) -> Iterator[Actor]:
        today, day = localdate(AT), timedelta(days=1)
        yield self._engaged("nobody", ())
        yield self._engaged("was liaison of E", ((Role.LIAISON, "E", {"valid_to": today - day}),))
        yield self._engaged("will be liaison of E", ((Role.LIAISON, "E", {"valid_from": today + day}),))
        for number, posts in enumerate(UNIONS):
            yield self._engaged(f"union {number}", tuple((role, unit, {}) for role, unit in posts))

    def _engaged(self, name: str, posts: tuple[tuple[Role, str, dict[str, object]], ...]) -> Actor:
        person = Person.objects.create_person(name, name)
        for role, unit, more in posts:
            Post.objects.create(person=person, unit=self.units[unit], role=role, **more)
        now_in_force = tuple((str(role), unit) for role, unit, more in posts if not more)
        return Actor(name, person, now_in_force)

    def actor(self, name: str) -> Actor:
        return next(actor for actor in self.actors if actor.name == name)

    def scene(self, token: str) -> Scene:
        return next(scene for scene in self.scenes if scene.token == token)


HOMES = dict.fromkeys((Role.LIAISON, Role.UNIT_LEADER, Role.LEADER, Role.MAIN_LEADER), "EWTF")

COURSES = (
    (),
    ("objected",),
    ("given_back",),
    ("escalated",),
    ("handled",),
    ("handled", "reported"),
    ("handled", "reported", "approved"),
    ("handled", "reported", "approved", "replied"),
    ("handled", "reported", "approved", "replied", "rated"),
    ("handled", "reported", "approved", "replied", "rated", "disputed"),
    ("handled", "reported", "approved", "replied", "rated", "closed"),
    ("merged",),
    ("withdrawn",),
    ("terminated",),
)
"""How a case in the hands of the east village goes on: each leaves it in another place."""

ACTING: dict[str, Voice] = {"accepted": KEEPER, "rated": RESIDENT, "closed": RESIDENT, "withdrawn": RESIDENT}
RATING: dict[str, Any] = {"contacted": True, "solved": "yes", "service": "yes", "result": "yes"}
LEADING = {"approved": Role.UNIT_LEADER, "merged": Role.DISPATCHER, "terminated": Role.SUPERVISOR}

UNIONS: tuple[tuple[tuple[Role, str], ...], ...] = (
    ((Role.LIAISON, "E"), (Role.LIAISON, "W")),
    ((Role.LIAISON, "W"), (Role.LEADER, "N")),
    ((Role.STAFF, "F"), (Role.MAIN_LEADER, "T")),
    ((Role.STAFF, "E"), (Role.ASSESSOR, "C")),
    ((Role.GRID_WORKER, "W"), (Role.ASSESSOR, "C")),
    ((Role.PETITION_OFFICER, "O"), (Role.UNIT_LEADER, "F")),
    ((Role.CADRE, "E"), (Role.PETITION_OFFICER, "W")),
)
"""Two posts of one person: what both reach, and not a step more."""


def _role_of(deed: str) -> Role:
    return LEADING.get(deed, Role.LIAISON)


def _said(token: str) -> str:
    return f"{token}：村口路灯三天不亮，孩子放学走夜路不安全。"


def _photo_of(case: Case) -> str:
    """A picture on the disk that belongs to the first line of the case."""
    key = f"shot-{case.pk}-{'x' * 20}"
    path = settings.HUYING_HOME / "photos" / f"at/{key}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff\xd8 not looked at")
    Photo.objects.create(
        jurisdiction=case.jurisdiction, case=case, seq=1, key=key, file=f"at/{key}.jpg", digest=key, size=1, width=1,
        height=1, made_at=AT,
    )  # fmt: skip
    return key
