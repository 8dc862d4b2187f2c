"""键 · every unique key of a district's table holds the district: two districts may use the same number, name or code."""

import re
from collections.abc import Sequence

from huying.site.partition import catalogue
from huying.site.partition.catalogue import Index, Key, run

DISTRICT = "jurisdiction"


def listed(columns: Sequence[str]) -> str:
    """Columns, as a statement names them."""
    return ", ".join(f'"{column}"' for column in columns)


def whole(key: Key) -> Key:
    """With the district, which stands last: a row is also looked for by its number alone."""
    return key if DISTRICT in key.columns else Key(key.name, key.kind, [*key.columns, DISTRICT])


def add(table: str, key: Key) -> None:
    """A constraint of the table, and of each of its parts."""
    word = "PRIMARY KEY" if key.kind == "p" else "UNIQUE"
    run(f'ALTER TABLE "{table}" ADD CONSTRAINT "{key.name}" {word} ({listed(key.columns)})')


def widen(table: str) -> None:
    """A table in one piece keeps its primary key; its other keys hold the district."""
    for key in catalogue.keys(table):
        if key.kind == "u" and key != whole(key):
            run(f'ALTER TABLE "{table}" DROP CONSTRAINT "{key.name}"')
            add(table, whole(key))
    for index in catalogue.indexes(table):
        if index.unique and DISTRICT not in index.definition:
            run(f'DROP INDEX "{index.name}"')
            run(with_district(index))


def with_district(index: Index) -> str:
    """The statement that makes it, with the district before its columns."""
    return re.sub(r" USING (\w+) \(", rf" USING \1 ({DISTRICT}, ", index.definition, count=1)


def on(table: str, index: Index) -> str:
    """The statement that makes it on another table."""
    return re.sub(r" ON (?:ONLY )?\S+ USING ", f' ON "{table}" USING ', index.definition, count=1)
