"""Rows of the directory are a district's own. SQLite writes such a table anew and forgets its triggers: they are put back."""

from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import huying.directory.jurisdiction

GUARDS = ("0003_edits_stay", "0005_acts_stay")


def guard_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for name in GUARDS:
            import_module(f"huying.directory.migrations.{name}").guard(apps, editor)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_hint"),
    ]

    operations = [
        migrations.AddField(
            model_name="act",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="area",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="calendarversion",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="edit",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="limit",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="matter",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="matterlist",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="person",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.AddField(
            model_name="unit",
            name="jurisdiction",
            field=models.PositiveIntegerField(default=huying.directory.jurisdiction.here, editable=False),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
