"""证明相等 · what stands in the database now, against what was written down when the copy was made."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup.manifest import Manifest
from huying.site.backup.progress import Progress
from huying.site.backup.tables import Tables


def by_row(listed: Manifest, progress: Progress) -> None:
    """Every value of every row, by the digest of its table."""
    now = {table.name: table for table in Tables("default").digests(progress)}
    _none(table.name for table in listed.tables if now.get(table.name) != table)


def by_count(listed: Manifest, progress: Progress) -> None:
    """As many rows in each table: for a file whose bytes are proven, and whose rows were read when it was made."""
    now = Tables("default").counts()
    _none(name for name, rows in listed.rows().items() if now.get(name) != rows)


def _none(wrong: Iterable[str]) -> None:
    if names := list(wrong):
        raise Refused(_("恢复后的数据与备份不一致：%s。") % "、".join(names[:5]))
