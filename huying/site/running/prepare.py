"""准备 · everything before the first page: folders, database, static files, and a demonstration district if there is nobody."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from huying.directory.models import Person
from huying.simulation.progress import Progress
from huying.site import demo
from huying.site.partition.apart import must_be_apart
from huying.site.partition.upgraded import upgraded
from huying.site.running.passwords import SignIn, give_passwords

SOURCES = ["css", "js"]
BUILT = Path(__file__).resolve().parent.parent / "static" / "build" / "staff.css"

HALF_RESTORED = ".restoring"
"""Stands in the home from the first file of a restore to the last."""

Say = Callable[[str], None]
Fill = Callable[[datetime, Say], Sequence[SignIn]]


class NotReady(Exception):
    """Something is missing; the message says what to do."""


def prepare(fill: Fill, *, at: datetime, say: Say) -> Sequence[SignIn]:
    """Make the place ready and fill it if there is nobody; returns the passwords that were made just now, if any."""
    settings.HUYING_HOME.mkdir(parents=True, exist_ok=True)
    must_be_whole()
    migrate(say)
    must_be_apart()
    collect_static(say)
    if Person.objects.exists():
        return ()
    return fill(at, say)


def must_be_whole() -> None:
    """Over half a restore nothing runs: letters are not held yet."""
    if (settings.HUYING_HOME / HALF_RESTORED).exists():
        raise NotReady(_("上一次恢复没有做完。请重新运行 huying restore，做完再启动。"))


def migrate(say: Say) -> None:
    """Only when there is something to do: looking is quick."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(_("正在建立数据库（%d 步）……") % len(plan))
        with upgraded():
            call_command("migrate", verbosity=0, interactive=False)
        _count()


def _count() -> None:
    """统计 · PostgreSQL knows nothing of a new column until it has counted it, and of itself it counts a large table late:
    among a million cases, search by the district was guessed to find one in two hundred."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE (SKIP_LOCKED)")


def collect_static(say: Say) -> None:
    """Copy, name by content and compress what the browser gets, if it has changed since."""
    if not BUILT.exists():
        raise NotReady(_("网页的样式和脚本还没有生成。请在程序目录里运行 make run。"))
    stamp, now = settings.STATIC_ROOT / ".stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say(_("正在整理网页文件……"))
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=SOURCES)
    stamp.write_text(now)


def load_demo(at: datetime, say: Say, cases: int = 0) -> Sequence[SignIn]:
    """A small district to look at, if the program brings one; everybody in it gets a password of his own.

    `cases`: so many simulated ones live beside the stories told by hand.
    """
    say(_("正在载入演示区县……"))
    with demo.whole(cases), Progress(cases, _("模拟")) as progress:
        return give_passwords(demo.load(at, cases, progress.tell))


def leave_empty(at: datetime, say: Say) -> Sequence[SignIn]:
    """For a place that brings its own directory."""
    return ()


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for line in sorted(_files()):
        seen.update(line.encode())
    return seen.hexdigest()


def _files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(SOURCES):
            where = Path(storage.path(name)).stat()
            yield f"{name} {where.st_mtime_ns} {where.st_size}\n"
