"""越权赋值 · a form sets what it asks for, and nothing that is sent along (attack 12)."""

import pytest
from django.test import Client

from huying.case.models import Case
from huying.kit.clock import now
from tests.attacks.hostile import Scene, link_of

pytestmark = pytest.mark.django_db


NUMBERS = "id pk unit unit_id person owner appointed joined_to suspected first_unit by is_active is_staff is_superuser jurisdiction"
DAYS = "created_at arrived_at received_at ended_at at"
FIELDS = dict.fromkeys(NUMBERS.split(), "1") | dict.fromkeys(DAYS.split(), "2020-01-01")
FIELDS |= dict.fromkeys(("round", "seq"), "9") | {
    "step": "evaluation",
    "stage": "closed",
    "outcome": "closed",
    "level": "city",
}
FIELDS |= {"source": "市平台", "source_number": "GD1", "secret": "x" * 24, "voice": "keeper", "role": "system_admin"}
FIELDS |= {"must_change_password": "", "deed": "closed", "due": "2099-01-01"}
"""What no form asks for."""
KEPT = (
    "step",
    "stage",
    "outcome",
    "unit_id",
    "person_id",
    "source",
    "source_number",
    "round",
    "jurisdiction",
    "appointed",
    "level",
)


def test_a_resident_sets_nothing_but_what_the_form_asks(scene: Scene) -> None:
    given = {
        "text": "路灯坏了好几天",
        "phone": "13800001234",
        "area": scene.world.east_area.pk,
        "idempotency_key": "m" * 32,
    }
    answer = Client().post("/submit/", given | FIELDS | {"channel": "hotline", "nature": "hazard", "matter": "1"})
    assert answer.status_code == 302
    made = Case.objects.order_by("-pk").first()
    assert made
    found = {name: getattr(made, name) for name in KEPT}
    assert found == {"step": "intake", "stage": "received", "outcome": "", "unit_id": None, "person_id": None, "source": "",
                     "source_number": "", "round": 1, "jurisdiction": 110199, "appointed": False, "level": "town"}  # fmt: skip
    assert (made.channel, made.nature, made.matter_id, made.arrived_at.year) == ("web", "livelihood", None, now().year)
    assert made.secret not in ("", "x" * 24)


def test_an_act_changes_nothing_but_its_own(scene: Scene) -> None:
    liaison, case = scene.readers["liaison"], scene.case
    before = Case.objects.filter(pk=case.pk).values(*KEPT, "secret", "received_at", "arrived_at", "ended_at").get()
    number = case.number
    for address, given in (
        (f"/work/{number}/progress/", {"words": "已报修"}),
        (f"/cases/{number}/comment/", {"words": "已报修"}),
        (f"/track/{link_of(case)}/add/", {"words": "还有一盏"}),
    ):
        lines = case.entries.count()
        assert liaison.post(address, given | FIELDS).status_code == 302, address
        assert case.entries.count() == lines + 1
        line = case.entries.order_by("-seq").first()
        assert line
        assert line.deed in ("progressed", "commented", "supplemented")
        assert line.at.year == now().year
        assert line.voice == ("resident" if "track" in address else "")
    assert (
        Case.objects.filter(pk=case.pk).values(*KEPT, "secret", "received_at", "arrived_at", "ended_at").get() == before
    )


def test_a_desk_may_not_choose_what_is_not_on_its_list(scene: Scene) -> None:
    answer = scene.readers["grid_worker"].post(
        "/intake/", {"text": "路灯坏了", "channel": "hotline", "then": "accept"} | FIELDS
    )
    assert answer.status_code == 422
