"""Anchors, chores and, on PostgreSQL, the rows by which cases are found are a district's own."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import huying.directory.jurisdiction

SEARCH = [
    "ALTER TABLE case_search ADD COLUMN jurisdiction integer NOT NULL DEFAULT {here}",
    "ALTER TABLE case_search ALTER COLUMN jurisdiction SET DEFAULT current_setting('huying.jurisdiction')::integer",
]
"""The connection says which district it is for (`site.settings`)."""


def found_by_district(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in SEARCH:
            editor.execute(statement.format(here=huying.directory.jurisdiction.here()))


class Migration(migrations.Migration):
    dependencies = [
        ("case", "0011_old_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="anchor",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="chore",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.RunPython(found_by_district, migrations.RunPython.noop),
    ]
