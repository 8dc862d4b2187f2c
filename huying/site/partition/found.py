"""新设 · the parts of one more district."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.partition import apart, catalogue
from huying.site.partition.catalogue import run
from huying.site.partition.owned import parted

LONGEST = 52
GUARDED = "case_entry"
"""Of it no row is ever emptied away; a guard on emptying does not reach from a table to its parts."""


def found(code: int, tell: Callable[[str], None]) -> None:
    """Where they are missing. A second district only for somebody whom the policy binds."""
    missing = [table for table in parted() if code not in catalogue.parts(table)]
    if missing and set(catalogue.parts("case_case")) - {code} and apart.is_above():
        raise Refused(_("几个区县同在一库时，不能用数据库超级用户连接：它不受行级策略约束。请换一个普通用户。"))
    for table in missing:
        part(table, code)
    if missing:
        tell(_("%s：新设分区") % code)
    for name in catalogue.parts(GUARDED).values():
        _guard(name)


def part(table: str, code: int) -> None:
    """The part of one table."""
    run(f'CREATE TABLE "{name_of(table, code)}" PARTITION OF "{table}" FOR VALUES IN ({code})')


def name_of(table: str, code: int) -> str:
    """case_case_110101."""
    return f"{table[:LONGEST]}_{code}"


def _guard(name: str) -> None:
    if "entry_untruncatable" not in catalogue.triggers(name):
        run(
            f'CREATE TRIGGER entry_untruncatable BEFORE TRUNCATE ON "{name}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION case_entry_refuse()"
        )
