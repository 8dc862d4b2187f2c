"""表 · the tables of a database as its own migrations describe them, and one digest over the rows of each.

The digest is made of the values, not of how an engine writes them: it is the same on SQLite and on PostgreSQL.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from huying.site.backup.manifest import Table
from huying.site.backup.progress import ROWS, Progress, Told

FETCH = 2000


class Tables:
    """What stands in one database. Its columns may be older than the program."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        loader = MigrationLoader(connections[alias])
        known = [key for key in loader.applied_migrations if key in loader.graph.nodes]
        self._apps = loader.project_state(known).apps
        self.migrations = sorted(f"{app}.{name}" for app, name in known)

    @property
    def models(self) -> list[type[Model]]:
        """All, by the name of the table."""
        found = self._apps.get_models(include_auto_created=True)
        return sorted((model for model in found if model._meta.managed), key=lambda model: model._meta.db_table)

    def rows_of(self, app: str, name: str) -> "QuerySet[Any]":
        """The rows of one model."""
        return self._of(self._apps.get_model(app, name))

    def counts(self) -> dict[str, int]:
        """Table → how many rows."""
        return {model._meta.db_table: self._of(model).count() for model in self.models}

    def digests(self, progress: Progress) -> list[Table]:
        """All tables, row by row."""
        with progress(_("核对数据"), sum(self.counts().values()), ROWS) as tell:
            return [self._digest(model, tell) for model in self.models]

    def values(self, model: type[Model]) -> Iterator[Sequence[Any]]:
        """The values of every row, as Python knows them, in the order of the keys."""
        names = [field.attname for field in model._meta.concrete_fields]
        return self._of(model).order_by("pk").values_list(*names).iterator(chunk_size=FETCH)

    def _digest(self, model: type[Model], tell: Told) -> Table:
        seen, number = hashlib.sha256(), 0
        for number, row in enumerate(self.values(model), 1):
            seen.update(_line(row))
            if number % FETCH == 0:
                tell(FETCH)
        tell(number % FETCH)
        return Table(model._meta.db_table, number, seen.hexdigest())

    def _of(self, model: type[Model]) -> "QuerySet[Any]":
        return model._base_manager.using(self._alias)


def _line(row: Sequence[Any]) -> bytes:
    return json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
