"""改成分区 · the tables that grow are cut by district, all in one transaction: done, or nothing has happened.

Done again, it adds what is new: the parts of another district, the tables of a later version.
"""

from collections.abc import Callable, Mapping

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory.jurisdiction import here
from huying.site.partition import apart, catalogue, keyed
from huying.site.partition.catalogue import Reference, run
from huying.site.partition.cut import cut
from huying.site.partition.found import found
from huying.site.partition.owned import parted, scoped

Tell = Callable[[str], None]


def turn(tell: Tell) -> list[int]:
    """Every table that is to be in parts, the district of this installation among them; returns the districts."""
    if connection.vendor != "postgresql":
        raise Refused(_("SQLite 一库一区，不分区。几个区县同库，请用 PostgreSQL（HUYING_DATABASE_URL）。"))
    try:
        with transaction.atomic():
            _turn(tell)
    except OperationalError as error:
        if "lock timeout" not in str(error):
            raise
        raise Refused(_("还有进程在用这个数据库。请先停下网页和守时，再运行一次。")) from error
    return apart.districts()


def _turn(tell: Tell) -> None:
    """References are taken off first and put back last: they name keys that change."""
    left = [table for table in parted() if table not in catalogue.partitioned()]
    before = _counts(left)
    loose = catalogue.references(left) if left else []
    for one in loose:
        run(f'ALTER TABLE "{one.table}" DROP CONSTRAINT "{one.name}"')
    for table in left:
        tell(table)
        cut(table)
    for table in set(scoped()) - set(parted()):
        keyed.widen(table)
    found(here(), tell)
    for one in loose:
        _tie(one)
    _same(before, _counts(left))
    apart.keep_apart()


def _counts(tables: list[str]) -> Mapping[str, int]:
    return {table: catalogue.count(table) for table in tables}


def _same(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Checked before anything is made to last."""
    if before != after:
        raise RuntimeError(f"rows before and after differ: {before} {after}")


def _tie(one: Reference) -> None:
    """A reference to a table in parts goes by number and district together."""
    columns, keys = one.columns, one.keys
    if one.target in parted() and "jurisdiction" not in columns:
        columns, keys = [*columns, "jurisdiction"], [*keys, "jurisdiction"]
    run(
        f'ALTER TABLE "{one.table}" ADD CONSTRAINT "{one.name}" FOREIGN KEY ({keyed.listed(columns)}) '
        f'REFERENCES "{one.target}" ({keyed.listed(keys)}) DEFERRABLE INITIALLY DEFERRED'
    )
