"""引擎 · as Django's own, but for one thing: a reference to a table in parts goes by number and district together."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.schema import DatabaseSchemaEditor as Editor
from django.db.models import Field, Index, Model

BY_DISTRICT = (
    "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(column)s, jurisdiction) "
    "REFERENCES %(to_table)s (%(to_column)s, jurisdiction)%(deferrable)s"
)
IN_PARTS = "SELECT 1 FROM pg_class WHERE oid = to_regclass(%s) AND relkind = 'p'"


class DatabaseSchemaEditor(Editor):
    """Migrations are written as for any database; here they meet the parts."""

    def add_field(self, model: type[Model], field: "Field[Any, Any]") -> None:
        """A reference is added behind its column, for inside it only one column could be named."""
        inline = self.sql_create_column_inline_fk
        if field.remote_field and self._in_parts(field.remote_field.model):
            self.sql_create_column_inline_fk = ""
        try:
            super().add_field(model, field)
        finally:
            self.sql_create_column_inline_fk = inline

    def add_index(self, model: type[Model], index: Index, concurrently: bool = False) -> None:
        """PostgreSQL makes no index of a table in parts while others write."""
        super().add_index(model, index, concurrently=concurrently and not self._in_parts(model))

    def _create_fk_sql(self, model: type[Model], field: "Field[Any, Any]", suffix: str) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if field.remote_field and self._in_parts(field.remote_field.model):
            statement.template = BY_DISTRICT
        return statement

    def _in_parts(self, model: type[Model]) -> bool:
        if self.collect_sql:
            return False
        with self.connection.cursor() as cursor:
            cursor.execute(IN_PARTS, [self.quote_name(model._meta.db_table)])
            return cursor.fetchone() is not None


class DatabaseWrapper(base.DatabaseWrapper):
    """The same connection, with that editor."""

    SchemaEditorClass = DatabaseSchemaEditor
