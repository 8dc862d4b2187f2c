"""The table of acts: every room brings its own, no two share an address, each is offered to those who may do it."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from huying.case.acts.form import ActForm
from huying.case.acts.table import Act, act_named, offer, open_acts, standing
from huying.case.deeds import DEEDS
from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.feedback.acts import ACTS as FEEDBACK
from huying.steps.handling.acts.table import ACTS as HANDLING
from huying.steps.reply.acts import ACTS as REPLY
from tests.world import World

OURS = {act.name for act in (*HANDLING, *FEEDBACK, *REPLY)}
FIELD = {
    "sign-in", "contact", "visit", "progress", "finish", "measure", "commit", "entrust", "ask-extension", "escalate",
    "give-back", "object",
}  # fmt: skip


def offered(case: Case, by: Person) -> set[str]:
    return {act.name for act in open_acts(standing(case, by, at=now()))} & OURS


@pytest.mark.parametrize("act", [*HANDLING, *FEEDBACK, *REPLY], ids=lambda act: act.name)
def test_every_act_does_a_deed_of_the_table(act: Act) -> None:
    assert act.deed in DEEDS
    assert act_named(act.name) is act


def test_two_acts_of_one_name_are_a_mistake() -> None:
    class Other(ActForm):
        """Another."""

    with pytest.raises(ValueError, match="two acts are called visit"):
        offer([Act("visit", "visited", Other, "", "route")])


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        *((role, FIELD) for role in (Role.GRID_WORKER, Role.CADRE, Role.STAFF, Role.LIAISON, Role.UNIT_LEADER)),
        *((role, set()) for role in (Role.OPERATOR, Role.DISPATCHER, Role.CALLER, Role.SUPERVISOR, Role.SYSTEM_ADMIN)),
    ],
)
def test_who_holds_the_case_is_offered_its_acts(world: World, role: Role, expected: set[str]) -> None:
    assert offered(world.assigned(now()), world.person(role, world.east)) == expected


def test_a_leader_above_may_raise_it(world: World) -> None:
    assert offered(world.assigned(now()), world.leader) == {"escalate"}


def test_a_neighbour_is_offered_nothing(world: World) -> None:
    assert offered(world.assigned(now()), world.neighbour) == set()


def test_the_case_page_shows_the_usual_step_with_its_form_and_the_others_as_links(world: World) -> None:
    request, lamp = RequestFactory().get("/"), world.assigned(now())
    request.user = world.villager
    shown = {"request": request, "case": lamp, "now": now(), "csrf_token": "t"}
    page = Template("{% load acts %}{% acts case now %}").render(Context(shown))
    assert f'action="/work/{lamp.number}/sign-in/"' in page
    assert f'href="/work/{lamp.number}/visit/"' in page
    assert f'name="version" value="{lamp.version}"' in page
