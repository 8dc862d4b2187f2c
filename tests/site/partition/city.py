"""Words for these tests: a city's database with an ordinary user, and districts that live in it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import connection

from tests.site.backup.places import Place

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
USER, NAME = f"district_of_{WORKER}", f"huying_city_{WORKER}"
"""Roles and databases are the whole server's, which several workers share."""

WEST, EAST = 110198, 110199

COUNT = """
import json, django
django.setup()
from django.apps import apps
from django.db import connection
names = [m._meta.db_table for m in apps.get_models(include_auto_created=True)] + ["case_search"]
def count(name):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        return cursor.fetchone()[0]
print(json.dumps({name: count(name) for name in names}))
"""

SEEN = """
import json, re, django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.test import Client
from huying.case.models import Case
from huying.case.search import matching
from huying.directory.models import Person, Unit
from huying.directory.roles import Role
from huying.oversight.month.models import Tally
from huying.oversight.month.tally import tally

PAGES = {
    Role.DISPATCHER: ["/dispatch/", "/cases/", "/cases/?q=路灯", "/board/figures/", "/imports/"],
    Role.ASSESSOR: ["/month/", "/month/cases/?figure=received"],
    Role.LEADER: ["/dashboard/", "/cases/"],
}

def read(role, page):
    client = Client()
    client.force_login(Person.objects.filter(posts__role=role).earliest("pk"))
    answer = client.get(page)
    return answer.status_code, sorted(set(re.findall(r"[0-9]{8}-[0-9]{6,}", answer.content.decode())))

while tally():
    pass
print(json.dumps({
    "cases": {case.number: case.pk for case in Case.objects.all()},
    "found": sorted(matching(Case.objects.all(), Case.objects.earliest("pk").title[:2]).values_list("pk", flat=True)),
    "units": Unit.objects.count(),
    "people": sorted(Person.objects.values_list("username", flat=True)),
    "received": sum(Tally.objects.filter(unit=0, figure="received").values_list("count", flat=True)),
    "pages": {f"{role} {page}": read(role, page) for role, pages in PAGES.items() for page in pages},
}))
"""

KEEP = """
import django
django.setup()
from datetime import timedelta
from huying.kit.clock import now
from huying.site.keeper import JOBS, Keeper
for days in range(1, 40, 3):
    Keeper([job for job in JOBS if job.name not in ("anchor", "heartbeat")], []).round(now() + timedelta(days=days))
"""


def rows(place: Place) -> Mapping[str, int]:
    """Table → how many rows this district sees."""
    return dict(json.loads(place.python(COUNT)))


def seen(place: Place) -> Mapping[str, Any]:
    """What its people find, read and count."""
    return dict(json.loads(place.python(SEEN)))


class City:
    """One database beside the test's own; whoever asks for a district gets its place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
            cursor.execute(f"DROP ROLE IF EXISTS {USER}")
            cursor.execute(f"CREATE ROLE {USER} LOGIN")
            cursor.execute(f"CREATE DATABASE {NAME} OWNER {USER}")

    def district(self, code: int, user: str = USER) -> "District":
        """Its home, and the address of the database all share."""
        host = connection.settings_dict["HOST"]
        return District(self._folder / str(code), f"postgresql://{user}@/{NAME}?host={host}", code)

    def address(self, user: str = USER) -> str:
        """For a line of one's own."""
        return f"host={connection.settings_dict['HOST']} user={user} dbname={NAME}"

    @contextmanager
    def empty(self, name: str) -> Iterator[str]:
        """The address of a further database, for as long as it is needed."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name} OWNER {USER}")
            try:
                yield f"postgresql://{USER}@/{name}?host={connection.settings_dict['HOST']}"
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def gone(self) -> None:
        """Nothing is left on the server."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
            cursor.execute(f"DROP ROLE {USER}")


@dataclass(frozen=True, slots=True)
class District(Place):
    """A place that knows its code."""

    code: int
    more: tuple[tuple[str, str], ...] = ()

    def following(self, url: str) -> "District":
        """The same, with a replica."""
        return replace(self, more=(*self.more, ("HUYING_REPLICA_URL", url)))

    def older_than(self, seconds: float) -> "District":
        """The same, content with a replica that is no older."""
        return replace(self, more=(*self.more, ("HUYING_REPLICA_OLDEST", str(seconds))))

    @property
    def environment(self) -> dict[str, str]:
        given: dict[str, str] = Place.environment.fget(self)  # type: ignore[attr-defined]
        return given | {"HUYING_JURISDICTION": str(self.code), **dict(self.more)}
