"""检查 · can this installation work: folder, keys, database, pages."""

import argparse
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.directory import replica
from huying.kit.clock import now
from huying.site.running.prepare import BUILT

Check = Callable[[], str]


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """One line a check; the exit code is 1 if any failed."""
    failed = 0
    for name, check in CHECKS:
        try:
            print(f"✓ {name}：{check()}")
        except Exception as error:
            failed = 1
            print(f"✗ {name}：{error}")
    return failed


def _home() -> str:
    probe = Path(settings.HUYING_HOME) / ".probe"
    probe.write_text("")
    probe.unlink()
    return str(settings.HUYING_HOME)


def _keys() -> str:
    keys = list((Path(settings.HUYING_HOME) / "keys").iterdir())
    open_to_others = [key.name for key in keys if key.stat().st_mode & 0o077]
    if open_to_others:
        raise PermissionError(_("%s 别人也能读，请改为仅本用户可读（chmod 600）。") % "、".join(open_to_others))
    return _("%d 把，请与数据库分开备份") % len(keys)


def _database() -> str:
    connection.ensure_connection()
    return f"{connection.display_name} {'.'.join(str(n) for n in connection.get_database_version())}"


def _tables() -> str:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        raise RuntimeError(_("还有 %d 步升级没有做，请运行 huying migrate。") % len(left))
    return _("已是最新")


def _replica() -> str:
    if not replica.is_there():
        return _("没有设，都读主库")
    behind = replica.lag(now())
    if behind is None:
        raise RuntimeError(_("它不是流复制的从库，请检查 HUYING_REPLICA_URL。"))
    return _("落后 %.0f 秒") % behind.total_seconds()


def _pages() -> str:
    if not BUILT.exists():
        raise FileNotFoundError(_("网页的样式和脚本还没有生成，请运行 make run。"))
    return _("已生成")


CHECKS: tuple[tuple[str | Promise, Check], ...] = (
    (gettext_lazy("数据目录"), _home),
    (gettext_lazy("密钥"), _keys),
    (gettext_lazy("数据库"), _database),
    (gettext_lazy("表结构"), _tables),
    (gettext_lazy("读库"), _replica),
    (gettext_lazy("网页文件"), _pages),
)
