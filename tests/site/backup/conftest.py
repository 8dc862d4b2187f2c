"""A home of its own for each test, with the keys of the test run in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import NO_DB_ALIAS
from PIL import Image

from huying.case import pictures
from huying.case.models import Case
from huying.case.proof.anchors import anchor
from huying.site.backup import moment
from tests.site.backup.places import Place, empty
from tests.world import NINE, World


@pytest.fixture(autouse=True)
def second_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's tests refuse connections that the settings do not name, but for this one."""
    monkeypatch.setattr(moment, "ALIAS", NO_DB_ALIAS)


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """Where the program of this test lives."""
    home = tmp_path / "home"
    shutil.copytree(settings.HUYING_HOME / "keys", home / "keys")
    settings.HUYING_HOME = home
    settings.HUYING_ANCHORS = home / "anchors"
    return home


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Place]:
    """An empty place on the same engine."""
    with empty(tmp_path / "other") as place:
        yield place


@pytest.fixture
def lamp(world: World, home: Path, tmp_path: Path) -> Case:
    """A case in the hands of the east village, with a photo, an anchor, a file that was uploaded, and letters in the outbox."""
    case = world.assigned()
    world.offered(phone="")
    picture = tmp_path / "lamp.jpg"
    Image.new("RGB", (64, 48), "navy").save(picture)
    with picture.open("rb") as file:
        photo = pictures.keep(file, at=NINE)
    pictures.attach(case, [photo], seq=1)
    (home / "imports").mkdir()
    (home / "imports" / "file.xlsx").write_bytes(b"a file")
    assert anchor(NINE)
    return case
