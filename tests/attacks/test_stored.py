"""存储型注入 · what was typed is words on every page that shows it, in forms that come back, in streams (attack 12)."""

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from huying.directory.models import Act
from huying.kit.clock import now
from huying.site.live.events import events_of
from tests.attacks.hostile import PLANTED, Scene, evil, handled, link_of
from tests.attacks.test_matrix import body_of
from tests.site.walk import pages

pytestmark = pytest.mark.django_db


RAW = re.compile(r"<xss\d{3}")


def _addresses(scene: Scene) -> list[str]:
    """Every page, the rows of the directory and of the case among them."""
    number, world = scene.case.number, scene.world
    mine = [f"/cases/{number}/", f"/work/{number}/", f"/callbacks/{number}/", f"/cases/{scene.offered.number}/"]
    acts = (
        "accept sort assign progress contact finish reply correct merge link split object give-back visit extend urge"
    )
    mine += [f"/work/{number}/{name}/" for name in acts.split()]
    rows = {"units": world.east, "people": world.villager, "areas": world.east_area, "matters": world.lamp_matter}
    mine += [f"/directory/{kind}/{row.pk}/" for kind, row in rows.items()]
    mine += [f"/directory/{kind}/{row.pk}/edit/" for kind, row in (("units", world.east), ("people", world.villager))]
    mine += [
        "/cases/names/unit/?unit=xss",
        "/cases/names/matter/?matter=xss",
        "/cases/names/area/?area=xss",
        "/cases/?q=xss",
    ]
    return [page.address for page in pages() if not re.search("9{6}|nothing", page.address)] + mine


SHOWN_TO = ("dispatcher", "liaison", "leader", "supervisor", "caller", "system_admin", "security_admin", "audit_admin")
"""Together they open every page."""


def test_nothing_that_was_typed_becomes_a_tag_on_any_page(scene: Scene) -> None:
    shown, wrong = set(), []
    for role in SHOWN_TO:
        client = scene.readers[role]
        for address in _addresses(scene):
            text = body_of(client.get(address))
            wrong += [(role, address, mark) for mark in RAW.findall(text)]
            shown |= {
                field for field, mark in PLANTED.items() if f"&lt;{mark}" in text or f"<{mark}" in html.unescape(text)
            }
    assert wrong == []
    unseen = PLANTED.keys() - shown - {"name", "source number", "another unit", "template body"}
    assert unseen == set(), "the test would prove nothing of a field that no page shows"


def test_nor_on_the_pages_of_the_resident(scene: Scene) -> None:
    code, client = link_of(scene.case), Client()
    with transaction.atomic():
        handled(scene.case, scene.world, now())
        for address in (f"/track/{code}/", f"/receipt/{code}/"):
            text = body_of(client.get(address))
            assert f"&lt;{PLANTED['text']}" in text or "receipt" in address
            assert not RAW.search(text)
        mine = body_of(client.post("/mine/", {"code": code}))
        likes = body_of(client.post("/submit/similar/", {"text": evil("text"), "area": scene.world.east_area.pk}))
        assert not RAW.search(mine + likes)
        assert PLANTED["title"] in mine
        transaction.set_rollback(True)


def test_nor_in_what_a_form_gives_back(scene: Scene) -> None:
    """What was refused stands in the form again."""
    words = evil("refused")
    given = dict.fromkeys(
        ("text", "place", "name", "phone", "kind", "area", "urgent", "same_as", "idempotency_key"), words
    )
    desk = scene.readers["dispatcher"]
    answers = [
        Client().post("/submit/", given), Client().post("/track/", {"number": words, "tail": words}),
        desk.post("/intake/", given | {"matter": words, "about": words, "spot": words, "channel": words}),
        desk.post("/intake/beside/", given), desk.post("/dispatch/send/", {"order": words}),
        desk.post(f"/work/{scene.case.number}/sort/", {"matter": words, "area": words}),
        desk.post(f"/cases/{scene.case.number}/comment/", {"words": words * 200}),
        desk.post("/account/login/", {"login": words, "password": words}), desk.get("/cases/", {"q": words, "unit": words}),
        desk.post("/imports/", {"file": SimpleUploadedFile(f"{words}.xlsx", b"x")}), desk.get("/look/", {"back": words}),
        desk.get("/month/", {"month": words, "from": words}), desk.get("/dispatch/", {"q": words, "tab": words}),
        desk.post("/reply/templates/", {"title": words, "body": words + "{nothing}", "unit": words}),
        Client().post("/account/password/", given),
    ]  # fmt: skip
    assert [a.status_code for a in answers if a.status_code >= 500] == []
    texts = [body_of(answer) for answer in answers]
    assert [RAW.findall(text) for text in texts if RAW.search(text)] == []
    assert sum(f"&lt;{PLANTED['refused']}" in text for text in texts) >= 6


def test_nor_in_what_the_streams_say(scene: Scene) -> None:
    line = scene.offered.entries.order_by("-seq").first()
    assert line
    events = events_of({scene.offered.pk: line.pk}, at=now())
    said = json.dumps([event.said for event in events], ensure_ascii=False)
    assert PLANTED["offered title"] in said
    assert not RAW.search(said)


def test_what_is_on_record_is_only_words(scene: Scene) -> None:
    Act.objects.create(
        at=now(), what="exported", name=evil("act name"), subject=evil("act subject"), words=evil("act words")
    )
    text = body_of(scene.readers["audit_admin"].get("/account/audit/"))
    assert f"&lt;{PLANTED['act words']}" in text
    assert not RAW.search(text)
