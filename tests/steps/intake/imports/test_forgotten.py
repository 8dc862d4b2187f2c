"""What the file said of a resident goes when the law says so."""

from typing import Any

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.case.redact import erase_identity, redact
from huying.case.who import RESIDENT
from huying.directory.roles import Role
from huying.steps.intake.imports.models import Imprint
from tests.world import NINE, World


@pytest.mark.parametrize(
    "how", [lambda *given, **more: redact(*given, of=1, **more), erase_identity], ids=["words", "identity"]
)
def test_the_row_of_the_file_goes_with_the_words_and_with_the_name(world: World, how: Any) -> None:
    lamp = world.lamp()
    Imprint.objects.create(
        jurisdiction=lamp.jurisdiction, case=lamp, source="市平台", words="w", content="c", kept=b"sealed"
    )
    with transaction.atomic():
        ledger.write(lamp, "withdrawn", by=RESIDENT, at=NINE)
    how(Case.objects.get(pk=lamp.pk), reason="本人申请", by=world.person(Role.SECURITY_ADMIN, world.centre), at=NINE)
    assert bytes(Imprint.objects.get(case=lamp).kept) == b""
