"""Old rows: search words are to be masked as new ones are; requests for more time have ended with the work they were for."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Max

LEAVES = ("handled", "given_back", "escalated", "objection_upheld")


def ask_for_new_search_words(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The keeper does it, a few at a time."""
    newest = apps.get_model("case", "Case").objects.aggregate(newest=Max("pk"))["newest"]
    if newest:
        apps.get_model("case", "Chore").objects.create(name="search", upto=newest)


def end_requests_for_time(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """As the deed that ended the work would do today."""
    entries = apps.get_model("case", "Entry").objects
    for row in apps.get_model("case", "Deadline").objects.filter(kind="extension", ended_at=None):
        left = entries.filter(case=row.case_id, seq__gt=row.seq, deed__in=LEAVES).order_by("seq").first()
        if left:
            row.ended_at, row.kept, row.next_at = left.at, False, None
            row.save(update_fields=["ended_at", "kept", "next_at"])


class Migration(migrations.Migration):
    dependencies = [("case", "0010_chore")]
    operations = [
        migrations.RunPython(ask_for_new_search_words, migrations.RunPython.noop),
        migrations.RunPython(end_requests_for_time, migrations.RunPython.noop),
    ]
