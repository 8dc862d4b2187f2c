"""读 COPY 文件 · the tables of a PostgreSQL backup, read without PostgreSQL: text, one row a line, tabs between the values."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.models import Field, Model

FOLDER = "tables"
COLUMNS = "columns.json"
NOTHING = b"\\N"
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
MEANT: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
LEXEME = re.compile(r"'((?:[^'\\]|''|\\.)*)'")
Row = Sequence[str | None]

READ: Mapping[str, Callable[[str], Any]] = {
    "BinaryField": lambda text: bytes.fromhex(text[2:]),
    "BooleanField": lambda text: text == "t",
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "FloatField": float,
    "JSONField": json.loads,
    "TimeField": time.fromisoformat,
}
"""How PostgreSQL writes what is neither a word nor a whole number."""


def columns_of(folder: Path) -> dict[str, list[str]]:
    """Table → its columns, in the order in which they were copied."""
    found: dict[str, list[str]] = json.loads((folder / FOLDER / COLUMNS).read_text("utf-8"))
    return found


def file_of(folder: Path, table: str) -> Path:
    """Where its rows are."""
    return folder / FOLDER / f"{table}.copy.gz"


def rows(folder: Path, table: str) -> Iterator[Row]:
    """Every row as PostgreSQL wrote it; None where there is nothing."""
    with gzip.open(file_of(folder, table), "rb") as lines:
        for line in lines:
            yield [None if value == NOTHING else _plain(value) for value in line.removesuffix(b"\n").split(b"\t")]


def readers(model: type[Model], columns: Sequence[str]) -> list[Callable[[str | None], Any]]:
    """For each column: from what PostgreSQL wrote to what this database takes."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return [_reader(fields[column]) for column in columns]


def lexemes(vector: str) -> list[str]:
    """The words of a text search vector, in the order in which they are made."""
    return sorted(re.sub(r"''|\\(.)", lambda met: met[1] or "'", word) for word in LEXEME.findall(vector))


def _reader(field: "Field[Any, Any]") -> Callable[[str | None], Any]:
    read = READ.get(_kind(field), int if _kind(field).endswith("IntegerField") or _is_key(field) else str)
    return lambda text: field.get_db_prep_save(None if text is None else read(text), connection)


def _kind(field: Any) -> str:
    while field.is_relation:
        field = field.target_field
    kind: str = field.get_internal_type()
    return kind


def _is_key(field: "Field[Any, Any]") -> bool:
    return _kind(field).endswith("AutoField")


def _plain(value: bytes) -> str:
    text = value.decode("utf-8")
    return ESCAPED.sub(lambda met: MEANT.get(met[1], met[1]), text) if "\\" in text else text
