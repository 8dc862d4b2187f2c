"""恶意词 · words that would do something elsewhere, each with a number of its own, so that it is known from which field it came."""

from datetime import datetime, timedelta
from itertools import count

from django.test import Client

from huying.case import ledger
from huying.case.comment import comment
from huying.case.models import Case
from huying.case.tracking import code_of, digest_of, secret_for
from huying.case.who import KEEPER, RESIDENT
from huying.directory.models import Area, Matter, Person, Unit
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.post.deliver import deliver
from huying.post.models import Letter, State
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.offer import offer
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.handling.progress import progress
from huying.steps.intake.accept import accept
from huying.steps.intake.supplement import supplement
from huying.steps.reply.models import ReplyTemplate
from tests.world import World

LINK_KEY = "e" * 32
_number = count(1)
PLANTED: dict[str, str] = {}
"""Field → the mark in it."""


def evil(field: str, most: int = 60) -> str:
    """A tag, an attribute's end, a template and a script's end in one; the mark after `xss` tells the field."""
    mark = PLANTED.setdefault(field, f"xss{next(_number):03d}")
    return f"<{mark} onload=a('\"&{{{{7*7}}}}>"[:most]


def plant(world: World, at: datetime) -> Case:
    """One case with such words in every field that a person can fill in, and the same in the directory round it."""
    for row, field in ((world.east, "unit"), (world.town, "unit above"), (world.office, "another unit")):
        Unit.objects.filter(pk=row.pk).update(name=evil(field, 40))
    Area.objects.filter(pk=world.east_area.pk).update(name=evil("area", 40))
    Matter.objects.filter(pk=world.lamp_matter.pk).update(name=evil("matter", 40), full_name=evil("matter in full"))
    for who, field in ((world.villager, "person"), (world.dispatcher, "dispatcher"), (world.leader, "leader")):
        Person.objects.filter(pk=who.pk).update(name=evil(field, 40))
    for changed in (world.east, world.town, world.office, world.east_area, world.lamp_matter):
        changed.refresh_from_db()
    ReplyTemplate.objects.create(
        jurisdiction=110199,
        title=evil("template title"),
        body=evil("template body"),
        changed_at=at,
        by=world.dispatcher,
        unit=None,
    )
    return _followed(world, at)


def _followed(world: World, at: datetime) -> Case:
    case = world.lamp(
        at, text=evil("text"), name=evil("name", 40), place=evil("place"), title=evil("title"),
        source=evil("source"), source_number=evil("source number"), secret=digest_of(secret_for(LINK_KEY)),
    )  # fmt: skip
    supplement(case, words=evil("supplement"), by=RESIDENT, at=at)
    accept(case, by=KEEPER, at=at)
    comment(case, words=evil("comment"), by=world.dispatcher, at=at)
    assign(case, to=world.east, by=world.dispatcher, at=at, reason=evil("assign reason"))
    progress(case, words=evil("progress"), by=world.villager, at=at)
    return case


def handled(case: Case, world: World, at: datetime) -> None:
    """On to the reply."""
    ledger.write(case, "handled", by=world.villager, at=at, words=evil("result"))
    report(case, by=world.villager, at=at)
    approve(case, by=world.person(Role.UNIT_LEADER, world.east), at=at)


def link_of(case: Case) -> str:
    return code_of(case.pk, secret_for(LINK_KEY))


class Scene:
    """The district full of such words, and everybody who might be shown them."""

    def __init__(self) -> None:
        self.world, at = World(), now() - timedelta(minutes=5)
        self.case = plant(self.world, at)
        self.offered = self.world.lamp(
            at, text=evil("offered text"), title=evil("offered title"), place=evil("offered place")
        )
        accept(self.offered, by=KEEPER, at=at)
        offer(self.offered, to=[self.world.east], by=self.world.dispatcher, at=at, reason=evil("offer reason"))
        deliver(now())
        Letter.objects.update(state=State.CARRIED)
        self.readers = {str(role): self._client(role) for role in Role}

    def _client(self, role: Role) -> Client:
        home = self.world.centre if role in (Role.DISPATCHER, Role.OPERATOR) else self.world.east
        client = Client(raise_request_exception=False)
        client.force_login(self.world.person(role, self.world.town if role is Role.LEADER else home))
        client.get("/account/")
        return client
