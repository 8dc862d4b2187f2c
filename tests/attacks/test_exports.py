"""公式注入 · no export holds a formula, whatever a field holds (attack 12)."""

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction

from huying.case.models import Case
from huying.directory.models import Unit
from huying.kit.clock import now
from tests.attacks.hostile import Scene
from tests.attacks.test_matrix import body_of

pytestmark = pytest.mark.django_db


FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://x")',
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_export_holds_a_formula(scene: Scene, formula: str) -> None:
    world, desk, admin = scene.world, scene.readers["dispatcher"], scene.readers["system_admin"]
    with transaction.atomic():
        Unit.objects.filter(pk=world.east.pk).update(name=formula)
        Case.objects.filter(pk=scene.case.pk).update(
            title=formula, place=formula, source=formula, source_number=formula
        )
        asked = {"reason": formula, "form": "csv"}
        lines = body_of(desk.post("/cases/export/", asked)).lstrip("\ufeff")
        books = [
            desk.post("/cases/export/", asked | {"form": "xlsx"}), desk.post("/month/export/", {"month": f"{now():%Y-%m}"}),
            *(admin.get(f"/directory/{kind}/export/") for kind in ("units", "people", "areas", "matters", "limits", "calendar")),
        ]  # fmt: skip
        files = [_book(answer) for answer in books if answer.status_code == 200]
        transaction.set_rollback(True)
    assert scene.case.number in lines
    cells = [cell for row in csv.reader(io.StringIO(lines, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []
    assert len(files) >= 6
    assert [file for file in files if "<f>" in file or "<f " in file] == []


def _book(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)
