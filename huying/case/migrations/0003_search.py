"""The search table of each engine."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STATEMENTS = {
    "sqlite": ["CREATE VIRTUAL TABLE case_search USING fts5 (tokens, detail=none, columnsize=0, tokenize='unicode61')"],
    "postgresql": [
        "CREATE TABLE case_search (id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
        "CREATE INDEX case_search_tokens ON case_search USING gin (tokens)",
    ],
}


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("case", "0002_unchangeable")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
