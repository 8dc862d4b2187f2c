"""各看各的 · a policy of the database puts the district into every question, whoever asks it: the ORM, SQL by hand, a join.

The connection says which district it is for (`site.settings`). A superuser is above every policy: one district may live so, two
may not.
"""

from django.conf import settings
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory.jurisdiction import here
from huying.site.partition import catalogue
from huying.site.partition.catalogue import run
from huying.site.partition.owned import SEARCH, leaning, parted, scoped

OURS = "jurisdiction = current_setting('huying.jurisdiction')::integer"
POLICY = "own_district"
ABOVE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def is_partitioned() -> bool:
    """Whether this database has been turned."""
    return connection.vendor == "postgresql" and bool(catalogue.partitioned())


def districts() -> list[int]:
    """Those that have their parts here."""
    return sorted(catalogue.parts("case_case"))


def must_be_apart() -> None:
    """Nothing runs for a district that would see another's rows, nor for one without a place of its own."""
    try:
        partitioned = is_partitioned()
    except OperationalError:  # it is away: the policy binds whoever finds it again
        return
    if not partitioned:
        return
    if here() not in districts():
        raise Refused(_("数据库里还没有 %s 的分区。请先运行 huying partition。") % settings.HUYING_JURISDICTION)
    if len(districts()) > 1 and is_above():
        raise Refused(_("几个区县同在一库时，不能用数据库超级用户连接：它不受行级策略约束。请换一个普通用户。"))


def is_above() -> bool:
    """Whether the one we connect as is bound by no policy."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE)
        return bool(cursor.fetchone()[0])


def keep_apart() -> None:
    """The policy on every table of a district; a part is read through its table only.

    Not on the search rows: `@@` counts as leaky, so the policy would come before the index. They are asked with the district.
    """
    for table in scoped():
        _bind(table)
        _allow(table, OURS)
    for table, column, to in leaning():
        _bind(table)
        _allow(table, f'EXISTS (SELECT 1 FROM "{to}" WHERE "{to}".id = "{table}"."{column}")')  # noqa: S608 names of ours
    for table in parted():
        for part in () if table == SEARCH else catalogue.parts(table).values():
            _bind(part)


def _allow(table: str, rows: str) -> None:
    run(f'DROP POLICY IF EXISTS {POLICY} ON "{table}"')
    run(f'CREATE POLICY {POLICY} ON "{table}" USING ({rows}) WITH CHECK ({rows})')


def _bind(table: str) -> None:
    run(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')


def set_bound(*, bound: bool) -> None:
    """An upgrade must reach the rows of all districts; nobody else works meanwhile."""
    word = "FORCE" if bound else "NO FORCE"
    for table in (*scoped(), *(name for name, _column, _to in leaning())):
        run(f'ALTER TABLE "{table}" {word} ROW LEVEL SECURITY')
