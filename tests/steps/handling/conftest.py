"""What the tests of the pages of handling may ask for: somebody signed in, an act sent as its form sends it, photos."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from huying.case.models import Case
from huying.directory.models import Person

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@pytest.fixture
def does(client: Client) -> Callable[..., Any]:
    """does(person, case, "visit", words="…") · the answer to the form of that act, as the case stands now."""

    def do(person: Person, case: Case, name: str, **given: Any) -> Any:
        client.force_login(person)
        version = Case.objects.get(pk=case.pk).version
        return client.post(f"/work/{case.number}/{name}/", {"version": version} | given)

    return do


def photo(name: str = "lamp.jpg", colour: str = "teal") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def deeds(case: Case) -> list[str]:
    return list(case.entries.order_by("seq").values_list("deed", flat=True))


@contextmanager
def at_most(most: int) -> Iterator[None]:
    """So many statements, not counting where transactions begin and end, nor who is signed in."""
    with CaptureQueriesContext(connection) as captured:
        yield
    ran = [query["sql"] for query in captured if _counts(query["sql"])]
    assert len(ran) <= most, "\n".join([f"{len(ran)} statements:", *(sql[:220] for sql in ran)])


def _counts(sql: str) -> bool:
    return not sql.startswith(NOT_COUNTED) and "django_session" not in sql
