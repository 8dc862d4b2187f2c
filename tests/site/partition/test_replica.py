"""读库 · the month and the wall are read from a streaming replica, and from the primary when that is late, frozen or dead."""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.site.partition.city import EAST, NAME, USER, City, District
from tests.site.partition.follower import Follower

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no replica"),
    pytest.mark.xdist_group("city"),
]

OLDEST = 1.0
"""Seconds."""

READ = """
import json, django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.db import connections
from django.test import Client
from huying.directory.models import Act, Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.post.heartbeat import beat
from huying.site.verbs import check_config

def read(role, page, how="get", **given):
    client = Client()
    client.force_login(Person.objects.filter(posts__role=role).earliest("pk"))
    replica = connections["replica"]
    replica.force_debug_cursor, before = True, len(replica.queries)
    answer = getattr(client, how)(page, given)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return {
        "status": answer.status_code,
        "replica": [one["sql"] for one in replica.queries[before:]],
        "until": "截至" in body.decode(errors="replace"),
    }

BEAT
print(json.dumps({
    "month": read(Role.ASSESSOR, "/month/"),
    "wall": read(Role.LEADER, "/dashboard/"),
    "queue": read(Role.DISPATCHER, "/dispatch/"),
    "export": read(Role.DISPATCHER, "/cases/export/", "post", reason="核对", form="xlsx"),
    "acts": Act.objects.filter(what="exported").count(),
    "checked": dict((str(name), check) for name, check in check_config.CHECKS)["读库"]() if CHECKED else "",
}))
"""


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[District, Follower]]:
    """A district that has lived a little, and a server that follows."""
    with django_db_blocker.unblock():
        city, follower = City(tmp_path_factory.mktemp("replica")), Follower()
        try:
            east = city.district(EAST)
            for words in (("migrate",), ("simulate", "--days", "10", "--cases", "12", "--seed", "3"), ("partition",)):
                said = east.say(*words)
                assert said.returncode == 0, said.stderr
            follower.follow()
            yield east, follower
        finally:
            follower.stop()
            city.gone()


def read(told: tuple[District, Follower], *, beats: bool = True, checked: bool = True) -> Mapping[str, Any]:
    """What the pages asked, and of whom; the keeper's heartbeat comes just before, and has arrived."""
    east, follower = told
    script = READ.replace("BEAT", 'beat("keeper", now()); import time; time.sleep(1)' if beats else "").replace(
        "CHECKED", str(checked)
    )
    return dict(json.loads(east.following(follower.address(NAME, USER)).python(script)))


def test_what_may_be_older_is_read_from_it(told: tuple[District, Follower]) -> None:
    seen = read(told)
    for page in ("month", "wall", "export"):
        assert seen[page]["status"] == 200
        assert len(seen[page]["replica"]) > 1, page
        assert all(sql.startswith(("SELECT", "WITH")) for sql in seen[page]["replica"])
    assert seen["month"]["until"] and seen["wall"]["until"]
    assert "秒" in seen["checked"]


def test_what_people_act_on_is_not(told: tuple[District, Follower]) -> None:
    assert read(told)["queue"]["replica"] == []


def test_an_export_is_on_record_in_the_primary(told: tuple[District, Follower]) -> None:
    before = read(told)["acts"]
    assert read(told)["acts"] == before + 1


def test_one_that_lags_is_passed_over(told: tuple[District, Follower]) -> None:
    _east, follower = told
    follower.freeze(frozen=True)
    time.sleep(OLDEST + 0.1)  # what was replayed last is older than that now
    try:
        seen = read((told[0].older_than(OLDEST), follower), beats=False)
    finally:
        follower.freeze(frozen=False)
    assert (seen["month"]["status"], seen["month"]["until"]) == (200, False)
    assert [one for one in seen["month"]["replica"] if "pg_last_xact_replay_timestamp" not in one] == []


def test_one_that_is_dead_is_passed_over(told: tuple[District, Follower]) -> None:
    _east, follower = told
    follower.crash()
    try:
        seen = read(told, checked=False)
    finally:
        follower.again()
    for page in ("month", "wall", "export", "queue"):
        assert (seen[page]["status"], seen[page]["until"], seen[page]["replica"]) == (200, False, [])


def test_it_cannot_be_written(told: tuple[District, Follower]) -> None:
    _east, follower = told
    where, given = f"host={follower.folder} user={USER} dbname={NAME}", f"-c huying.jurisdiction={EAST}"
    with psycopg.connect(where, options=given) as line, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        line.execute("DELETE FROM post_heartbeat")
