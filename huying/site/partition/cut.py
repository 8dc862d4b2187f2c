"""切开 · one table becomes a table in parts. With one district in it, it becomes that district's part as it lies on the disk."""

from django.db import connection

from huying.directory.jurisdiction import here
from huying.site.partition import catalogue, keyed
from huying.site.partition.catalogue import Index, Key, run
from huying.site.partition.found import name_of, part

OLD = "{}_before"


def cut(table: str) -> None:
    """Columns, checks, keys, indexes, triggers and the counter of the numbers stay what they were."""
    keys, indexes, triggers = catalogue.keys(table), catalogue.indexes(table), catalogue.triggers(table)
    counter, codes, old = _counter(table), _codes(table), OLD.format(table)
    _loosen(table, keys, indexes, list(triggers))
    run(f'ALTER TABLE "{table}" RENAME TO "{old}"')
    run(
        f'CREATE TABLE "{table}" (LIKE "{old}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) '
        "PARTITION BY LIST (jurisdiction)"
    )
    _count_on(table, counter)
    _move(table, old, codes)
    for key in keys:
        keyed.add(table, keyed.whole(key))
    for index in indexes:
        run(keyed.on(table, index))
    for statement in triggers.values():
        run(statement)


def _loosen(table: str, keys: list[Key], indexes: list[Index], triggers: list[str]) -> None:
    """Names are given to the new table; indexes that fit it are kept under others, so that nothing is built twice."""
    for name in triggers:
        run(f'DROP TRIGGER "{name}" ON "{table}"')
    for key in keys:
        if key != keyed.whole(key):
            run(f'ALTER TABLE "{table}" DROP CONSTRAINT "{key.name}"')
        else:
            run(f'ALTER INDEX "{key.name}" RENAME TO "{name_of(key.name, here())}"')
    for index in indexes:
        run(f'ALTER INDEX "{index.name}" RENAME TO "{name_of(index.name, here())}"')


def _counter(table: str) -> int | None:
    """The number that comes next; none for a table that does not count. Read before it goes, for numbers are never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attidentity FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'id'", [table])
        found = cursor.fetchone()
        if not found or not found[0]:
            return None
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
        number: int = cursor.fetchone()[0]
    run(f'ALTER TABLE "{table}" ALTER COLUMN id DROP IDENTITY')
    return number


def _count_on(table: str, number: int | None) -> None:
    """One counter for all districts: a receipt number is one in the city. An identity column is not for parts before PostgreSQL 17."""
    if number is not None:
        run(f'CREATE SEQUENCE "{table}_id_seq" AS bigint START {number} OWNED BY "{table}".id')
        run(f'ALTER TABLE "{table}" ALTER COLUMN id SET DEFAULT nextval(\'"{table}_id_seq"\')')


def _codes(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT jurisdiction FROM "{table}" ORDER BY 1')  # noqa: S608 the name is a table's
        return [code for (code,) in cursor.fetchall()]


def _move(table: str, old: str, codes: list[int]) -> None:
    """As it lies, or row by row where several districts are in it."""
    if len(codes) <= 1:
        code = codes[0] if codes else here()
        name = name_of(table, code)
        run(f'ALTER TABLE "{old}" RENAME TO "{name}"')
        run(f'ALTER TABLE "{table}" ATTACH PARTITION "{name}" FOR VALUES IN ({code})')
        return
    for code in codes:
        part(table, code)
    run(f'INSERT INTO "{table}" SELECT * FROM "{old}"')  # noqa: S608 both names are tables'
    run(f'DROP TABLE "{old}"')
