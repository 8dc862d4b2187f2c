"""What people did can be neither altered nor deleted afterwards, on either engine (RULES §7)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER act_unchangeable BEFORE UPDATE ON directory_act
       BEGIN SELECT RAISE(ABORT, 'an act on record is never changed'); END""",
    """CREATE TRIGGER act_undeletable BEFORE DELETE ON directory_act
       BEGIN SELECT RAISE(ABORT, 'an act on record is never deleted'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION directory_act_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'an act on record is never changed or deleted'; END $$""",
    """CREATE TRIGGER act_unchangeable BEFORE UPDATE OR DELETE ON directory_act
       FOR EACH ROW EXECUTE FUNCTION directory_act_refuse()""",
    """CREATE TRIGGER act_untruncatable BEFORE TRUNCATE ON directory_act
       FOR EACH STATEMENT EXECUTE FUNCTION directory_act_refuse()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_account")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
