"""升级 · a populated database of each earlier schema, as a backup of its time, comes up to date and loses nothing.

The releases lie here as backups with their keys under a passphrase. On PostgreSQL the same test is the move from SQLite.
"""

import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from huying.site.backup import manifest
from tests.site.backup.places import Place

pytestmark = pytest.mark.django_db(transaction=True)
RELEASES = sorted((Path(__file__).parent / "releases").glob("*.tar.xz"))
PASSPHRASE = "a passphrase for tests\n"
LEFT = ("django_migrations", "django_content_type", "auth_permission", "django_session", "post_heartbeat")
LETTERS = ("post_letter", "case_unposted", "directory_act")
LOOK = """
import json
import django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.apps import apps
from django.test import Client
from huying.case.models import Case, Chore, Deadline
from huying.case.proof import verify
from huying.case.search import matching
from huying.case.search.renew import renew
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.oversight.month.tally import tally
from huying.post.models import Letter

def opened(person):
    client = Client()
    client.force_login(person)
    pages = ["/cases/", "/month/", "/inbox/", *(f"/cases/{case.number}/" for case in Case.objects.seen_by(person, at=now()))]
    return {page: client.get(page).status_code for page in pages}

def renewed():
    left = Chore.objects.get().upto
    while renew(now()):
        pass
    return left, Chore.objects.count()

leader = Person.objects.get(username="leader@T")
print(json.dumps({
    "rows": {model._meta.db_table: model._base_manager.count() for model in apps.get_models(include_auto_created=True)},
    "running": Deadline.objects.filter(ended_at=None).count(),
    "faults": [str(fault) for fault in verify().faults],
    "pages": opened(leader),
    "renewed": renewed(),
    "found": matching(Case.objects.all(), "路灯").count(),
    "states": sorted(set(Letter.objects.values_list("state", flat=True))),
}))
"""


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def release(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of that backup."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path / "release", filter="data")
    (folder,) = (tmp_path / "release").iterdir()
    return folder


@pytest.fixture
def upgraded(release: Path, other: Place) -> Mapping[str, Any]:
    """What stands there afterwards."""
    said = other.say("restore", release, given=PASSPHRASE)
    assert said.returncode == 0, said.stdout + said.stderr
    found: Mapping[str, Any] = json.loads(other.python(LOOK).splitlines()[-1])
    return found


def test_there_is_a_release_to_come_from() -> None:
    assert RELEASES


def test_it_is_of_an_earlier_schema(release: Path) -> None:
    from django.db.migrations.loader import MigrationLoader

    ours = {f"{app}.{name}" for app, name in MigrationLoader(connection).graph.nodes}
    assert set(manifest.read(release).migrations) < ours


def test_every_row_is_there_and_every_page_opens(release: Path, upgraded: Mapping[str, Any]) -> None:
    before = {name: rows for name, rows in manifest.read(release).rows().items() if name not in (*LEFT, *LETTERS)}
    assert before["case_entry"] == 52
    assert {name: upgraded["rows"][name] for name in before} == before
    assert upgraded["faults"] == []
    assert upgraded["running"] > 5
    assert upgraded["renewed"] == [before["case_case"], 0]
    assert upgraded["found"] == before["case_case"] == 9
    assert set(upgraded["pages"].values()) == {200}
    assert len(upgraded["pages"]) == 3 + 6
    assert upgraded["states"] == ["held"]
