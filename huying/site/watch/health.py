"""健康 · may this machine be sent requests. Names what is wrong and nothing else: anybody may ask."""

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huying.post.heartbeat import KEEPER, silent
from huying.site.running.prepare import HALF_RESTORED

_migrated: set[bool] = set()


def failing(at: datetime) -> list[str]:
    """The names of the checks that fail; nothing: ready."""
    return [name for name, check in CHECKS.items() if not _passes(check, at)]


def _passes(check: Callable[[datetime], bool], at: datetime) -> bool:
    try:
        return check(at)
    except Exception:
        return False


def _database(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _tables(at: datetime) -> bool:
    """Once they are, they stay so while this process runs."""
    if True not in _migrated:
        executor = MigrationExecutor(connection)
        _migrated.add(not executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return True in _migrated


def _disk(at: datetime) -> bool:
    return free() > settings.HUYING_DISK_LEAST


def _keeper(at: datetime) -> bool:
    return not silent(KEEPER, at)


def _restored(at: datetime) -> bool:
    return not (settings.HUYING_HOME / HALF_RESTORED).exists()


CHECKS: Mapping[str, Callable[[datetime], bool]] = {
    "database": _database,
    "migrations": _tables,
    "disk": _disk,
    "keeper": _keeper,
    "restore": _restored,
}


def free() -> int:
    """Bytes left where the home lies."""
    return shutil.disk_usage(settings.HUYING_HOME).free
