"""The lines of the ledger can be neither changed nor deleted, on either engine (HOUSE law 4)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER entry_unchangeable BEFORE UPDATE ON case_entry
       BEGIN SELECT RAISE(ABORT, 'a line of the ledger is never changed'); END""",
    """CREATE TRIGGER entry_undeletable BEFORE DELETE ON case_entry
       BEGIN SELECT RAISE(ABORT, 'a line of the ledger is never deleted'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION case_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'a line of the ledger is never changed or deleted'; END $$""",
    """CREATE TRIGGER entry_unchangeable BEFORE UPDATE OR DELETE ON case_entry
       FOR EACH ROW EXECUTE FUNCTION case_entry_refuse()""",
    """CREATE TRIGGER entry_untruncatable BEFORE TRUNCATE ON case_entry
       FOR EACH STATEMENT EXECUTE FUNCTION case_entry_refuse()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("case", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
