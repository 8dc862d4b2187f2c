"""模糊测试 · every endpoint of docs/openapi.json, and every page, as every post and as a stranger: no server error (attack 10).

HUYING_FUZZ=2000 asks so many times of each endpoint, for an hour's run.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huying.directory.roles import Role
from tests.attacks.endpoints import ELSEWHERE, ENDPOINTS, Endpoint, described
from tests.attacks.hostile import Scene, link_of
from tests.attacks.test_matrix import whole
from tests.attacks.test_questions import SQL
from tests.site.walk import pages

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
TIMES = int(os.environ.get("HUYING_FUZZ", "25"))
OFTEN = settings(
    max_examples=TIMES, deadline=None, derandomize=TIMES < 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
HERE = [one for one in ENDPOINTS if not one.path.startswith(ELSEWHERE)]
USUAL = (
    "",
    "0",
    "1",
    "-1",
    "yes",
    "no",
    "on",
    "solved",
    "help",
    "report",
    "phone",
    "3.2.1",
    "东村",
    "2026-09-25",
    "2026-09-25T09:00",
    "None",
    "[]",
)
WORDS = st.one_of(
    st.sampled_from(USUAL), st.sampled_from(SQL), st.text(max_size=40), st.integers().map(str), st.floats().map(str)
)
WHO = st.sampled_from([*(str(role) for role in Role), "stranger"])
HEADERS = st.sampled_from(
    [{}, {"HX-Request": "true"}, {"X-Asks-Where": "1"}, {"Accept": "application/json"}, {"Idempotency-Key": "x" * 20}]
)
FILES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"GIF89a", "工单,内容\n".encode()]),
)


def test_the_description_is_what_the_table_says() -> None:
    assert json.loads((ROOT / "docs" / "openapi.json").read_text()) == described()


@pytest.mark.parametrize("endpoint", HERE, ids=lambda one: f"{one.method} {one.path}")
def test_each_endpoint_exists(endpoint: Endpoint) -> None:
    try:
        resolve(re.sub(r"\{\w+\}", "1", endpoint.path))
    except Resolver404:
        pytest.fail(f"{endpoint.path} is described and does not exist")


def known(scene: Scene, name: str) -> list[str]:
    """What would be right there."""
    rights = {
        "code": [link_of(scene.case)], "number": [scene.case.number, scene.offered.number], "pk": ["1", "999999"],
        "act": ["progress", "sort", "assign", "accept", "urge", "give-back", "nothing"], "of": ["unit", "area", "matter"],
        "order": [f"{scene.case.number}/assign/{scene.world.east.pk}/0"], "likely": [str(scene.world.east.pk)],
        "area": [str(scene.world.east_area.pk)], "unit": [str(scene.world.east.pk)],
    }  # fmt: skip
    return rights.get(name, ["1"])


def asked(scene: Scene, who: str, method: str, path: str, fields: dict[str, Any], headers: dict[str, str]) -> Any:
    """Once, and taken back."""
    client = scene.readers.get(who) or Client(raise_request_exception=False)
    with transaction.atomic():
        answer = getattr(client, method)(path, fields, headers=headers)
        whole(answer)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("endpoint", HERE, ids=lambda one: f"{one.method} {one.path}")
@OFTEN
@given(drawn=st.data())
def test_whatever_is_sent_is_answered_as_described(scene: Scene, endpoint: Endpoint, drawn: st.DataObject) -> None:
    path = endpoint.path
    for name in endpoint.inside:
        path = path.replace(
            f"{{{name}}}", _safe(drawn.draw(st.one_of(st.sampled_from(known(scene, name)), WORDS), name))
        )
    names = drawn.draw(st.lists(st.sampled_from(endpoint.given), unique=True), "names") if endpoint.given else []
    fields: dict[str, Any] = {n: drawn.draw(st.one_of(WORDS, st.sampled_from(known(scene, n))), n) for n in names}
    for name in endpoint.files:
        if drawn.draw(st.booleans()):
            fields[name] = SimpleUploadedFile("x.jpg", drawn.draw(FILES))
    who, headers = drawn.draw(WHO), drawn.draw(HEADERS)
    answer = asked(scene, who, endpoint.method, path, fields, headers)
    expected = {*endpoint.answers, 302, 400, 404, 405} | ({401, 403} if endpoint.signed else set())
    assert answer.status_code in expected, (who, path, fields, answer.status_code)


def _safe(text: str) -> str:
    """One piece of an address."""
    from urllib.parse import quote

    return quote(text[:300], safe="") or "x"


EVERY = sorted({page.address for page in pages()})
NAMES = [
    "q",
    "at",
    "before",
    "after",
    "page",
    "kind",
    "unit",
    "area",
    "matter",
    "from",
    "to",
    "month",
    "since",
    "until",
    "day",
    "year",
    "hours",
    "key",
    "name",
    "number",
    "token",
    "mark",
    "seen",
    "post",
    "code",
    "username",
    "file",
]


@settings(OFTEN, max_examples=TIMES * 16)
@given(address=st.sampled_from(EVERY), who=WHO, method=st.sampled_from(["get", "post", "head"]), headers=HEADERS,
       fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4))  # fmt: skip
def test_no_page_breaks(
    scene: Scene, address: str, who: str, method: str, headers: dict[str, str], fields: dict[str, str]
) -> None:
    answer = asked(scene, who, method, address, fields, headers)
    assert answer.status_code < 500 or (address == "/health/ready" and answer.status_code == 503), (
        who,
        address,
        fields,
    )


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_change_nothing(scene: Scene, method: str) -> None:
    codes = {getattr(scene.readers["dispatcher"], method)(address).status_code for address in EVERY[::4]}
    assert not any(code >= 500 for code in codes)
