"""What was changed in the directory, and by whom, can be neither altered nor deleted, on either engine (RULES §7)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER edit_unchangeable BEFORE UPDATE ON directory_edit
       BEGIN SELECT RAISE(ABORT, 'a recorded edit is never changed'); END""",
    """CREATE TRIGGER edit_undeletable BEFORE DELETE ON directory_edit
       BEGIN SELECT RAISE(ABORT, 'a recorded edit is never deleted'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION directory_edit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'a recorded edit is never changed or deleted'; END $$""",
    """CREATE TRIGGER edit_unchangeable BEFORE UPDATE OR DELETE ON directory_edit
       FOR EACH ROW EXECUTE FUNCTION directory_edit_refuse()""",
    """CREATE TRIGGER edit_untruncatable BEFORE TRUNCATE ON directory_edit
       FOR EACH STATEMENT EXECUTE FUNCTION directory_edit_refuse()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_edits")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
