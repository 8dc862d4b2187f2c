"""以后的升级 · a later migration adds a column, an index, a reference and a table to tables in parts as to any other."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.site.partition.city import EAST, WEST, City, District

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds one district a file"),
    pytest.mark.xdist_group("city"),
]

LATER = """
import django
django.setup()
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from huying.directory.quietly import AddIndexQuietly
from huying.site.partition.turn import turn
from huying.site.partition.upgraded import upgraded

STEPS = [
    migrations.AddField("case", "mood", models.CharField(max_length=9, default="")),
    migrations.AddIndex("case", models.Index(fields=["jurisdiction", "mood"], name="case_by_mood")),
    AddIndexQuietly("entry", models.Index(fields=["round"], name="entry_by_round")),
    migrations.AddField("share", "via", models.ForeignKey("case.Case", models.PROTECT, null=True, related_name="+")),
    migrations.AddConstraint("share", models.UniqueConstraint(fields=["jurisdiction", "case", "via"], name="via_once")),
    migrations.RemoveField("case", "mood"),
]
state = MigrationLoader(connection).project_state()
with upgraded():
    for step in STEPS:
        after = state.clone()
        step.state_forwards("case", after)
        with connection.schema_editor(atomic=False) as editor:
            step.database_forwards("case", editor, state, after)
        state = after
print(turn(lambda table: None))
"""

LOOK = """
SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conparentid = 0 AND contype IN ('f', 'u')
AND conrelid = 'case_share'::regclass AND pg_get_constraintdef(oid) LIKE '%via_id%' ORDER BY 2
"""


@pytest.fixture
def east(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[City, District]]:
    """Two districts, in parts."""
    city = City(tmp_path_factory.mktemp("later"))
    try:
        for code, words in ((EAST, ("migrate",)), (EAST, ("partition",)), (WEST, ("partition",))):
            said = city.district(code).say(*words)
            assert said.returncode == 0, said.stderr
        yield city, city.district(EAST)
    finally:
        city.gone()


def test_later_migrations_go_through(east: tuple[City, District]) -> None:
    city, district = east
    assert district.python(LATER).strip() == f"[{WEST}, {EAST}]"
    with psycopg.connect(city.address(), options=f"-c huying.jurisdiction={EAST}") as line:
        found: list[Any] = line.execute(LOOK).fetchall()
        parts = line.execute(
            "SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'case_entry_%' AND indexdef LIKE '%(round)%'"
        )
        assert parts.fetchone() == (2,)
        bound = line.execute(
            "SELECT bool_and(relforcerowsecurity) FROM pg_class WHERE relname IN ('case_case', 'case_share')"
        )
        assert bound.fetchone() == (True,)
    (_share, reference), (_same, unique) = found
    assert "(via_id, jurisdiction) REFERENCES case_case(id, jurisdiction)" in reference
    assert "UNIQUE (jurisdiction, case_id, via_id)" in unique


def test_on_sqlite_it_is_refused_in_words(tmp_path: Any) -> None:
    said = District(tmp_path, "", EAST).say("partition")
    assert (said.returncode, "SQLite" in said.stderr) == (1, True)
