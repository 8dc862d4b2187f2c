"""What the tests of intake may ask for: forms filled in with words, photos good and bad, and counted statements."""

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

from huying.directory import suggest
from tests.world import World

TEXT = "村口到小学的路灯三天不亮，孩子放学走夜路不安全，麻烦尽快修一下。"
SIGNED_IN = ("django_session", "directory_person", "directory_post")
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def lists_are_read_anew() -> Iterator[None]:
    suggest.forget()
    yield
    suggest.forget()


@pytest.fixture
def filled(world: World) -> Callable[..., dict[str, Any]]:
    """filled(text="…") · the resident's form as most people send it, with what differs."""

    def fill(**more: Any) -> dict[str, Any]:
        usual = {"text": TEXT, "area": world.east_area.pk, "place": "村口", "urgent": "no", "kind": "help"}
        return usual | {"phone": "13800001234", "name": "张三", "idempotency_key": "k" * 32} | more

    return fill


@pytest.fixture
def sent(client: Client, filled: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """sent(text="…") · the answer to the form."""

    def send(**more: Any) -> Any:
        given = {name: value for name, value in filled(**more).items() if value is not None}
        return client.post("/submit/", given)

    return send


def jpeg(size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", **more)
    return out.getvalue()


def photo(content: bytes | None = None, name: str = "lamp.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg() if content is None else content, content_type="image/jpeg")


def camera() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 12.0, 0.0), 3: "E", 4: (116.0, 24.0, 0.0)})
    return jpeg(exif=exif.tobytes())


@contextmanager
def at_most(most: int) -> Iterator[None]:
    """So many statements, not counting where transactions begin and end, nor who is signed in."""
    with CaptureQueriesContext(connection) as captured:
        yield
    ran = [query["sql"] for query in captured if _counts(query["sql"])]
    assert len(ran) <= most, "\n".join([f"{len(ran)} statements:", *(sql[:160] for sql in ran)])


def _counts(sql: str) -> bool:
    return not sql.startswith(NOT_COUNTED) and not any(f'FROM "{table}"' in sql for table in SIGNED_IN)
